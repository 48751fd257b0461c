# shellcheck shell=bash
# What scripts and the Makefile ask of Compose and of the settings. Sourced by them, never run; needs host/lib/apt.sh
# where it may die.

OVERRIDE=compose.cluster.yaml

# project_name [SETTINGS] - print the name of the Compose project, as .env has it or another file of settings.
project_name() {
    local settings=${1:-}
    docker compose ${settings:+--env-file "$settings"} config | sed -n 's/^name: //p'
}

# setting NAME DEFAULT - print a setting as Compose sees it: the environment comes before .env, and quotes are left out.
setting() {
    local value=${!1:-}
    [ -n "$value" ] || value=$(sed -En "s/^$1=(['\"]?)(.*)\1$/\2/p" .env | tail -n 1)
    printf '%s' "${value:-$2}"
}

# write_setting NAME [VALUE] - write a setting into .env, in place of what is there, or leave it out.
write_setting() {
    local other_lines
    other_lines=$(grep --invert-match "^$1=" .env || [ $? = 1 ])
    # a copy keeps owner and mode, and takes the file's place when it is whole: a full disk costs no setting
    if ! { cp --preserve=mode,ownership .env .env.new &&
        printf '%s\n' ${other_lines:+"$other_lines"} ${2:+"$1=$2"} >.env.new &&
        mv .env.new .env; }; then
        rm -f .env.new
        die "$1 can't be written into .env: see the message above."
    fi
}

# own_files - print the files that Compose takes where COMPOSE_FILE is not set.
own_files() {
    printf compose.yaml
    [ ! -e compose.override.yaml ] || printf :compose.override.yaml
}

# enter_cluster - have Compose take what belongs to a cluster too.
enter_cluster() {
    local files
    files=$(setting COMPOSE_FILE "$(own_files)")
    [[ :$files: == *:$OVERRIDE:* ]] || write_setting COMPOSE_FILE "$files:$OVERRIDE"
}

# leave_cluster - take the cluster out of the settings.
leave_cluster() {
    local name files
    files=$(setting COMPOSE_FILE '')
    files=${files/":$OVERRIDE"/}
    [ "$files" != "$(own_files)" ] || files=''
    write_setting COMPOSE_FILE "$files"
    for name in CLUSTER_NODES CLUSTER_READERS CLUSTER_MACHINES; do
        write_setting "$name"
    done
}

# is_cluster - tell whether the settings say that other machines read too.
is_cluster() { [ -n "$(setting CLUSTER_NODES '')" ]; }

# other_addresses - print the addresses of the cluster's other machines, as the settings name them, separated by commas.
other_addresses() { setting CLUSTER_NODES '' | sed 's/^[^,]*,*//'; }

# is_manager - tell whether this machine manages a swarm.
is_manager() { [ "$(docker info --format '{{.Swarm.ControlAvailable}}' 2>/dev/null)" = true ]; }

# need_manager - die if the settings name a cluster, but this machine is not its manager.
need_manager() {
    ! is_cluster || is_manager ||
        die ".env names a cluster of $(setting CLUSTER_NODES ''), but Docker manages no swarm here:" \
            "$(docker info --format '{{.Swarm.LocalNodeState}} {{.Swarm.Error}}' 2>/dev/null || true)." \
            "If the private network came up after Docker: systemctl restart docker." \
            "Otherwise go on with this machine alone: make cluster-leave, then make up (docs/cluster.md)."
}
