# shellcheck shell=bash
# Who reads, by Docker's DNS: sourced by those that ask.

# Of compose.yaml's two networks one is ours and the world's, one the OCR service's; `make cluster-init` adds the readers'.
is_cluster() { (($(ip -o -4 route show proto kernel scope link | wc -l) > 2)); }

# addresses NAME - prints the IPv4 addresses of a name, if there are any.
addresses() { getent ahostsv4 "$1" | cut -d ' ' -f 1 || true; }

# Prints the readers, a line each: those of the swarm, and this machine's own beside them.
find_readers() {
    local others
    # with a dot: the name of a container, of no domain
    others=$(addresses readers.)
    [[ -z $others ]] || { echo "$others" && addresses ocr; } | sort --unique
}

# in_our_networks READERS - tells whether no gateway leads to any of them: where Docker knows no such name, a server in the
# world may have an answer of its own.
in_our_networks() {
    local address
    for address in $1; do
        [[ $(ip -o -4 route get "$address") != *" via "* ]] || return 1
    done
}
