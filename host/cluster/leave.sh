#!/bin/bash
# leave.sh [MACHINE] - take a machine, by host name or address, out of the cluster; without one: all of them, and be one
# machine again, as before make cluster-init. What is being read is finished.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/bootstrap/apt.sh
. host/bootstrap/apt.sh
# shellcheck source=host/compose.sh
. host/compose.sh
# shellcheck source=host/cluster/swarm.sh
. host/cluster/swarm.sh

# take_out ID ADDRESS - let a machine that reads nothing leave; one that does not answer is forgotten.
take_out() {
    on "$2" docker swarm leave >/dev/null || say "$2 does not answer: it is forgotten here. There: docker swarm leave"
    docker node rm --force "$1" >/dev/null
}

need_cluster
if [ -n "${1:-}" ]; then
    read -r id name address < <(find_node "$1")
    host/cluster/drain.sh "$name" || say "$name goes as it is"
    take_out "$id" "$address"
    write_setting CLUSTER_NODES "$(node_addresses)"
    say "$name has left. Close its ports on this machine: make host"
    exit
fi
write_setting CLUSTER_READERS 0
deploy
read_at 0
# a task that was told to stop finishes what it reads
for _ in {1..70}; do
    [ "$(docker service ps --format '{{.CurrentState}}' "$SERVICE" | grep --count '^Running' || true)" != 0 ] || break
    sleep 1
done
docker stack rm "$STACK" >/dev/null
other_nodes | while read -r id _ address; do
    take_out "$id" "$address" </dev/null
done
docker network disconnect "$NETWORK" "$(docker compose ps --quiet nginx)" || true
leave_cluster
tell_sidecar
# tasks are on it until they have ended
for _ in {1..60}; do
    ! docker network rm "$NETWORK" >/dev/null 2>&1 || break
    sleep 1
done
docker swarm leave --force >/dev/null
say "one machine reads, as before. Docker keeps containers running over its restart again after: make host"
