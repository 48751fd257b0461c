#!/bin/bash
# venv.sh DIRECTORY LOCK... - make a virtual environment that holds exactly what the lock files name.
set -euo pipefail
# shellcheck source=host/lib/apt.sh
. "$(dirname "$0")/../lib/apt.sh"

# The lock files are resolved for these versions.
usable() { "$1" -c 'import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; }

find_python() {
    local python
    for python in python3 python3.13 python3.12 python3.11; do
        if usable "$python"; then
            printf '%s' "$python"
            return
        fi
    done
    return 1
}

install_python() {
    case "$(os_release ID) $(os_release VERSION_CODENAME)" in
    "ubuntu jammy") apt_install python3.11-venv ;; # its python3 is 3.10
    *) apt_install python3-venv ;;
    esac
}

directory=${1%/}
shift
# --clear would empty what it points to, which others may be using.
[[ ! -L $directory ]] || die "$directory is a symbolic link to $(readlink "$directory"): remove the link, then repeat."
find_python >/dev/null || install_python
python=$(find_python) || die "Python 3.11, 3.12 or 3.13 with its venv module is needed: install it, then repeat."
say "making $directory (a minute or so)"
"$python" -m venv --clear "$directory"
for lock in "$@"; do
    # --no-deps: a lock is complete. One after the other: a later lock may replace files of an earlier one.
    "$directory/bin/pip" install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes --requirement "$lock"
done
