#!/bin/bash
# Bring the appliance up on this machine and prove it by reading a receipt. Safe to repeat: what is there is kept.
# The readers of a cluster get the same version. --no-build: with the images that are there. --images FILE: with those of a
# file of `make export`.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/lib/apt.sh
. host/lib/apt.sh
# shellcheck source=host/lib/compose.sh
. host/lib/compose.sh

SAMPLE=services/healthcheck/sample-receipt.jpg
BUILD_LOG=build.log
FREE_GIB_MINIMUM=5

step() { say "[$1/6] $2"; }

find_ca_bundle() {
    local file
    for file in "${CA_BUNDLE:-}" "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
        if [ -s "$file" ]; then
            realpath "$file"
            return
        fi
    done
    die "no bundle of certificate authorities found: install ca-certificates, or set CA_BUNDLE=<file>."
}

create_settings() {
    [ ! -e .env ] || return 0
    cp .env.example .env
    # Docker refuses a limit of more CPUs than there are, so the default is one.
    sed -i "s/^#OCR_CPUS=.*/OCR_CPUS=$(nproc)/" .env
    say "      .env created from .env.example"
}

is_running() { [ -n "$(docker compose ps --quiet --status running "$1" 2>/dev/null)" ]; }

check_disk() {
    local free_gib root
    root=$(docker info --format '{{.DockerRootDir}}')
    free_gib=$(df --output=avail -BG "$root" 2>/dev/null | tr -dc '0-9\n' | tail -n 1)
    [ "${free_gib:-$FREE_GIB_MINIMUM}" -ge "$FREE_GIB_MINIMUM" ] ||
        die "the build needs $FREE_GIB_MINIMUM GiB, $root has $free_gib: make room, for instance with docker image prune."
}

# check_port SERVICE NAME DEFAULT - die if something else than the service has its port, the setting NAME.
check_port() {
    local port
    port=$(setting "$2" "$3")
    if ! is_running "$1" && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        die "something else listens on port $port (ss -ltnp 'sport = :$port' names it): stop it, or set $2 in .env."
    fi
}

# Of BuildKit's plain log, the headings of the steps that really run, once each.
show_running_steps() {
    awk '/^#[0-9]+ \[.+ [0-9]+\/[0-9]+\]/ { id = $1; sub(/^#[0-9]+ /, ""); gsub(/ +/, " "); heading[id] = $0; next }
         $2 == "CACHED" || $2 == "DONE" { delete heading[$1] }
         $1 in heading && !shown[$1]++ { print "      " substr(heading[$1], 1, 110); fflush() }' >&2
}

build() {
    # Without attestations, whose time stamps give the same content a new digest, and its container a restart.
    export BUILDKIT_PROGRESS=plain BUILDX_NO_DEFAULT_ATTESTATIONS=1
    docker compose build 2>&1 | tee "$BUILD_LOG" | show_running_steps && return
    tail -n 25 "$BUILD_LOG" >&2
    die "the build failed: the whole log is $BUILD_LOG. When it is a download, repeat: what is built is kept."
}

# working_images - print name and id of the images that run, if receipts can be read with them.
working_images() {
    [ "$(docker compose ps --format '{{.Health}}' ocr nginx 2>/dev/null | sort --unique)" = healthy ] || return 0
    docker compose ps --quiet --status running | xargs docker inspect --format '{{.Config.Image}} {{.Image}}'
}

# keep_previous IMAGES - tag them as what make rollback goes back to, if the build has made others.
keep_previous() {
    local image id changed=''
    [ -n "$1" ] || return 0
    while read -r image id; do
        [ "$id" = "$(docker image inspect --format '{{.Id}}' "$image")" ] || changed=yes
    done <<<"$1"
    [ -n "$changed" ] || return 0
    while read -r image id; do
        docker tag "$id" "$image:previous"
    done <<<"$1"
    say "      the previous images are kept: make rollback goes back to them"
}

