# shellcheck shell=bash
# Functions of backup.sh and restore.sh: the content of a backup, its encryption, its checks. Sourced by them, never run.

# shellcheck source=host/lib/compose.sh
. host/lib/compose.sh

FORMAT="receipt-ocr backup 1"
# What can't be made again, the hashes of keys among it, and the self-signed pair, which clients may have pinned. Not the
# logs, the challenges, and the edge's bans, which fail2ban makes from its database.
VOLUMES=(acme-state bans certificates ocr-state self-signed)

scratch=$(mktemp -d)

close_scratch() {
    [ ! -d "$scratch/gnupg" ] || gpgconf --homedir "$scratch/gnupg" --kill gpg-agent 2>/dev/null || true
    rm -rf "$scratch"
}
trap close_scratch EXIT

# The passphrase stays in this shell: it is no argument and in no child's environment.
passphrase=${BACKUP_PASSPHRASE:-}
unset BACKUP_PASSPHRASE
if [ -n "${BACKUP_PASSPHRASE_FILE:-}" ]; then
    passphrase=$(head -n 1 -- "$BACKUP_PASSPHRASE_FILE") && [ -n "$passphrase" ] ||
        die "no passphrase on the first line of $BACKUP_PASSPHRASE_FILE."
fi

# with_passphrase OPTION... - run gpg, away from the keys and settings of whoever calls.
with_passphrase() {
    { command -v gpg && command -v gpg-agent; } >/dev/null || apt_need gpg gpg-agent
    mkdir -p "$scratch/gnupg"
    gpg --homedir "$scratch/gnupg" --batch --no-tty --quiet --pinentry-mode loopback --passphrase-fd 3 "$@" \
        3< <(printf '%s' "$passphrase")
}

is_plain() { [ "$(od -A n -t x1 -N 2 -- "$1")" = " 1f 8b" ]; }

# open_archive FILE - check it, and leave it, decrypted, in $scratch/opened and its content in $scratch/content.
open_archive() {
    if is_plain "$1"; then
        cp -- "$1" "$scratch/opened"
    else
        [ -n "$passphrase" ] ||
            die "$1 is encrypted, or not a backup. Set BACKUP_PASSPHRASE_FILE to the file with its passphrase."
        with_passphrase --decrypt --output "$scratch/opened" -- "$1" 2>"$scratch/said" ||
            die "$1 can't be decrypted: another passphrase, a broken file, or not a backup. gpg says: $(tail -n 1 "$scratch/said")"
    fi
    mkdir "$scratch/content"
    tar --extract --gzip --no-same-owner --file "$scratch/opened" --directory "$scratch/content" 2>"$scratch/said" ||
        die "$1 is broken, or not a backup. tar says: $(head -n 1 "$scratch/said")"
    [ "$(head -n 1 "$scratch/content/manifest" 2>/dev/null)" = "$FORMAT" ] || die "$1 is not a backup of this appliance."
    (cd "$scratch/content" && sha256sum --quiet --strict --check SHA256SUMS) >"$scratch/said" 2>&1 ||
        die "$1 is broken: $(head -n 1 "$scratch/said")"
}

# with_volumes PROJECT OPTION... IMAGE COMMAND... - run root with a project's volumes under /volumes, without a network,
# and with no power but over files.
with_volumes() {
    local mounts=() volume
    for volume in "${VOLUMES[@]}"; do
        mounts+=(--volume "$1_$volume:/volumes/$volume")
    done
    shift
    docker run --rm --pull never --network none --read-only --interactive --security-opt no-new-privileges \
        --cap-drop ALL --cap-add CHOWN --cap-add DAC_OVERRIDE --cap-add FOWNER "${mounts[@]}" "$@"
}
