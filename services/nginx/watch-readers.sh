#!/bin/bash
# Balances over all readers where there are several: asks Docker's DNS each second who they are, and renders and reloads when
# that has changed. nginx itself would take one at random. While one machine does it all, there is no network of readers.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=./settings.sh
source /opt/edge/settings.sh
# shellcheck source-path=SCRIPTDIR source=./find-readers.sh
source /opt/edge/find-readers.sh

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
