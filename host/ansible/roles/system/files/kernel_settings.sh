#!/bin/bash
# kernel_settings.sh [--dry-run] NAME=VALUE... - set those that differ in the running kernel, and print them.
set -euo pipefail

dry_run=
if [ "$1" = --dry-run ]; then
    dry_run=yes
    shift
fi
for setting in "$@"; do
    [ "$(sysctl --values "${setting%%=*}")" != "${setting#*=}" ] || continue
    echo "$setting"
    [ -n "$dry_run" ] || sysctl --quiet --write "$setting"
done
