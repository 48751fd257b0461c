#!/bin/bash
# Serves a newly installed certificate by a graceful reload: looks every 2 seconds, checks and tests before it reloads,
# and compares afterwards what is served. When anything fails, the old workers go on serving the old pair.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=./certificate.sh
source /opt/edge/certificate.sh

switch_to() {
    local pair=$1 before fault
    before=$(readlink "$served_link")
    fault=$(fault_of "$pair")
    if [[ -n $fault ]]; then
        say "ALERT: $pair is not served: $fault"
        return 1
    fi
    point_at "$pair"
    if ! nginx -t -q; then
        point_at "$before"
        say "ALERT: nginx refuses its configuration, see above; it goes on serving $before"
        return 1
    fi
    nginx -s reload
    for _ in {1..25}; do
        if [[ $(fingerprint_served) == "$(fingerprint_in "$pair")" ]]; then
            say "serving $pair"
            return
        fi
        sleep 0.2
    done
    say "ALERT: nginx has reloaded, but what it serves is not $pair"
}

pause=2
while sleep "$pause"; do
    pause=2
    if pair=$(installed_pair) && [[ $pair != "$(readlink "$served_link")" ]]; then
        # longer after a refusal: the reason is rarely gone at once, and the log stays readable
        switch_to "$pair" || pause=10
    fi
done
