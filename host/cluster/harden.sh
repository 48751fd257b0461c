#!/bin/bash
# harden.sh USER@ADDRESS [ARGUMENT...] - make a bare machine one for readers by host/reader.yml, and open the swarm's ports
# between all machines of the cluster. Arguments go to Ansible.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/bootstrap/apt.sh
. host/bootstrap/apt.sh
# shellcheck source=host/compose.sh
. host/compose.sh
# shellcheck source=host/cluster/swarm.sh
. host/cluster/swarm.sh

user=${1%@*} address=${1##*@}
[ "$user" != "$1" ] || user=root
shift
need_cluster
say "[1/3] $address is hardened, and its firewall lets the cluster in (one to three minutes)"
readarray -t nodes < <({ other_nodes | cut -d ' ' -f 3 && docker info --format '{{.Swarm.NodeAddr}}' && echo "$address"; } | sort --unique)
list=$(printf '"%s",' "${nodes[@]}")
readarray -t others < <(other_nodes | cut -d ' ' -f 3 | grep --invert-match --line-regexp --fixed-strings "$address" || true)
cd host
play=(../.venv-host/bin/ansible-playbook reader.yml --user "$user" --extra-vars "{\"cluster_nodes\": [${list%,}]}")
"${play[@]}" --inventory "$address," "$@"
[ ${#others[@]} = 0 ] || "${play[@]}" --inventory "$(printf '%s,' "${others[@]}")" --tags firewall "$@"
# this machine's own, if make host has given it one
if ufw status 2>/dev/null | grep --quiet '^Status: active'; then
    for node in "${nodes[@]}"; do
        ufw allow from "$node" to any port 2377,7946 proto tcp >/dev/null
        ufw allow from "$node" to any port 4789,7946 proto udp >/dev/null
    done
fi
