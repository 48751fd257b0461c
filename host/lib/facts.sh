# shellcheck shell=bash
# Facts that only the host can see, for `make gates` and `make status`. Each fact is what one command printed; together they go
# as a tar stream into a container of the health check, where they are judged: a host needs no Python and no jq.
# Sourced by both, never run. Facts are files in $facts: NAME, NAME.errors and NAME.status.

# shellcheck source=host/lib/compose.sh
. host/lib/compose.sh

# where ufw, sshd and iptables are, and not every user looks
PATH=$PATH:/usr/sbin:/sbin

facts=$(mktemp -d)
declare -A container_of=()
# for both modules: an option, if somebody looks who wants colours
for_people=()
[ ! -t 1 ] || [ -n "${NO_COLOR:-}" ] || for_people=(--colour)

# fact NAME COMMAND... - run a command and keep what came of it, whatever it is.
fact() {
    local name=$1 status=0
    shift
    "$@" >"$facts/$name" 2>"$facts/$name.errors" </dev/null || status=$?
    echo "$status" >"$facts/$name.status"
}

# find_containers - fill container_of with the project's containers, running or not, by service; not those of a
# `docker compose run`, such as our own.
find_containers() {
    local project service container listed
    project=$(project_name) || return 1
    listed=$(docker ps --all --no-trunc --filter "label=com.docker.compose.project=$project" \
        --filter label=com.docker.compose.oneoff=False --format '{{.Label "com.docker.compose.service"}} {{.ID}}') || return 1
    while read -r service container; do
        [ -z "$service" ] || container_of[$service]=$container
    done <<<"$listed"
}

inspect_containers() { docker inspect "${container_of[@]}"; }

# inside SERVICE COMMAND... - run a command in a service's container.
inside() {
    local container=${container_of[$1]:-}
    [ -n "$container" ] || {
        echo "the service $1 has no container" >&2
        return 1
    }
    docker exec "$container" "${@:2}"
}

# as_root COMMAND... - run a command as root, if there is a way without a question.
as_root() {
    command -v "$1" >/dev/null || return 127
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo --non-interactive "$@"
    else
        echo "only root may run $1" >&2
        return 1
    fi
}

# judge_is_there - tell whether the image of the health check is on this machine; Compose would build it.
judge_is_there() { docker image inspect "$(docker compose config --images healthcheck)" >/dev/null 2>&1; }

# judge MODULE OPTION... - hand the facts to a module of the health check, in a container of its own: it has its own
# memory and address, and works while the sidecar does not.
judge() {
    tar --create --directory "$facts" . |
        docker compose --progress quiet run --rm --no-deps --no-TTY --interactive healthcheck python3 -m "$@" "${for_people[@]}"
}

