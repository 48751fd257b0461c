#!/bin/bash
# Makes a self-signed certificate for the names of the site unless a good one is there, so that TLS answers at once.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../settings.sh
source /opt/edge/settings.sh

pair=/var/lib/selfsigned
names="DNS:localhost,IP:127.0.0.1,IP:::1"
for name in "${site_names[@]}"; do
    [[ $name == localhost ]] || names="DNS:$name,$names"
done

# made for the same names, and good for another month
if [[ -s $pair/privkey.pem && -s $pair/fullchain.pem && $(cat "$pair/names" 2>/dev/null) == "$names" ]] &&
    openssl x509 -in "$pair/fullchain.pem" -noout -checkend $((30 * 86400)) >/dev/null; then
    exit 0
fi

umask 077
# 397 days: the longest life that browsers took for a certificate of a public authority
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 397 \
    -subj "/CN=Receipt OCR, self-signed" -addext "subjectAltName=$names" \
    -addext "keyUsage=critical,digitalSignature" -addext "extendedKeyUsage=serverAuth" \
    -keyout "$pair/privkey.pem" -out "$pair/fullchain.pem" 2>/dev/null
echo "$names" >"$pair/names"
say "made a self-signed certificate for $names"
