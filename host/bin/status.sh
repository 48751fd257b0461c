#!/bin/bash
# Show the state of the appliance on one screen; whatever is down, show what can be known without it.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/lib/apt.sh
. host/lib/apt.sh
# shellcheck source=host/lib/facts.sh
. host/lib/facts.sh

usage() { docker stats --no-stream --no-trunc --format '{{json .}}' "${container_of[@]}"; }
project() { docker inspect --format '{{index .Config.Labels "com.docker.compose.project"}}' "$1"; }

trap 'rm -rf "$facts"' EXIT
find_containers || die "Docker does not answer, or not to this user: see the message above; make up starts it."
if [ ${#container_of[@]} = 0 ]; then
    echo "The appliance is not running. Start it: make up"
    exit
fi
fact containers inspect_containers
fact usage usage
fact project project "${container_of[@]:0:1}"
{ judge_is_there && judge status; } || {
    say "the rest needs the health check's image and networks: make up creates them"
    docker compose ps --all --format 'table {{.Service}}\t{{.Status}}'
}
