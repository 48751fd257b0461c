#!/bin/bash
# scale.sh COUNT - have so many readers run on the other machines, and wait until receipts go to them.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=host/lib/swarm.sh
. host/lib/swarm.sh

count=${1:-}
[[ $count =~ ^(0|[1-9][0-9]{0,2})$ ]] || die "say how many readers: make cluster-scale N=2; this machine reads beside them."
need_cluster
machines=$(count_machines Ready)
[ "$count" = 0 ] || [ "$machines" -gt 0 ] || die "no machine to read on: make cluster-join HOST=root@<address> first."
[ "$count" -le "$machines" ] ||
    say "warning: $count readers on fewer machines: those on one share its processors and memory (docs/cluster.md)"
write_setting CLUSTER_READERS "$count"
tell_sidecar
send_images
deploy
read_at $((count > 0 ? count + 1 : 0))
say "readers on other machines: $count, beside this one's own. make cluster-status shows them"
