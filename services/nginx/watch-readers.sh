#!/bin/bash
# Balances over all readers where there are several: asks Docker's DNS each second who they are, and renders and reloads when
# that has changed. nginx itself would take one at random. While one machine does it all, there is no network of readers.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=./settings.sh
source /opt/edge/settings.sh

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

# switch_to READERS - balances over these; goes on with those before if nginx refuses.
switch_to() {
    local before="" names=${1//$'\n'/ }
    [[ ! -s $READERS ]] || before=$(<"$READERS")
    echo -n "$1" >"$READERS"
    if ! { /opt/edge/entrypoint.d/30-render-templates.sh && nginx -t -q && nginx -s reload; }; then
        echo -n "$before" >"$READERS"
        /opt/edge/entrypoint.d/30-render-templates.sh
        say "ALERT: nginx refuses its configuration or does not reload, see above; it goes on as before"
        return 1
    fi
    say "reading at ${names:-this machine alone}"
}

pause=1 seen=""
while sleep "$pause"; do
    pause=10
    is_cluster || [[ -s $READERS ]] || continue
    pause=1
    readers=$(find_readers)
    # found twice: several that start together are one reload
    if [[ $readers == "$seen" && $readers != "$(cat "$READERS" 2>/dev/null)" ]] && in_our_networks "$readers"; then
        # longer after a reload: each leaves workers that end what they have begun, and they add up. Longer still after a
        # refusal: the reason is rarely gone at once, and the log stays readable
        if switch_to "$readers"; then pause=5; else pause=10; fi
    fi
    seen=$readers
done
