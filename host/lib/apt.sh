# shellcheck shell=bash
# What scripts say, and what they ask of apt. Sourced by them and the Makefile, never run.

say() { printf '%s\n' "$*" >&2; }

die() {
    say "error: $*"
    exit 1
}

# os_release NAME - print a variable of os-release. OS_RELEASE names another file than this machine's.
# shellcheck source=/dev/null
os_release() { (. "${OS_RELEASE:-/etc/os-release}" && printf '%s' "${!1:-}"); }

# apt_install PACKAGE... - install or upgrade them, without what they merely recommend.
apt_install() {
    command -v apt-get >/dev/null || die "install these by hand, only apt is supported here: $*"
    [ "$(id -u)" = 0 ] || die "these packages are missing: $*. Install them, or repeat this as root."
    say "      installing $*"
    apt-get update -qq || die "apt can't read its package lists: see its message above."
    # Lock: a fresh server upgrades itself for minutes. --no-remove: an engine or a tool of another origin is the
    # operator's; fail rather than replace it.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=300 \
        --no-install-recommends --no-remove "$@" >/dev/null ||
        die "apt could not install $*: see its message above."
}

# apt_need PACKAGE... - install those that are not there.
apt_need() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"
}

# apt_source CODENAME FIELD - print a field (see apt-get indextargets) of this machine's source of a release, if any.
apt_source() {
    local targets=(apt-get indextargets --format "\$(CODENAME) \$($2)" 'Created-By: Packages' 'Component: main')
    # apt tells only of sources whose lists it has.
    [ -n "$("${targets[@]}")" ] || apt-get update -qq >&2
    "${targets[@]}" | awk -v codename="$1" '$1 == codename && !found++ { print $2 }'
}

# apt_keyring CODENAME - print the keyring that a source's Signed-By names, else Debian's own.
apt_keyring() {
    local file keyring=''
    file=$(apt_source "$1" SOURCESENTRY)
    [ -z "$file" ] || keyring=$(sed -En 's/^Signed-By: *(\/[^ ]+).*/\1/p; s/^deb .*signed-by=([^] ]+).*/\1/p' "${file%:*}")
    printf '%s' "${keyring%%$'\n'*}" | grep . || printf '%s' /usr/share/keyrings/debian-archive-keyring.gpg
}
