#!/bin/bash
# Make the Docker engine, Compose v2 and Buildx available: nothing to do, install, start, or say what is missing.
set -euo pipefail
# shellcheck source=host/lib/apt.sh
. "$(dirname "$0")/../lib/apt.sh"

COMPOSE_MINIMUM=2.20
DOCKERD_LOG=/var/log/dockerd.log

compose_is_recent() {
    local version
    version=$(docker compose version --short 2>/dev/null) || return 1
    printf '%s\n' "$COMPOSE_MINIMUM" "${version#v}" | sort --version-sort --check=quiet
}

daemon_answers() { docker info >/dev/null 2>&1; }

# Debian 12 has no Compose v2, and Debian 13's packages run on it. The pin keeps all else of Debian 13 out. Both files
# stay, so that the engine gets Debian 13's security updates.
add_debian_13_for_docker() {
    local suite uri
    for suite in bookworm bookworm-security; do
        uri=$(apt_source "$suite" REPO_URI)
        [ -z "$uri" ] || printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
            "$uri" "${suite/bookworm/trixie}" "$(apt_keyring "$suite")"
    done >/etc/apt/sources.list.d/docker-from-trixie.sources
    cat >/etc/apt/preferences.d/docker-from-trixie <<'PIN'
Package: *
Pin: release n=trixie*
Pin-Priority: -1

Package: docker.io docker-cli containerd docker-compose docker-buildx
Pin: release n=trixie*
Pin-Priority: 990
PIN
}

install_packages() {
    # apparmor: where the kernel enforces it, no container starts without its parser.
    case "$(os_release ID) $(os_release VERSION_CODENAME)" in
    "debian bookworm")
        # Early images of Debian 12 know nothing of Debian 13's signing keys.
        apt_install debian-archive-keyring
        add_debian_13_for_docker
        apt_install apparmor ca-certificates docker.io docker-cli containerd docker-compose docker-buildx
        ;;
    debian*) apt_install apparmor ca-certificates docker.io docker-cli docker-compose docker-buildx ;;
    ubuntu*) apt_install apparmor ca-certificates docker.io docker-compose-v2 docker-buildx ;;
    *) die "install the Docker engine, Compose >= $COMPOSE_MINIMUM and Buildx by hand: only Debian and Ubuntu are supported here." ;;
    esac
}

# become_daemon COMMAND... - run it in a session of its own, with no file of ours open: a lock that a caller holds (flock make up)
# would be held for as long as the daemon lives.
become_daemon() {
    local descriptor
    for descriptor in /proc/"$BASHPID"/fd/*; do
        descriptor=${descriptor##*/}
        [ "$descriptor" -le 2 ] || exec {descriptor}>&-
    done
    exec setsid nohup "$@" >>"$DOCKERD_LOG" 2>&1 </dev/null
}

start_daemon() {
    if [ "$(cat /proc/1/comm)" = systemd ]; then
        systemctl enable --now --quiet docker || die "the Docker daemon does not start: see journalctl -u docker"
    else
        become_daemon dockerd &
    fi
    for _ in {1..60}; do
        ! daemon_answers || return 0
        sleep 0.5
    done
    [ ! -f "$DOCKERD_LOG" ] || tail -n 15 "$DOCKERD_LOG" >&2
    die "the Docker daemon does not answer after 30 s: see $DOCKERD_LOG or journalctl -u docker"
}

if compose_is_recent && daemon_answers; then exit 0; fi
[ "$(id -u)" = 0 ] ||
    die "Docker does not answer. Start it and add this user to the group docker, or repeat this as root to have it installed."
if ! compose_is_recent || ! command -v dockerd >/dev/null; then install_packages; fi
compose_is_recent || die "docker compose is older than $COMPOSE_MINIMUM: upgrade it the way it was installed."
daemon_answers || start_daemon
