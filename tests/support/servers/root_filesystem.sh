#!/bin/bash
# root_filesystem.sh RELEASE - print a new server's root file system as a tar archive, from where this machine takes
# Debian's packages.
set -euo pipefail
# shellcheck source=host/lib/apt.sh
. "$(dirname "$0")/../../../host/lib/apt.sh"

# What a cloud's image has: systemd, SSH, Python with apt's module, and D-Bus for systemctl.
PACKAGES=systemd-sysv,dbus,openssh-server,python3,python3-apt,ca-certificates,iproute2,procps

apt_need mmdebstrap
# this machine's own release, whichever is to be made
release=$(os_release VERSION_CODENAME)
keyring=$(apt_keyring "$release")
sources=$(printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$(apt_source "$release" REPO_URI)" "$1" \
    "$keyring" "$(apt_source "$release-security" REPO_URI)" "$1-security")
mmdebstrap --quiet --variant=minbase --include="$PACKAGES" --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --setup-hook="install -D -m 644 $keyring \"\$1$keyring\"" "$1" - - <<<"$sources"
