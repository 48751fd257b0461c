#!/bin/bash
# Serves a newly installed certificate by a graceful reload: looks every 2 seconds, checks and tests before it reloads,
# and compares afterwards what is served. When anything fails, the old workers continue to serve the old pair.
# Reloads, too, once the clock was set back: nginx keeps the address of a container until the old time has come.
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
        say "ALERT: nginx refuses its configuration, see above; it still serves $before"
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

# Succeeds if the clock was set back by a minute or more since the last call; nobody can set the time since boot.
wall_ahead=0
clock_was_set_back() {
    local before=$wall_ahead since_boot
    read -r since_boot _ </proc/uptime
    wall_ahead=$((EPOCHSECONDS - ${since_boot%.*}))
    ((before - wall_ahead >= 60))
}

clock_was_set_back || true
pause=2
while sleep "$pause"; do
    pause=2
    if clock_was_set_back; then
        say "the clock was set back: reloading nginx, so that it looks up the containers' addresses again"
        nginx -s reload || say "ALERT: nginx does not reload, see above"
    fi
    if pair=$(installed_pair) && [[ $pair != "$(readlink "$served_link")" ]]; then
        # longer after a refusal: the reason is rarely gone at once, and the log stays readable
        switch_to "$pair" || pause=10
    fi
done
