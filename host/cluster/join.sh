#!/bin/bash
# join.sh ADDRESS - have another machine, which make cluster-join has hardened, read too: image and swarm.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/bootstrap/apt.sh
. host/bootstrap/apt.sh
# shellcheck source=host/compose.sh
. host/compose.sh
# shellcheck source=host/cluster/swarm.sh
. host/cluster/swarm.sh

address=$1
need_cluster
name=$(on "$address" docker info --format '{{.Name}}')
other_nodes | awk -v name="$name" -v address="$address" '$2 == name && $3 != address { exit 1 }' ||
    die "another machine of the cluster is called $name too: on this one, hostnamectl set-hostname, restart Docker, and repeat."
say "[2/3] the readers' image on $address"
send_image "$address"
say "[3/3] $address joins"
# a machine of a swarm that is no more, or of this one, gets in again
if [ "$(on "$address" docker info --format '{{.Swarm.LocalNodeState}}')" != inactive ]; then
    on "$address" docker swarm leave --force >/dev/null
fi
on "$address" docker swarm join --advertise-addr "$address" --listen-addr "$address:2377" --data-path-addr "$address" \
    --token "$(docker swarm join-token --quiet worker)" "$(docker info --format '{{.Swarm.NodeAddr}}'):2377" >/dev/null
id=$(on "$address" docker info --format '{{.Swarm.NodeID}}')
# what it was before
other_nodes | while read -r other _ node; do
    [ "$node" != "$address" ] || [ "$other" = "$id" ] || docker node rm --force "$other" >/dev/null
done
docker node update --label-add reads=yes "$id" >/dev/null
write_setting CLUSTER_NODES "$(node_addresses)"
write_setting CLUSTER_MACHINES "$(count_machines)"
tell_sidecar
say "$name reads as soon as it is given a reader: make cluster-scale N=$(($(setting CLUSTER_READERS 0) + 1))"
