#!/bin/bash
# status.sh - show the machines of the cluster, and each reader: version, memory, requests there, receipts a second.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=host/lib/swarm.sh
. host/lib/swarm.sh

need_cluster
docker node ls --format 'table {{.Hostname}}\t{{.Status}}\t{{.Availability}}\t{{.EngineVersion}}'
echo
docker service ps --filter desired-state=running --format 'table {{.Name}}\t{{.Node}}\t{{.CurrentState}}\t{{.Error}}' "$SERVICE"
echo
docker compose exec -T healthcheck python3 -m healthcheck.readers
