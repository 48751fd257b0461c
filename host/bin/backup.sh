#!/bin/bash
# backup.sh [FILE] - write what can't be made again into one file, whether the appliance runs or not: settings,
# certificates and accounts, bans, keys. BACKUP_PASSPHRASE, or the first line of BACKUP_PASSPHRASE_FILE, encrypts it.
set -euo pipefail
file=${1:+$(realpath --canonicalize-missing -- "$1")}
cd "$(dirname "$0")/../.."
# shellcheck source=host/lib/apt.sh
. host/lib/apt.sh
# shellcheck source=host/lib/archive.sh
. host/lib/archive.sh

# snapshot PROJECT - print the archive. fail2ban's image has what reads its database.
snapshot() {
    with_volumes "$1" --tmpfs /snapshot --volume "$PWD/.env:/settings:ro" \
        --env FORMAT="$FORMAT" --env ORIGIN="$(date -u +%FT%TZ) $1 $(git rev-parse --short HEAD 2>/dev/null || true)" \
        "$(docker compose config --images fail2ban)" bash -s -- "${VOLUMES[@]}" <<'SNAPSHOT'
set -euo pipefail
cd /volumes
# certbot holds this lock while it changes its state and the certificates: together they are whole
[ ! -e acme-state/lock ] || { exec 9<acme-state/lock && flock --timeout 120 9; } ||
    { echo "certbot has been at work for 2 minutes: repeat later, or see make logs SERVICE=certbot" >&2; exit 1; }
mkdir /snapshot/volumes
# what comes and goes while it is copied is left out; status 1 says no more than that a directory saw it come and go
tar --create --exclude '.*.json.new' --exclude ocr-state/reading --exclude 'fail2ban.sqlite3*' "$@" 2>/snapshot/said |
    tar --extract --same-owner --preserve-permissions --directory /snapshot/volumes || [ $? = 1 ] ||
    { cat /snapshot/said >&2; exit 1; }
# the database may be written to just now: SQLite knows how to copy it
database=bans/fail2ban.sqlite3
if [ -e "$database" ]; then
    python3 -c 'import sqlite3, sys; source, copy = map(sqlite3.connect, sys.argv[1:]); source.backup(copy)' \
        "$database" "/snapshot/volumes/$database"
    chmod --reference "$database" "/snapshot/volumes/$database"
fi
cp --archive /settings /snapshot/settings
cd /snapshot
printf '%s\n%s\n' "$FORMAT" "$ORIGIN" >manifest
find manifest settings volumes -type f -print0 | sort --zero-terminated | xargs -0 sha256sum >SHA256SUMS
tar --create --gzip --numeric-owner manifest SHA256SUMS settings volumes
SNAPSHOT
}

part=''
trap 'close_scratch; [ -z "$part" ] || rm -f -- "$part"' EXIT

[ -f .env ] || die "there is no .env, so there is nothing to back up yet: make up creates it."
name=$(project_name)
for number in "${!VOLUMES[@]}"; do
    volume=${VOLUMES[number]}
    docker volume inspect "${name}_$volume" >/dev/null 2>&1 && continue
    # what still runs is older than keys: it is kept before make up brings them
    [ "$volume" = ocr-state ] ||
        die "the volume ${name}_$volume is not there: was the appliance ever started with make up?"
    unset "VOLUMES[number]"
done

file=${file:-$PWD/backups/$name-$(date -u +%Y%m%dT%H%M%SZ).tar.gz${passphrase:+.gpg}}
[ ! -e "$file" ] || die "$file exists: give another name."
mkdir -p -- "$(dirname "$file")"
part=$(mktemp -- "$file.XXXXXX")

snapshot "$name" >"$scratch/archive"
if [ -n "$passphrase" ]; then
    # the archive is compressed already
    with_passphrase --symmetric --cipher-algo AES256 --compress-algo none --s2k-digest-algo SHA512 \
        --output - "$scratch/archive" >"$part"
else
    say "warning: not encrypted, and private keys are inside. Set BACKUP_PASSPHRASE_FILE, or keep the file secret."
    cp -- "$scratch/archive" "$part"
fi
open_archive "$part"
sync -- "$part"
mv --no-clobber -- "$part" "$file"
part=''
echo "$file: $(wc -l <"$scratch/content/SHA256SUMS") files, $(du --bytes "$file" | cut -f 1) bytes, verified"
