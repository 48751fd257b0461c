#!/bin/bash
# scale.sh COUNT - have so many readers run on the other machines, and wait until receipts go to them.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/bootstrap/apt.sh
. host/bootstrap/apt.sh
# shellcheck source=host/compose.sh
. host/compose.sh
# shellcheck source=host/cluster/swarm.sh
. host/cluster/swarm.sh

count=${1:-}
[[ $count =~ ^[0-9]{1,3}$ ]] || die "say how many readers: make cluster-scale N=2; this machine reads beside them."
need_cluster
[ "$count" = 0 ] || [ "$(count_machines)" -gt 0 ] || die "no machine to read on: make cluster-join HOST=root@<address> first."
write_setting CLUSTER_READERS "$count"
send_images
deploy
read_at $((count > 0 ? count + 1 : 0))
tell_sidecar
say "$count readers on $(count_machines) machines, and this one: make cluster-status"
