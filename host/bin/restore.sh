#!/bin/bash
# restore.sh FILE - put back what backup.sh has written, on an empty machine or, with FORCE=1, in place of what is there;
# then start. The authority is asked for nothing. A file that is not whole changes nothing.
set -euo pipefail
file=$(realpath --canonicalize-missing -- "${1:-.}")
cd "$(dirname "$0")/../.."
# shellcheck source=host/lib/apt.sh
. host/lib/apt.sh
# shellcheck source=host/lib/archive.sh
. host/lib/archive.sh

# named_files SETTINGS - print the files that settings name: they stay where the operator keeps them.
named_files() { sed -n "/^COMPOSE_/d; s/^[A-Z0-9_]*_FILE=['\"]\{0,1\}\([^'\"]*\).*/\1/p" "$1"; }

# replaced - print what is here and would be lost.
replaced() {
    local volume
    [ ! -e .env ] || cmp --silent .env "$scratch/content/settings" || echo "  .env"
    for volume in "${VOLUMES[@]}"; do
        ! docker volume inspect "${name}_$volume" >/dev/null 2>&1 || echo "  the volume ${name}_$volume"
    done
}

# fill - put the archive's files into the volumes, with their owners and modes.
fill() {
    local volume
    for volume in "${VOLUMES[@]}"; do
        # labelled as Compose does, which else takes it for a stranger's
        docker volume create --label "com.docker.compose.project=$name" --label "com.docker.compose.volume=$volume" \
            "${name}_$volume" >/dev/null
    done
    with_volumes "$name" debian:trixie-slim bash -euc 'find /volumes -mindepth 2 -delete
        tar --extract --gzip --numeric-owner --same-owner --preserve-permissions --directory / "$@"' \
        bash "${VOLUMES[@]/#/volumes/}" <"$scratch/opened"
}

[ -f "$file" ] || die "no such file: '${1:-}'. Say make restore FILE=<a file that make backup has written>."
open_archive "$file"
# an archive of before there were keys has no volume for them: those that are here stay
for number in "${!VOLUMES[@]}"; do
    [ -d "$scratch/content/volumes/${VOLUMES[number]}" ] || unset "VOLUMES[number]"
done
while read -r needed; do
    [ -z "$needed" ] || [ -e "$needed" ] || die "its settings name $needed, which is not here: put it there first."
done < <(named_files "$scratch/content/settings")
say "made $(sed -n 2p "$scratch/content/manifest")"

host/bin/docker_engine.sh
host/bin/base_image.sh
name=$(project_name "$scratch/content/settings")
lost=$(replaced)
if [ -n "$lost" ] && [ "${FORCE:-}" != 1 ]; then
    die "this would replace:"$'\n'"$lost"$'\n'"Keep a copy with make backup, then repeat with FORCE=1."
fi

cp --preserve=mode "$scratch/content/settings" .env
readers=''
# a swarm is in no backup, and the readers of a cluster knew the machine before
if is_cluster && ! is_manager; then
    readers=$(other_addresses)
    leave_cluster
fi
# nothing may write to the volumes meanwhile
docker compose down --remove-orphans 2>"$scratch/said" || die "the appliance does not stop: $(cat "$scratch/said")"
fill
close_scratch
host/bin/up.sh
[ -z "$readers" ] || say "this machine reads alone. To have those on $readers read again: make cluster-init, then" \
    "make cluster-join HOST=root@<address> for each of them, and make cluster-scale N=<readers>"
