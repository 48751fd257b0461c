#!/bin/bash
# init.sh [ADDRESS] - make this machine the edge of a cluster: the one manager of a swarm whose other machines will read.
# ADDRESS is its own in the private network. Safe to repeat; nothing stops that reads or is read.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/bootstrap/apt.sh
. host/bootstrap/apt.sh
# shellcheck source=host/compose.sh
. host/compose.sh
# shellcheck source=host/cluster/swarm.sh
. host/cluster/swarm.sh

# Addresses of containers on the readers' network: Docker's default, 10.0.0.0/8, is what clouds give to private networks.
ADDRESSES=172.28.0.0/14

# private_address - print this machine's address in a private network, if there is one and no other.
private_address() {
    local found
    found=$(ip -o -4 address show scope global | awk '$2 !~ /^(docker|br-|veth)/ { sub(/\/.*/, "", $4); print $4 }' |
        grep -E '^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.|198\.1[89]\.)' || true)
    [ "$(grep --count . <<<"$found")" = 1 ] ||
        die "say which address of this machine the others reach in the private network: make cluster-init ADDRESS=10.0.0.1; found: ${found:-none}"
    echo "$found"
}

# end_live_restore - let containers end with Docker: a swarm wants it so.
end_live_restore() {
    [ "$(docker info --format '{{.LiveRestoreEnabled}}')" = true ] || return 0
    sed -i 's/"live-restore": *true/"live-restore": false/' /etc/docker/daemon.json
    systemctl reload docker 2>/dev/null || pkill --signal HUP --exact dockerd
    for _ in {1..20}; do
        [ "$(docker info --format '{{.LiveRestoreEnabled}}')" = true ] || return 0
        sleep 0.5
    done
    die "a swarm can't have live-restore: set it to false in Docker's settings, restart Docker, and repeat."
}

# plug_nginx_in - connect nginx to the readers' network as it runs; made again, it is connected by compose.cluster.yaml.
plug_nginx_in() {
    local container
    container=$(docker compose ps --quiet nginx)
    if ! docker inspect --format '{{json .NetworkSettings.Networks}}' "$container" | grep --quiet "\"$NETWORK\""; then
        docker network connect "$NETWORK" "$container"
        # as compose.cluster.yaml has them
        nsenter --target "$(docker inspect --format '{{.State.Pid}}' "$container")" --net \
            sysctl --quiet --write net.ipv4.tcp_keepalive_time=5 net.ipv4.tcp_keepalive_intvl=2 \
            net.ipv4.tcp_keepalive_probes=3 net.ipv4.tcp_retries2=5
    fi
}

[ "$(id -u)" = 0 ] || die "only root may make a swarm."
[ -f .env ] && [ "$(docker compose ps --format '{{.Health}}' nginx 2>/dev/null)" = healthy ] || die "the appliance does not run: make up first."
if ! is_manager; then
    address=${1:-$(private_address)}
    end_live_restore
    say "[1/3] a swarm at $address"
    docker swarm init --advertise-addr "$address" --listen-addr "$address:2377" --data-path-addr "$address" \
        --default-addr-pool "$ADDRESSES" --task-history-limit 2 >/dev/null
    ufw status 2>/dev/null | grep --quiet '^Status: active' ||
        say "warning: no UFW here. The ports 2377, 7946 and 4789 must be open to the machines of the cluster alone."
fi
say "[2/3] the readers' network, which has no way out"
docker network inspect "$NETWORK" >/dev/null 2>&1 ||
    docker network create --driver overlay --attachable --internal "$NETWORK" >/dev/null
files=$(setting COMPOSE_FILE compose.yaml)
write_setting COMPOSE_FILE "${files%":$OVERRIDE"}:$OVERRIDE"
write_setting CLUSTER_NODES "$(node_addresses)"
plug_nginx_in
say "[3/3] the readers, of which there are none yet"
[ -n "$(setting CLUSTER_READERS '')" ] || write_setting CLUSTER_READERS 0
deploy
tell_sidecar
say "next: make cluster-join HOST=root@<address of another machine in the private network>"
say "at a quiet time: make up. It makes nginx again, with which it takes larger bursts, and keeps its settings over restarts"
