#!/bin/bash
# ufw_rules.sh [--dry-run] RULE... - make these UFW's only rules and switch it on; print what was changed.
set -euo pipefail

dry_run=
if [ "$1" = --dry-run ]; then
    dry_run=yes
    shift
fi

# change WORD... - say it, and do it.
change() {
    echo "ufw $*"
    [ -n "$dry_run" ] || ufw "$@" </dev/null >/dev/null
}

# is_among RULE RULES - tell whether a rule is one of the lines.
is_among() { grep --quiet --line-regexp --fixed-strings -e "$1" <<<"$2"; }

wanted=$(printf '%s\n' "$@")
# Without UFW, as in a dry run on a new server, all is to do.
present=$(ufw show added 2>/dev/null | sed -n 's/^ufw //p') || [ -n "$dry_run" ]

# In this order a login is possible at any time.
while read -ra rule; do
    is_among "${rule[*]}" "$present" || change "${rule[@]}"
done <<<"$wanted"
while read -r line; do
    if [ -z "$line" ] || is_among "$line" "$wanted"; then continue; fi
    read -ra rule <<<"${line%% comment *}"
    if [ "${rule[0]}" = route ]; then
        change route delete "${rule[@]:1}"
    else
        change delete "${rule[@]}"
    fi
done <<<"$present"
ufw status 2>/dev/null | grep --quiet '^Status: active' || change --force enable