start() {
    docker compose up --detach --wait --wait-timeout 180 --remove-orphans --quiet-pull >/dev/null 2>"$1" && return
    cat "$1" >&2
    docker compose ps --all >&2
    docker compose logs --no-color --tail 20 >&2
    die "not every service became healthy: see the log above, or make logs SERVICE=<name>. After an update: make rollback."
}

# read_sample ANSWER - post the sample receipt the way a client would, by the main name of the site.
read_sample() {
    local status
    apt_need curl
    : >"$1"
    # where keys are asked for: one of a minute, in a file, for all users see the words of a command
    docker compose exec -T ocr python -m ocr.keys pass 2>/dev/null | sed 's/^/Authorization: Bearer /' >"$scratch/key" || true
    # --insecure: a self-signed certificate is what a local site has, and the connection does not leave the machine.
    status=$(curl --silent --show-error --insecure --max-time 60 --resolve "$domain:$https_port:127.0.0.1" \
        --header "@$scratch/key" --form "file=@$SAMPLE" --output "$1" --write-out '%{http_code}' "$site/v1/ocr/receipt") || true
    # SITE_ALLOW need not name this machine: the health check's container may always
    if [ "$status" = 403 ] && docker compose exec -T healthcheck python3 -m healthcheck.sample >"$1"; then
        status=200
    fi
    [ "$status" = 200 ] || die "the sample receipt was not read, status $status: $(head -c 500 "$1") See make logs."
    docker compose exec -T ocr python -c "$(cat host/bin/print_receipt.py)" <"$1"
}

print_places() {
    local shipped
    shipped=$(sed -n 's/^#SITE_CORS_ORIGIN=//p' .env.example)
    cat <<PLACES
  ready after     $SECONDS s

  for clients     $site/v1/ocr/receipt
  from browsers   pages of $(setting SITE_CORS_ORIGIN "$shipped") alone (SITE_CORS_ORIGIN)
  to try it out   http://127.0.0.1:$(setting OCR_PORT 8100)/docs (on this machine only)
  settings        .env; then make up again
  logs            make logs        health  make status        stop  make down
PLACES
}

no_build='' images=''
case ${1:-} in
--no-build) no_build=yes ;;
--images)
    images=${2:-}
    [ -r "$images" ] || die "no such file: '$images'. make export FILE=... writes one, on a machine with a fast processor."
    ;;
esac

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

step 1 "Docker engine and Compose (a minute to install)"
host/bin/docker_engine.sh

step 2 "base image (a minute where no registry answers)"
[ -n "$images$no_build" ] || host/bin/base_image.sh

step 3 "settings"
create_settings
need_manager
https_port=$(setting SITE_HTTPS_PORT 443)
domain=$(setting SITE_DOMAIN localhost)
domain=${domain%%,*}
site=https://$domain
[ "$https_port" = 443 ] || site+=:$https_port
[ -n "${CA_BUNDLE:-${SSL_CERT_FILE:-}}" ] || apt_need ca-certificates
CA_BUNDLE=$(find_ca_bundle)
export CA_BUNDLE
docker compose config --quiet || die "compose.yaml or .env is not valid: see the message above."

step 4 "build (one to five minutes the first time; log in $BUILD_LOG)"
if [ -n "$no_build" ]; then
    say "      skipped: the images stay as they are"
elif [ -n "$images" ]; then
    say "      skipped: the images of $images are loaded instead"
    before=$(working_images)
    docker load --quiet --input "$images" >/dev/null || die "$images could not be loaded: copy it here again, whole."
    keep_previous "$before"
else
    docker image inspect receipt-ocr/ocr >/dev/null 2>&1 || check_disk
    before=$(working_images)
    build
    keep_previous "$before"
fi

step 5 "start, and wait until every service is healthy (10 to 60 seconds)"
check_port nginx SITE_HTTP_PORT 80
check_port nginx SITE_HTTPS_PORT 443
check_port ocr OCR_PORT 8100
start "$scratch/start.log"

step 6 "read a sample receipt through TLS (a second or two)"
read_sample "$scratch/answer.json"
# what has just read a receipt here goes to the other machines
! is_cluster || host/bin/cluster/deploy.sh
print_places
