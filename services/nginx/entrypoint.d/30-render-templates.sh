#!/bin/bash
# Renders the settings into the parts of the configuration under /run/nginx.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../settings.sh
source /opt/edge/settings.sh

# into FILE - write a part of the configuration in one go: nginx may be reloaded meanwhile.
into() {
    cat >"/run/nginx/$1.new"
    mv "/run/nginx/$1.new" "/run/nginx/$1"
}

UNKNOWN_NAME="ssl_reject_handshake on;"
if [[ $TLS_MODE == selfsigned ]]; then
    # local work: the machine's addresses are names of the site, and a client that connects by one sends no name in TLS
    site_names+=('~^[0-9.]+$' '~^\[[0-9a-f:.]+\]$')
    UNKNOWN_NAME="ssl_certificate /run/nginx/certificate/fullchain.pem; ssl_certificate_key /run/nginx/certificate/privkey.pem;"
fi
SERVER_NAMES="${site_names[*]}"
HTTPS_PORT_SUFFIX=""
[[ $SITE_HTTPS_PORT == 443 ]] || HTTPS_PORT_SUFFIX=":$SITE_HTTPS_PORT"
LISTEN_IPV6_DEFAULT="" LISTEN_IPV6_HTTP="" LISTEN_IPV6_HTTPS=""
# a kernel without IPv6 refuses the socket, and nginx with it
if [[ -e /proc/net/if_inet6 ]]; then
    LISTEN_IPV6_DEFAULT="listen [::]:8080 default_server; listen [::]:8443 ssl default_server;"
    LISTEN_IPV6_HTTP="listen [::]:8080;"
    LISTEN_IPV6_HTTPS="listen [::]:8443 ssl;"
fi
readers=()
[[ ! -s $READERS ]] || readarray -t readers <"$READERS"
OCR_SERVICE=$(</opt/edge/templates/one-reader.conf.template) RETRIES=""
if ((${#readers[@]} > 0)); then
    SERVERS=$(printf '    server %s:8100 fail_timeout=1s;\n' "${readers[@]}")
    export SERVERS
    # shellcheck disable=SC2016
    OCR_SERVICE=$(envsubst '${SERVERS}' </opt/edge/templates/readers.conf.template)
    RETRIES=$'\n    include snippets/retries.conf;'
fi
export SITE_CORS_ORIGIN SERVER_NAMES UNKNOWN_NAME HTTPS_PORT_SUFFIX LISTEN_IPV6_DEFAULT LISTEN_IPV6_HTTP LISTEN_IPV6_HTTPS
export OCR_SERVICE RETRIES
# only these: nginx's own variables look the same
# shellcheck disable=SC2016
envsubst '${SITE_CORS_ORIGIN} ${SERVER_NAMES} ${UNKNOWN_NAME} ${HTTPS_PORT_SUFFIX} ${OCR_SERVICE} ${RETRIES}
    ${LISTEN_IPV6_DEFAULT} ${LISTEN_IPV6_HTTP} ${LISTEN_IPV6_HTTPS}' \
    </opt/edge/templates/site.conf.template | into site.conf

# for each reader 5 requests a second and a burst of 20: a client that is alone may use them all
count=$((${#readers[@]} > 0 ? ${#readers[@]} : 1))
# uploads of 10 MB from one client fill at most the tmpfs of 256 MB; more than the burst, so the rate speaks first. Half
# of the OCR service's queue: one client leaves room for another
uploads=24
if ((count > 1)); then
    # the queues of several hold more, and so does the tmpfs of compose.cluster.yaml, once nginx is recreated with it
    uploads=$((24 * $(df --output=size --block-size=1M /var/cache/nginx | tail -n 1) / 256))
fi
into rate.conf <<END
limit_req_zone \$client_network zone=ocr_rate:10m rate=$((5 * count))r/s;
map "" \$ocr_rate {
    default $((5 * count));
}
END
into burst.conf <<END
limit_req zone=ocr_rate burst=$((20 * count)) nodelay;
limit_conn ocr_uploads $uploads;
END

{
    echo "# from TRUSTED_PROXIES"
    for proxy in "${trusted_proxies[@]}"; do
        echo "set_real_ip_from $proxy;"
    done
    if ((${#trusted_proxies[@]} > 0)); then
        echo "real_ip_header $TRUSTED_PROXIES_HEADER;"
        echo "# past all trusted proxies, the last address is the client's"
        echo "real_ip_recursive on;"
    fi
} | into real-ip.conf

# Prints the networks of our own containers, or the gateways to the world, of which every client comes whose address
# Docker does not keep.
own_networks() {
    ip -o -4 route show proto kernel scope link | cut -d ' ' -f 1
    ip -o -6 route show proto kernel | awk '$1 !~ /^(fe80|ff)/ { print $1 }'
}
gateways() {
    { ip -o -4 route show default && ip -o -6 route show default; } | awk '$2 == "via" { print $3 }'
}

# entries VALUE - writes each line as an entry of a geo block; a network that is there twice would be warned of.
entries() {
    sort --unique | sed "s/.*/    & $1;/"
}

{
    echo "# from SITE_ALLOW; a network that is not listed is outside unless nothing is listed"
    echo "geo \$listed {"
    echo "    default $((${#allowed_networks[@]} == 0));"
    ((${#allowed_networks[@]} == 0)) || printf '%s\n' "${allowed_networks[@]}" | entries 1
    echo "}"
    echo "# the health check and the gates read receipts as clients do; what comes through a gateway may be anybody"
    echo "geo \$own {"
    echo "    default 0;"
    own_networks | entries 1
    gateways | entries 0
    echo "}"
    printf '%s\n' "map \$listed\$own \$outside {" "    default 0;" "    00 1;" "}"
} | into networks.conf
