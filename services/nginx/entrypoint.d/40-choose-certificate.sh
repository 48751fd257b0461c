#!/bin/bash
# Points nginx at the pair to start with, the installed one or else the self-signed one, and tests the configuration.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../certificate.sh
source /opt/edge/certificate.sh

pair=/var/lib/selfsigned
if installed=$(installed_pair); then
    fault=$(fault_of "$installed")
    if [[ -z $fault ]]; then
        pair=$installed
    else
        say "ALERT: $installed is not served: $fault"
    fi
fi
point_at "$pair"
say "serving $pair"
nginx -t -q
