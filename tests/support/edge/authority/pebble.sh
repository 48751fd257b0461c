#!/bin/bash
# Runs pebble with its own HTTPS certificate from /authority and certificates that live VALIDITY_SECONDS.
set -euo pipefail

cat >/tmp/pebble.json <<JSON
{"pebble": {
  "listenAddress": "0.0.0.0:14000",
  "managementListenAddress": "0.0.0.0:15000",
  "certificate": "/authority/server.pem",
  "privateKey": "/authority/server.key",
  "httpPort": 80,
  "tlsPort": 443,
  "domainBlocklist": ["blocked.test"],
  "certificateValidityPeriod": ${VALIDITY_SECONDS:-7776000},
  "retryAfter": {"authz": 1, "order": 1}
}}
JSON
# pebble rejects one nonce in 20 by chance, and the client's second try too: only tests of that want it
export PEBBLE_WFE_NONCEREJECT="${PEBBLE_WFE_NONCEREJECT:-0}"
exec pebble -config /tmp/pebble.json
