#!/bin/bash
# init.sh [ADDRESS] - make this machine the edge of a cluster: the one manager of a swarm whose other machines will read.
# ADDRESS is its own in the private network. Safe to repeat; nothing stops that reads or is read.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=host/lib/swarm.sh
. host/lib/swarm.sh

# Addresses of containers on the readers' network: Docker's default, 10.0.0.0/8, is what clouds give to private networks.
ADDRESSES=172.28.0.0/14

# private_address - print this machine's address in a private network, if there is one and no other.
private_address() {
    local found
    found=$(ip -o -4 address show scope global | awk '$2 !~ /^(docker|br-|veth)/ { sub(/\/.*/, "", $4); print $4 }' |
        grep -E '^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.|198\.1[89]\.)' || true)
    [ "$(grep --count . <<<"$found")" = 1 ] ||
        die "say which address of this machine the others reach in the private network: make cluster-init ADDRESS=10.0.0.1;" \
            "found: ${found:-none}"
    echo "$found"
}

# plug_nginx_in - connect nginx to the readers' network as it runs; made again, it is connected by compose.cluster.yaml.
plug_nginx_in() {
    local container
    container=$(docker compose ps --quiet nginx)
    docker inspect --format '{{json .NetworkSettings.Networks}}' "$container" | grep --quiet "\"$NETWORK\"" ||
        docker network connect "$NETWORK" "$container"
    # as compose.cluster.yaml has them
    nsenter --target "$(docker inspect --format '{{.State.Pid}}' "$container")" --net \
        sysctl --quiet --write net.ipv4.tcp_keepalive_time=5 net.ipv4.tcp_keepalive_intvl=2 \
        net.ipv4.tcp_keepalive_probes=3 net.ipv4.tcp_retries2=5
}

[ "$(id -u)" = 0 ] || die "only root may make a swarm."
{ [ -f .env ] && [ "$(docker compose ps --format '{{.Health}}' nginx 2>/dev/null)" = healthy ]; } ||
    die "the appliance does not run: make up first."
docker compose --file compose.yaml --file "$OVERRIDE" config --quiet ||
    die "Compose does not take $OVERRIDE: it needs release 2.24.4."
if ! is_manager; then
    address=${1:-$(private_address)}
    set_live_restore false
    say "[1/3] a swarm at $address"
    docker swarm init --advertise-addr "$address" --listen-addr "$address:2377" --data-path-addr "$address" \
        --default-addr-pool "$ADDRESSES" --task-history-limit 2 >/dev/null
    ufw status 2>/dev/null | grep --quiet '^Status: active' ||
        say "warning: no UFW here. The ports 2377, 7946 and 4789 must be open to the machines of the cluster alone."
fi
say "[2/3] the readers' network, which has no way out"
docker network inspect "$NETWORK" >/dev/null 2>&1 ||
    docker network create --driver overlay --attachable --internal "$NETWORK" >/dev/null
enter_cluster
write_setting CLUSTER_NODES "$(node_addresses)"
plug_nginx_in
install_start_timer
say "[3/3] the readers"
if [ -z "$(setting CLUSTER_READERS '')" ]; then
    # some may run, where settings of before there was a cluster were restored
    readers=$(wanted_readers 2>/dev/null) || readers=0
    write_setting CLUSTER_READERS "$readers"
fi
deploy
write_machines
say "next: make cluster-join HOST=root@<address of another machine in the private network>"
say "at a quiet time: make up, which recreates nginx with room for more uploads at once"
