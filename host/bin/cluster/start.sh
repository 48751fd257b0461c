#!/bin/bash
# start.sh - start those of the appliance's containers that Docker failed to start. It does not try again: after a restart of
# Docker, the readers' network may not be there yet (moby/moby#32607). receipt-ocr-start.timer runs it every ten seconds.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=host/lib/compose.sh
. host/lib/compose.sh

project=$(setting COMPOSE_PROJECT_NAME "$(sed -n 's/^name: //p' compose.yaml)")
# an operator's `docker compose stop` leaves no error
docker ps --all --quiet --filter status=exited --filter status=created \
    --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.oneoff=False |
    xargs --no-run-if-empty docker inspect --format '{{if .State.Error}}{{.Id}}{{end}}' | sed '/^$/d' |
    xargs --no-run-if-empty docker start
