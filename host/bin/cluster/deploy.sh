#!/bin/bash
# deploy.sh - give the readers the version that Compose runs here, one after the other; `make up` runs it.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=host/lib/swarm.sh
. host/lib/swarm.sh

need_cluster
send_images
deploy
