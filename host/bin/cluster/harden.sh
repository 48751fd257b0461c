#!/bin/bash
# harden.sh [[root@]ADDRESS [ARGUMENT...]] - make a bare machine one for readers by host/ansible/reader.yml, and open the
# swarm's ports between the machines of the cluster, to no other. Without an address: only the latter. Arguments go to
# Ansible.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=host/lib/swarm.sh
. host/lib/swarm.sh

# play INVENTORY ARGUMENT... - run the playbook on machines, with the addresses of all.
play() {
    (
        cd host/ansible
        ../../.venv-host/bin/ansible-playbook reader.yml --user root --inventory "$1" \
            --extra-vars "{\"cluster_nodes\": [$(printf '"%s"\n' "${nodes[@]}" | paste --serial --delimiters ',')]}" "${@:2}"
    )
}

need_cluster
address=''
if [ -n "${1:-}" ]; then
    address=$(host_address "$1")
    shift
fi
readarray -t nodes < <({ node_addresses | tr ',' '\n' && echo "$address"; } | grep . | sort --unique)
if [ -n "$address" ]; then
    say "[1/3] $address is hardened, and its firewall lets the cluster in (one to three minutes)"
    play "$address," "$@"
fi
# one that is down would stop it; make cluster-join repeated gives it the rules
others=$(other_nodes ready | cut -d ' ' -f 3 | grep --invert-match --line-regexp --fixed-strings "$address" || true)
[ -z "$others" ] || play "${others//$'\n'/,}," --tags firewall "$@"
# this machine's own, if make host has given it one: its other rules stay as they are
if ufw status 2>/dev/null | grep --quiet '^Status: active'; then
    readarray -t rules < <(
        ufw show added | sed -n 's/^ufw //p' | grep --invert-match -E ' port (2377,7946 proto tcp|4789,7946 proto udp)$'
        printf 'allow from %s to any port 2377,7946 proto tcp\n' "${nodes[@]}"
        printf 'allow from %s to any port 4789,7946 proto udp\n' "${nodes[@]}"
    )
    bash host/ansible/roles/firewall/files/ufw_rules.sh "${rules[@]}"
fi
