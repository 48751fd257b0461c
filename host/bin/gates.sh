#!/bin/bash
# gates.sh [--json] - judge the running appliance by the eight acceptance gates. Exit status 0: all pass; 1: one fails;
# 3: none fails, but some could not be checked. Touches no client: what it sends comes from a container of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/lib/apt.sh
. host/lib/apt.sh
# shellcheck source=host/lib/facts.sh
. host/lib/facts.sh

# the address of nobody (RFC 5737)
TRIAL_ADDRESS=203.0.113.213

published_ports() {
    # shellcheck disable=SC2046 # one word a container
    docker inspect --format '{{.Name}} {{json .NetworkSettings.Ports}}' $(docker ps --quiet)
}

# try_ban - ban an address of nobody, look for it where packets and requests are refused, and lift the ban.
try_ban() {
    # shellcheck disable=SC2016
    inside fail2ban sh -euc '
        ban "$1" >/dev/null
        trap "unban $1 >/dev/null" EXIT
        tries=0
        until nft get element inet "$FAIL2BAN_TABLE" banned4 "{ $1 }" >/dev/null 2>&1 && [ -e "/var/lib/edge-bans/$1" ]; do
            tries=$((tries + 1))
            [ "$tries" -lt 50 ] || { echo "not in the firewall, or not at the edge, after 5 s" >&2; exit 1; }
            sleep 0.1
        done' - "$TRIAL_ADDRESS"
}

# rotation_loop - print the state of the process that runs logrotate, and when that looked last.
rotation_loop() {
    # shellcheck disable=SC2016
    inside nginx sh -c '
        for process in /proc/[0-9]*; do
            if tr "\0" " " <"$process/cmdline" 2>/dev/null | grep -q "^/bin/bash /opt/edge/rotate-logs.sh"; then
                echo "$(cut -d " " -f 3 "$process/stat") $(stat -c %Y /var/log/nginx/.logrotate.state 2>/dev/null || echo 0)"
                exit
            fi
        done
        exit 1'
}

collect() {
    fact containers inspect_containers
    # gate 3
    fact certbot_healthy inside certbot python -m certificates healthy
    fact certificate_report inside certbot cat /certificates/status.json
    # as long as an authority may take to validate; all else is collected meanwhile
    fact rehearsal inside certbot timeout 300 cert-renew --dry-run &
    # gate 4
    # shellcheck disable=SC2016
    fact cors_origin inside nginx bash -c '. /opt/edge/settings.sh && printf %s "$SITE_CORS_ORIGIN"'
    # gate 5. The firewall's rules are seen through fail2ban's container: it has nft, and the host's network.
    fact ufw as_root ufw status verbose
    fact sshd as_root sshd -T
    fact sockets ss -ltnH
    fact published published_ports
    fact nftables inside fail2ban nft --json --terse list ruleset
    fact docker_user as_root iptables --list-rules DOCKER-USER
    fact docker_user6 as_root ip6tables --list-rules DOCKER-USER
    fact cluster setting CLUSTER_NODES ''
    # gate 6
    # shellcheck disable=SC2016
    fact readers inside nginx bash -c '. /opt/edge/settings.sh && cat "$READERS"'
    # gate 7
    fact jail inside fail2ban fail2ban-client status nginx-ocr
    fact table inside fail2ban firewall check
    fact trial_ban try_ban
    # gate 8
    fact rotation_configuration inside nginx cat /opt/edge/logrotate.conf
    fact rotation_parses inside nginx logrotate --debug /opt/edge/logrotate.conf
    fact rotation_state inside nginx cat /var/log/nginx/.logrotate.state
    fact rotation_loop rotation_loop
    wait
}

trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$facts"' EXIT
find_containers || die "Docker does not answer, or not to this user: see the message above; make up starts it."
[ ${#container_of[@]} -gt 0 ] || die "the appliance is not running: make up starts it."
judge_is_there || die "the image of the health check, which judges, is missing: make up builds it."
[ ! -t 2 ] || say "checking; a rehearsal of a renewal or 30 readings may take a minute"
collect
judge gates "$@"
