#!/bin/bash
# Provide the base of every image: from the registry where one can be reached, else from Debian's signed archive.
set -euo pipefail
# shellcheck source=host/lib/apt.sh
. "$(dirname "$0")/../lib/apt.sh"

IMAGE=debian:trixie-slim

# image_sources CODENAME KEYRING - print the image's sources, from DEBIAN_MIRROR or from where this machine takes that release.
image_sources() {
    local mirror security suite
    mirror=${DEBIAN_MIRROR:-$(apt_source "$1" REPO_URI)}
    security=${DEBIAN_SECURITY_MIRROR:-$(apt_source "$1-security" REPO_URI)}
    [ -n "$mirror" ] || die "no registry answers, and apt here has no Debian mirror. Repeat with DEBIAN_MIRROR=<its URL>" \
        "and DEBIAN_SECURITY_MIRROR=<its URL>, or bring the image from elsewhere with docker save and docker load."
    for suite in trixie trixie-updates; do
        printf 'deb [signed-by=%s] %s %s main\n' "$2" "$mirror" "$suite"
    done
    [ -z "$security" ] || printf 'deb [signed-by=%s] %s trixie-security main\n' "$2" "$security"
}

! docker image inspect "$IMAGE" >/dev/null 2>&1 || exit 0
! timeout 120 docker pull --quiet "$IMAGE" >/dev/null 2>&1 || exit 0

say "      no registry answers: making $IMAGE from Debian's archive"
codename=none
[ "$(os_release ID)" != debian ] || codename=$(os_release VERSION_CODENAME)
keyring=$(apt_keyring "$codename")
sources=$(image_sources "$codename" "$keyring")
apt_need mmdebstrap debian-archive-keyring
# The image keeps the sources, so it gets the keyring too. The paths left out are those that make an image "slim".
mmdebstrap --quiet --variant=minbase --setup-hook="install -D -m 644 $keyring \"\$1$keyring\"" \
    --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    trixie - - <<<"$sources" | docker import --change 'CMD ["bash"]' - "$IMAGE" >/dev/null ||
    die "mmdebstrap could not make the base image: see its message above."
