#!/bin/bash
# Healthy while nginx completes a TLS handshake for the main name of the site.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=./certificate.sh
source /opt/edge/certificate.sh

[[ -n $(fingerprint_served) ]]
