#!/bin/bash
# leave.sh [MACHINE] - take a machine, by host name or address, out of the cluster; without one: all of them, and be one
# machine again, as before make cluster-init. What is being read is finished.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=host/lib/swarm.sh
. host/lib/swarm.sh

# take_out ID ADDRESS - let a machine that reads nothing leave; one that does not answer is forgotten.
take_out() {
    on "$2" docker swarm leave </dev/null >/dev/null ||
        say "$2 does not answer: it is forgotten here. There, if it comes back: docker swarm leave"
    docker node rm --force "$1" >/dev/null
}

if [ -z "${1:-}" ] && [ -f .env ] && is_cluster && ! is_manager; then
    # a new machine, or one without its private network: what reads elsewhere is out of reach
    docker ps >/dev/null
    leave_swarm 2>/dev/null || true
    others=$(other_addresses)
    remove_start_timer
    leave_cluster
    say "the settings name no cluster any more. Next: make up.${others:+ On $others, if they are kept: docker swarm leave}"
    exit
fi
need_cluster
if [ -n "${1:-}" ]; then
    found=$(find_node "$1")
    read -r id name address <<<"$found"
    BACK='' host/bin/cluster/drain.sh "$name" || say "$name goes as it is"
    take_out "$id" "$address"
    write_machines
    say "$name has left"
    exit
fi
write_setting CLUSTER_READERS 0
deploy
read_at 0
finish service ps "$SERVICE"
docker stack rm "$STACK" >/dev/null
other_nodes | while read -r id _ address; do
    take_out "$id" "$address"
done
for service in nginx healthcheck; do
    docker network disconnect "$NETWORK" "$(docker compose ps --quiet "$service")" || true
done
# tasks are on it until they have ended
for _ in {1..60}; do
    ! docker network rm "$NETWORK" >/dev/null 2>&1 || break
    sleep 1
done
leave_swarm
remove_start_timer
# last: whatever fails before, this can be repeated
leave_cluster
tell_sidecar
set_live_restore true
say "one machine reads, as before. The swarm's ports are open to the others as long as this machine's firewall says so: make host"
