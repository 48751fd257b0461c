#!/bin/bash
# drain.sh MACHINE - have a machine, by host name or address, finish what it reads and be given no more; BACK=1: be given again.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=host/lib/swarm.sh
. host/lib/swarm.sh

[ -n "${1:-}" ] || die "say which machine: make cluster-drain NODE=<host name or address>; make cluster-status names them."
need_cluster
# not read < <(find_node ...), which would go on without it
found=$(find_node "$1")
read -r id name address <<<"$found"
if [ "${BACK:-}" = 1 ]; then
    # it may have been off during an update
    send_image "$address"
    docker node update --availability active "$id" >/dev/null
    write_machines
    # nothing moves back by itself
    docker service update --detach --force "$SERVICE" >/dev/null
    wait_for_update
    wait_for_readers
    say "$name reads again"
else
    docker node update --availability drain "$id" >/dev/null
    write_machines
    # one that is down finishes nothing
    ! answers "$id" || finish node ps "$id"
    wait_for_readers
    say "$name reads nothing: it may be restarted. Afterwards: make cluster-drain NODE=$name BACK=1"
fi
