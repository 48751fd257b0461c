# shellcheck shell=bash disable=SC2034
# What the cluster's scripts share: the swarm, its machines, the readers. Sourced by them, never run; needs
# host/bootstrap/apt.sh and host/compose.sh.

STACK=receipt-ocr
SERVICE=${STACK}_reader
NETWORK=receipt-ocr-readers
OVERRIDE=compose.cluster.yaml
# what a reader takes to be ready, at most, and the swarm to be sure of it
READY_SECONDS=120
SECONDS_EACH=30

is_manager() { [ "$(docker info --format '{{.Swarm.ControlAvailable}}' 2>/dev/null)" = true ]; }

# need_cluster - die unless this machine is the edge of a cluster.
need_cluster() {
    { [ -f .env ] && is_cluster && is_manager; } || die "this machine is not the edge of a cluster: make cluster-init first."
}

# other_nodes [STATE] - print id, host name and address of each machine but this one, or of those that are ready or down.
other_nodes() {
    local id
    for id in $(docker node ls --format '{{.ID}} {{.Self}}' | sed -n 's/ false$//p'); do
        docker node inspect --format '{{.Status.State}} {{.ID}} {{.Description.Hostname}} {{.Status.Addr}}' "$id"
    done | awk -v state="${1:-}" '!state || $1 == state { print $2, $3, $4 }'
}

# find_node NAME - print id, host name and address of a machine, by its host name or address.
find_node() {
    other_nodes | awk -v name="$1" '$2 == name || $3 == name' | grep . ||
        die "no machine '$1' in the cluster, but: $(other_nodes | cut -d ' ' -f 2,3 | paste --serial --delimiters ',')"
}

# node_addresses - print the addresses of all machines, this one's first, separated by commas.
node_addresses() {
    { docker info --format '{{.Swarm.NodeAddr}}' && other_nodes | cut -d ' ' -f 3 | sort --unique; } | paste --serial --delimiters ','
}

# on ADDRESS COMMAND... - run a command as root on another machine. CLUSTER_SSH: with which ssh, and its options. One
# connection for all: the firewall refuses who connects six times in half a minute.
on() {
    local address=$1
    shift
    # shellcheck disable=SC2086 # words
    ${CLUSTER_SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10} -o ControlMaster=auto -o ControlPersist=60s \
        -o ControlPath=/run/receipt-ocr-ssh-%C "root@$address" "$@"
}

# reader_image - print the id of the image that readers are to run: what Compose runs here.
reader_image() { docker image inspect --format '{{.Id}}' "$(docker compose config --images ocr)"; }

# send_image ADDRESS - have the readers' image on another machine, and no older one than the one before.
send_image() {
    local image=$STACK/reader
    [ "$(on "$1" docker image inspect --format '{{.Id}}' "$image" 2>/dev/null)" != "$(reader_image)" ] || return 0
    say "      sending the image to $1 (half a minute in a private network)"
    docker tag "$(reader_image)" "$image"
    # a name keeps an image from being cleaned away
    on "$1" docker tag "$image" "$image:previous" 2>/dev/null || true
    docker save "$image" | on "$1" docker load --quiet >/dev/null
    on "$1" docker image prune --force >/dev/null
}

# send_images - have it on all machines that answer; one that is down gets it when it comes back.
send_images() {
    local address
    for address in $(other_nodes ready | cut -d ' ' -f 3); do
        send_image "$address" || die "$address did not take the image. Can root log in there by SSH from here?"
    done
}

# count_machines - print on how many machines readers may run now.
count_machines() {
    docker node ls --filter node.label=reads=yes --format '{{.Status}} {{.Availability}}' | grep --count '^Ready Active$' || true
}

# fewest_cpus - print how many processors the smallest machine for readers has: Docker refuses a limit of more.
fewest_cpus() {
    # shellcheck disable=SC2046 # one word a machine
    docker node inspect --format '{{.Description.Resources.NanoCPUs}}' $(docker node ls --filter node.label=reads=yes --quiet) |
        sort --numeric-sort | head -n 1 | sed 's/000000000$//'
}

# deploy - run as many readers as the settings say, of the image that Compose runs here; wait until they are ready.
deploy() {
    local name before after
    while read -r name; do
        export "$name=$(setting "$name" '')"
    done < <(grep --only-matching --perl-regexp '\$\{\K(OCR|CLUSTER)_[A-Z_]+' cluster/stack.yaml | sort --unique)
    READER_IMAGE=$(reader_image)
    export READER_IMAGE
    [ "$(count_machines)" = 0 ] || [ "${OCR_CPUS:-1}" -le "$(fewest_cpus)" ] || OCR_CPUS=$(fewest_cpus)
    before=$(task_template)
    docker stack deploy --resolve-image never --compose-file cluster/stack.yaml "$STACK" >/dev/null
    after=$(task_template)
    [ -z "$before" ] || [ "$before" = "$after" ] || wait_for_update
    wait_for_readers
}

# task_template - print what a reader is to be, nothing before there are any.
task_template() { docker service inspect --format '{{json .Spec.TaskTemplate}}' "$SERVICE" 2>/dev/null || true; }

# wait_for_update - wait until the swarm has replaced each reader; die if it went back to the version before.
wait_for_update() {
    local state end=$((SECONDS + READY_SECONDS + SECONDS_EACH * $(setting CLUSTER_READERS 0)))
    while [ $SECONDS -lt $end ]; do
        state=$(docker service inspect --format '{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}' "$SERVICE")
        case $state in
        completed) return 0 ;;
        rollback_completed | rollback_paused | paused)
            die "the readers did not become healthy, and run the version before ($state): docker service ps --no-trunc $SERVICE"
            ;;
        '')
            # of no readers none is replaced
            [ "$(count_tasks)" != 0 ] || return 0
            ;;
        esac
        sleep 1
    done
    die "the readers are not replaced after $((end - SECONDS)) s: docker service ps --no-trunc $SERVICE; make cluster-status"
}

# count_tasks - print how many readers run: a task runs once its health check says so.
count_tasks() {
    docker service ps --filter desired-state=running --format '{{.CurrentState}}' "$SERVICE" | grep --count '^Running' || true
}

# wait_for_readers - wait until as many readers as wanted are ready, if there is a machine for them.
wait_for_readers() {
    local wanted end
    wanted=$(docker service inspect --format '{{.Spec.Mode.Replicated.Replicas}}' "$SERVICE")
    [ "$(count_machines)" != 0 ] || return 0
    end=$((SECONDS + READY_SECONDS + SECONDS_EACH * wanted))
    until [ "$(count_tasks)" = "$wanted" ]; do
        [ $SECONDS -lt $end ] ||
            die "not all of $wanted readers run: docker service ps --no-trunc $SERVICE; make cluster-status"
        sleep 1
    done
}

# read_at COUNT - wait until nginx reads at so many readers, this machine's own among them; 0: at its own alone, as ever.
read_at() {
    for _ in {1..60}; do
        [ "$(docker compose exec -T nginx sh -c 'cat /run/nginx/readers 2>/dev/null' | grep --count . || true)" != "$1" ] || return 0
        sleep 0.5
    done
    die "nginx does not read at $1 readers after 30 s: make logs SERVICE=nginx"
}

# tell_sidecar - have the health check know how many readers there should be, on how many machines. It alone is made again.
tell_sidecar() {
    local said
    said=$(docker compose up --detach --no-build --no-deps --wait --wait-timeout 60 healthcheck 2>&1) ||
        die "the health check does not start: $said"
}
