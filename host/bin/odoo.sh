#!/bin/bash
# odoo.sh CHECKOUT - install what runs Odoo 19.0 and its tests from a checkout of its sources, or say what is missing.
set -euo pipefail
# shellcheck source=host/lib/apt.sh
. "$(dirname "$0")/../lib/apt.sh"

SERIES=19.0
CLONE="git clone --depth 1 --branch $SERIES https://github.com/odoo/odoo"

series() { sed -En 's/^version_info = \(([0-9]+), ([0-9]+),.*/\1.\2/p' "$1/odoo/release.py"; }

# known PACKAGE - is it installed, or does this release have it?
known() { [[ $(apt-cache policy "$1") =~ Candidate:\ [^\(] ]]; }

# python_packages CHECKOUT - print the packages that Odoo's own package depends on; of alternatives (a | b) the first
# that this release knows.
python_packages() {
    local line alternative
    # its lines end as on Windows
    sed -En '/^Depends:/,/^[A-Z]/s/^ (python3-[^,]*),\r?$/\1/p' "$1/debian/control" | while read -r line; do
        for alternative in ${line//|/ }; do
            ! known "$alternative" || break
        done
        printf '%s\n' "$alternative"
    done
}

checkout=${1:-}
[ -n "$checkout" ] || die "no checkout of Odoo: $CLONE, then repeat this with ODOO_SRC=the directory."
[ -f "$checkout/odoo-bin" ] || die "ODOO_SRC=$checkout is not a checkout of Odoo, it has no odoo-bin: $CLONE."
found=$(series "$checkout")
[ "$found" = "$SERIES" ] || die "ODOO_SRC=$checkout is Odoo ${found:-of an unknown version}, the add-on is for $SERIES: $CLONE."

mapfile -t packages < <(python_packages "$checkout")
# chromium, python3-websocket: Odoo drives its tours by them
apt_need "${packages[@]}" postgresql chromium python3-websocket
