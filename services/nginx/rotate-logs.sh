#!/bin/bash
# Runs logrotate every minute: it rotates weekly, and between when an attack has filled a log (logrotate.conf).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=./settings.sh
source /opt/edge/settings.sh

while sleep 60; do
    logrotate --state /var/log/nginx/.logrotate.state /opt/edge/logrotate.conf || say "logrotate failed, see above"
done
