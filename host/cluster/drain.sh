#!/bin/bash
# drain.sh MACHINE - have a machine, by host name or address, finish what it reads and be given no more; BACK=1: be given again.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/bootstrap/apt.sh
. host/bootstrap/apt.sh
# shellcheck source=host/compose.sh
. host/compose.sh
# shellcheck source=host/cluster/swarm.sh
. host/cluster/swarm.sh

[ -n "${1:-}" ] || die "say which machine: make cluster-drain NODE=<host name or address>; make cluster-status names them."
need_cluster
read -r id name address < <(find_node "$1")
if [ "${BACK:-}" = 1 ]; then
    # it may have been off during an update
    send_image "$address"
    docker node update --availability active "$id" >/dev/null
    # nothing moves back by itself
    docker service update --detach --force "$SERVICE" >/dev/null
    wait_for_update
else
    docker node update --availability drain "$id" >/dev/null
    for _ in {1..70}; do
        [ -n "$(docker node ps --format '{{.CurrentState}}' "$id" | grep '^Running' || true)" ] || break
        sleep 1
    done
fi
write_setting CLUSTER_MACHINES "$(count_machines)"
wait_for_readers
tell_sidecar
if [ "${BACK:-}" = 1 ]; then
    say "$name reads again"
else
    say "$name reads nothing: it may be restarted. Afterwards: make cluster-drain NODE=$name BACK=1"
fi
