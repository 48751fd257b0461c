# shellcheck shell=bash
# What scripts and the Makefile ask of Compose and of the settings. Sourced by them, never run.

# project_name [SETTINGS] - print the name of the Compose project, as .env has it or another file of settings.
project_name() {
    local settings=${1:-}
    docker compose ${settings:+--env-file "$settings"} config | sed -n 's/^name: //p'
}

# setting NAME DEFAULT - print a setting as Compose sees it: the environment comes before .env.
setting() {
    local value=${!1:-}
    [ -n "$value" ] || value=$(sed -n "s/^$1=//p" .env | tail -n 1)
    printf '%s' "${value:-$2}"
}

# write_setting NAME [VALUE] - write a setting into .env, in place of what is there, or leave it out.
write_setting() {
    local rest
    rest=$(grep --invert-match "^$1=" .env || true)
    # written over, not replaced: it keeps its owner and mode
    { printf '%s\n' "$rest" && { [ -z "${2:-}" ] || printf '%s=%s\n' "$1" "$2"; }; } >.env
}

# is_cluster - tell whether the settings say that other machines read too.
is_cluster() { [ -n "$(setting CLUSTER_NODES '')" ]; }

# leave_cluster - take the cluster out of the settings.
leave_cluster() {
    local name files
    files=$(setting COMPOSE_FILE '')
    files=${files%:compose.cluster.yaml}
    # alone it is what Compose takes by itself
    [ "$files" != compose.yaml ] || files=''
    write_setting COMPOSE_FILE "$files"
    for name in CLUSTER_NODES CLUSTER_READERS CLUSTER_MACHINES; do
        write_setting "$name"
    done
}
