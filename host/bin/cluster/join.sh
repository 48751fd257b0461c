#!/bin/bash
# join.sh [root@]ADDRESS - have another machine, which make cluster-join has hardened, read too: image and swarm. Safe to
# repeat, and after the edge was made again.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=host/lib/swarm.sh
. host/lib/swarm.sh

need_cluster
address=$(host_address "${1:-}")
name=$(on "$address" docker info --format '{{.Name}}')
other_nodes | awk -v name="$name" -v address="$address" '$2 == name && $3 != address { exit 1 }' ||
    die "another machine of the cluster is called $name too: on this one, hostnamectl set-hostname, restart Docker, and repeat."
say "[2/3] the image for readers on $address"
send_image "$address"
say "[3/3] $address joins"
id=$(on "$address" docker info --format '{{.Swarm.NodeID}}')
if ! answers "$id"; then
    # of a swarm whose manager is gone, or of this one, which has forgotten it. Not by force: a manager of others stays one
    if [ "$(on "$address" docker info --format '{{.Swarm.LocalNodeState}}')" != inactive ]; then
        on "$address" docker swarm leave >/dev/null
    fi
    on "$address" docker swarm join --advertise-addr "$address" --listen-addr "$address:2377" --data-path-addr "$address" \
        --token "$(docker swarm join-token --quiet worker)" "$(own_address):2377" >/dev/null
    id=$(on "$address" docker info --format '{{.Swarm.NodeID}}')
    for _ in {1..40}; do
        ! answers "$id" || break
        sleep 0.5
    done
fi
# what it was before
other_nodes | awk -v id="$id" -v address="$address" '$1 != id && $3 == address { print $1 }' |
    xargs --no-run-if-empty docker node rm --force >/dev/null
docker node update --label-add reads=yes "$id" >/dev/null
write_machines
if [ "$(setting CLUSTER_READERS 0)" -lt "$(count_machines)" ]; then
    say "$name reads as soon as there is a reader for it: make cluster-scale N=$(count_machines)"
else
    say "$name reads as soon as a reader comes to it: make cluster-drain NODE=$name BACK=1 spreads them over all machines"
fi
