#!/bin/bash
# Reports every invalid setting at once, with the values that it may have.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../settings.sh
source /opt/edge/settings.sh

wrong=0
refuse() {
    say "$1=${!1}: $2"
    wrong=1
}

label='[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
octet='(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])'
ipv4="$octet(\\.$octet){3}"
ipv6='[0-9a-fA-F:]*:[0-9a-fA-F:.]*'

((${#site_names[@]} > 0)) || refuse SITE_DOMAIN "give at least one name, for instance ocr.example.com"
for name in "${site_names[@]}"; do
    # the last label of a name has a letter; an address is not a name
    [[ $name =~ ^($label\.)*$label$ && ${name##*.} =~ [a-z] && ${#name} -le 253 ]] ||
        refuse SITE_DOMAIN "\"$name\" is not a host name; give names like ocr.example.com, separated by commas"
done
[[ $SITE_CORS_ORIGIN =~ ^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$ ]] ||
    refuse SITE_CORS_ORIGIN "give one origin without a path, for instance https://erp.example.com"
[[ $SITE_HTTPS_PORT =~ ^[1-9][0-9]{0,4}$ && $SITE_HTTPS_PORT -le 65535 ]] ||
    refuse SITE_HTTPS_PORT "give a port, 1 to 65535"
[[ $TLS_MODE == selfsigned || $TLS_MODE == letsencrypt ]] ||
    refuse TLS_MODE "choose selfsigned or letsencrypt"
# Succeeds if a word is an address or a network; nginx itself decides on what only looks like one.
is_network() {
    [[ $1 =~ ^$ipv4(/([12]?[0-9]|3[0-2]))?$ || $1 =~ ^$ipv6(/([0-9]{1,2}|1[01][0-9]|12[0-8]))?$ ]] || return 1
    echo "pid /run/nginx/try.pid; error_log /dev/null; events {} http { geo \$any { $1 1; } }" >/run/nginx/try.conf
    nginx -t -q -c /run/nginx/try.conf 2>/dev/null
}

for network in "${allowed_networks[@]}"; do
    is_network "$network" ||
        refuse SITE_ALLOW "\"$network\" is not an address or network; give them like 192.0.2.0/24 or 2001:db8::/32"
    [[ $network != */0 ]] || refuse SITE_ALLOW "\"$network\" is the whole world; leave SITE_ALLOW empty to allow that"
done
for proxy in "${trusted_proxies[@]}"; do
    is_network "$proxy" ||
        refuse TRUSTED_PROXIES "\"$proxy\" is not an address or network; give them like 192.0.2.0/24 or 2001:db8::/32"
    [[ $proxy != */0 ]] || refuse TRUSTED_PROXIES "\"$proxy\" would let every client choose its address"
done
[[ $TRUSTED_PROXIES_HEADER == X-Forwarded-For || $TRUSTED_PROXIES_HEADER == CF-Connecting-IP ]] ||
    refuse TRUSTED_PROXIES_HEADER "choose X-Forwarded-For or CF-Connecting-IP"
for resolver in "${resolvers[@]}"; do
    [[ $resolver =~ ^$ipv4$ || $resolver =~ ^\[$ipv6\]$ ]] ||
        refuse SITE_RESOLVERS "\"$resolver\" is not an address; give them like 9.9.9.9 or [2620:fe::fe]"
done

for place in /run/nginx /var/cache/nginx /var/log/nginx /var/lib/selfsigned; do
    if [[ ! -w $place ]]; then
        say "user $(id -u) may not write to $place; its disk is read-only, or the volume belongs to another user"
        wrong=1
    fi
done
exit "$wrong"
