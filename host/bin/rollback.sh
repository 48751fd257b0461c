#!/bin/bash
# Run the previous images, which make up has kept, in place of the present ones; the readers of a cluster get them too. Run
# again, it goes forward again.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=host/lib/apt.sh
. host/lib/apt.sh

id_of() { docker image inspect --format '{{.Id}}' "$1" 2>/dev/null; }

changed=''
for image in $(docker compose config --images | sort --unique); do
    now=$(id_of "$image") && before=$(id_of "$image:previous") && [ "$now" != "$before" ] || continue
    docker tag "$before" "$image"
    docker tag "$now" "$image:previous"
    changed+=" $image"
done
[ -n "$changed" ] || die "no other version is kept. Go back in git instead: git checkout <commit>, then make up."
say "back to the previous version of:$changed"
say "compose.yaml and .env are as they were. make up builds what is checked out, and so goes forward again."
exec host/bin/up.sh --no-build
