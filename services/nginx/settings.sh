# shellcheck shell=bash disable=SC2034
# Settings of the edge with their defaults; sourced by every script here. .env.example documents them.

: "${SITE_DOMAIN:=localhost}"
: "${SITE_ALLOW:=}"
# the first customer's, in the one file that names him
: "${SITE_CORS_ORIGIN:=$(sed -n 's/^#SITE_CORS_ORIGIN=//p' /opt/edge/.env.example)}"
: "${SITE_HTTPS_PORT:=443}"
: "${SITE_RESOLVERS:=127.0.0.11}"
: "${TLS_MODE:=selfsigned}"
: "${TRUSTED_PROXIES:=}"
: "${TRUSTED_PROXIES_HEADER:=X-Forwarded-For}"

# lists are separated by commas, blanks or both
IFS=$', \t\n' read -r -a site_names <<<"${SITE_DOMAIN,,}"
IFS=$', \t\n' read -r -a allowed_networks <<<"$SITE_ALLOW"
IFS=$', \t\n' read -r -a trusted_proxies <<<"$TRUSTED_PROXIES"
IFS=$', \t\n' read -r -a resolvers <<<"$SITE_RESOLVERS"

# the addresses of all readers, a line each, where there are several; written by watch-readers.sh
READERS=/run/nginx/readers

say() {
    echo "$(basename "$0"): $*" >&2
}
