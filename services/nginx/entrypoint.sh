#!/bin/bash
# Prepares nginx, then runs it with its three companions. When one of the four ends, so does the container.
set -euo pipefail

for step in /opt/edge/entrypoint.d/*.sh; do
    "$step"
done

# its logs: fail2ban and healthcheck read them by group, nobody else does
umask 027
nginx &
nginx_pid=$!
/opt/edge/watch-certificate.sh &
/opt/edge/watch-readers.sh &
/opt/edge/rotate-logs.sh &

# QUIT lets requests end that have begun; TERM would cut them
stopping=""
trap 'stopping=yes; kill -QUIT "$nginx_pid"' TERM INT
status=0
wait -n || status=$?
if [[ -z $stopping ]]; then
    echo "entrypoint.sh: a part of the edge has ended with status $status; stopping the rest" >&2
    kill -QUIT "$nginx_pid" 2>/dev/null || true
    wait "$nginx_pid" || true
    exit 1
fi
wait "$nginx_pid"
