# shellcheck shell=bash
# Which pair of certificate and key nginx serves. certbot installs pairs under /certificates and points `current` at one.
# shellcheck source-path=SCRIPTDIR source=./settings.sh
source /opt/edge/settings.sh

served_link=/run/nginx/certificate

# Prints the directory of the pair that certbot has installed; fails where there is none or it is not wanted.
installed_pair() {
    [[ $TLS_MODE == letsencrypt ]] && readlink -e /certificates/current
}

# Prints why a pair cannot be served, or nothing.
fault_of() {
    local pair=$1 of_certificate of_key
    of_certificate=$(openssl x509 -in "$pair/fullchain.pem" -noout -pubkey 2>/dev/null) || {
        echo "its certificate is unreadable"
        return
    }
    of_key=$(openssl pkey -in "$pair/privkey.pem" -pubout 2>/dev/null) || {
        echo "its key is unreadable"
        return
    }
    [[ $of_certificate == "$of_key" ]] || echo "its key does not belong to its certificate"
}

# Makes the configuration use a pair. OCSP stapling is on only where the certificate names a responder; nginx would
# warn at each start otherwise.
point_at() {
    local pair=$1
    if [[ -n $(openssl x509 -in "$pair/fullchain.pem" -noout -ocsp_uri) ]]; then
        printf '%s\n' "ssl_stapling on;" "ssl_stapling_verify on;" \
            "ssl_trusted_certificate $pair/fullchain.pem;" "resolver ${resolvers[*]};" >/run/nginx/stapling.conf
    else
        echo "# the certificate names no OCSP responder" >/run/nginx/stapling.conf
    fi
    ln -sfn "$pair" "$served_link.new"
    mv -T "$served_link.new" "$served_link"
}

# Prints the SHA-256 fingerprint of the certificate in a file, or of the one that nginx serves.
fingerprint_in() {
    openssl x509 -in "$1/fullchain.pem" -noout -fingerprint -sha256
}
fingerprint_served() {
    timeout 5 openssl s_client -connect 127.0.0.1:8443 -servername "${site_names[0]}" </dev/null 2>/dev/null |
        openssl x509 -noout -fingerprint -sha256 2>/dev/null
}
