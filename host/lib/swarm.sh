# shellcheck shell=bash disable=SC2034
# What the cluster's scripts share: the swarm, its machines, the readers. Sourced by them, never run.

# shellcheck source=host/lib/apt.sh
. host/lib/apt.sh
# shellcheck source=host/lib/compose.sh
. host/lib/compose.sh

STACK=receipt-ocr
SERVICE=${STACK}_reader
NETWORK=receipt-ocr-readers
# the readers' image on their machines; `make up` here writes no tag that a registry could answer for
IMAGE=$STACK/reader
START_UNIT=${UNIT_DIRECTORY:-/etc/systemd/system}/receipt-ocr-start
# what a reader takes to be ready, at most, and the swarm to be sure of it
READY_SECONDS=120
SECONDS_EACH=30
# as long as a reader may take to finish what it reads, stop_grace_period of cluster/stack.yaml, and a few more
STOP_SECONDS=70

# need_cluster - die unless this machine is the edge of a cluster.
need_cluster() {
    { [ -f .env ] && is_cluster; } || die "this machine is not the edge of a cluster: make cluster-init first."
    need_manager
}

# other_nodes [STATE] - print id, host name and address of each machine but this one, or of those that are ready or down.
other_nodes() {
    docker node ls --format '{{.Self}} {{.ID}}' | sed -n 's/^false //p' |
        xargs --no-run-if-empty docker node inspect \
            --format '{{.Status.State}} {{.ID}} {{.Description.Hostname}} {{.Status.Addr}}' |
        awk -v state="${1:-}" '!state || $1 == state { print $2, $3, $4 }'
}

# find_node NAME - print id, host name and address of a machine, by its host name or address. Of two with one name, that
# is a machine and what it was before it joined again, the one that answers.
find_node() {
    { other_nodes ready && other_nodes; } | awk -v name="$1" '($2 == name || $3 == name) && !found++' | grep . ||
        die "no machine '$1' in the cluster, but: $(other_nodes | cut -d ' ' -f 2,3 | paste --serial --delimiters ',')"
}

# answers NODE - tell whether the machine with that id is up.
answers() { [ -n "$(other_nodes ready | awk -v id="$1" '$1 == id')" ]; }

# own_address - print this machine's address in the private network.
own_address() { docker info --format '{{.Swarm.NodeAddr}}'; }

# node_addresses - print the addresses of all machines, this one's first, separated by commas.
node_addresses() {
    { own_address && other_nodes | cut -d ' ' -f 3 | sort --unique; } | paste --serial --delimiters ','
}

# host_address HOST - print the address of root@ADDRESS; die if it is none, or this machine's own.
host_address() {
    local address=${1#root@}
    [[ $address =~ ^([0-9]{1,3}\.){3}[0-9]{1,3}$ ]] ||
        die "say where root logs in, by its address in the private network: make cluster-join HOST=root@10.0.0.2"
    { [ "$address" != "$(own_address)" ] && [ -z "$(ip -o address show to "$address" 2>/dev/null)" ]; } ||
        die "$address is this machine itself, which reads anyway: name another one."
    echo "$address"
}

# on ADDRESS COMMAND... - run a command, of words without blanks, as root on another machine. CLUSTER_SSH: with which ssh.
# One connection for all: the firewall refuses who connects six times in half a minute. It takes this script's input.
on() {
    local address=$1
    shift
    # shellcheck disable=SC2086 # words
    ${CLUSTER_SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10} -o ControlMaster=auto -o ControlPersist=60s \
        -o "ControlPath=~/.ssh/receipt-ocr-%C" "root@$address" "$@"
}

# reader_image - print the id of the image that readers are to run: what Compose runs here.
reader_image() { docker image inspect --format '{{.Id}}' "$(docker compose config --images ocr)"; }

# running_image - print the id of the image that readers run now, nothing before there are any.
running_image() {
    docker service inspect --format '{{.Spec.TaskTemplate.ContainerSpec.Image}}' "$SERVICE" 2>/dev/null || true
}

# send_image ADDRESS - have the image for readers on another machine, and beside it the one that they run until now.
send_image() {
    local image running
    image=$(reader_image)
    [ "$(on "$1" docker image inspect --format '{{.Id}}' "$IMAGE" 2>/dev/null)" != "$image" ] || return 0
    running=$(running_image)
    # names keep images from being cleaned away
    [ -z "$running" ] || on "$1" docker tag "$running" "$IMAGE:previous" 2>/dev/null || true
    if ! on "$1" docker image inspect "$image" >/dev/null 2>&1; then
        say "      sending the image to $1 (half a minute in a private network)"
        docker save "$image" | on "$1" docker load --quiet >/dev/null ||
            die "$1 does not take the image: see the message above. Root must be able to log in there from here without a question."
    fi
    # by its id, as the swarm asks for it
    on "$1" docker tag "$image" "$IMAGE" ||
        die "$1 has the image by another id: its Docker must be of the same release, and keep images in the same way."
    on "$1" docker image prune --force >/dev/null || say "warning: $1 keeps images that nothing uses"
}

# send_images - have it on all machines that answer; one that is down gets it by make cluster-drain BACK=1.
send_images() {
    local address
    for address in $(other_nodes ready | cut -d ' ' -f 3); do
        send_image "$address"
    done
}

# reading_nodes - print the ids of the machines that were made for readers.
reading_nodes() { docker node ls --filter node.label=reads=yes --quiet; }

# count_machines [STATUS] - print on how many machines readers may run; Ready: of those that are up.
count_machines() {
    docker node ls --filter node.label=reads=yes --format '{{.Status}} {{.Availability}}' | grep --count "^${1:-.*} Active$" || true
}

# reader_cpus - print how many processors a reader may use: OCR_CPUS, or those of the smallest machine if it has fewer, for
# Docker refuses a limit of more.
reader_cpus() {
    {
        setting OCR_CPUS 1 && echo
        reading_nodes | xargs --no-run-if-empty docker node inspect --format '{{.Description.Resources.NanoCPUs}}' |
            sed 's/000000000$//'
    } | sort --numeric-sort | sed -n 1p
}

# deploy - run as many readers as the settings say, of the image that Compose runs here; wait until they are ready.
deploy() {
    local before said
    before=$(task_template)
    said=$(stack_deploy 2>&1) || die "the readers can't be deployed: $said"
    [ -z "$before" ] || [ "$before" = "$(task_template)" ] || wait_for_update
    wait_for_readers
}

# stack_deploy - hand cluster/stack.yaml to the swarm, with the settings. In a shell of its own: Compose takes an empty
# variable for a setting.
stack_deploy() (
    while read -r name; do
        export "$name=$(setting "$name" '')"
    done < <(grep --only-matching --perl-regexp '\$\{\K(OCR|CLUSTER)_[A-Z_]+' cluster/stack.yaml | sort --unique)
    READER_IMAGE=$(reader_image) || exit
    OCR_CPUS=$(reader_cpus) || exit
    export READER_IMAGE OCR_CPUS
    docker stack deploy --resolve-image never --compose-file cluster/stack.yaml "$STACK"
)

# task_template - print what a reader is to be, nothing before there are any.
task_template() { docker service inspect --format '{{json .Spec.TaskTemplate}}' "$SERVICE" 2>/dev/null || true; }

# wanted_readers - print how many there should be.
wanted_readers() { docker service inspect --format '{{.Spec.Mode.Replicated.Replicas}}' "$SERVICE"; }

# count_tasks - print how many readers run: a task runs once its health check says so.
count_tasks() {
    docker service ps --filter desired-state=running --format '{{.CurrentState}}' "$SERVICE" | grep --count '^Running' || true
}

# patience - print the seconds that all readers may take, one after the other.
patience() { echo $((READY_SECONDS + SECONDS_EACH * $(wanted_readers))); }

# wait_for_update - wait until the swarm has replaced each reader; die if it went back to the version before.
wait_for_update() {
    local seconds end
    seconds=$(patience)
    end=$((SECONDS + seconds))
    while [ $SECONDS -lt $end ]; do
        # without a machine the swarm replaces nobody, and says that it is at it for ever
        [ "$(count_machines Ready)" != 0 ] || return 0
        case $(docker service inspect --format '{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}' "$SERVICE") in
        completed) return 0 ;;
        rollback_completed | rollback_paused | paused)
            die "the new readers did not become healthy, so the version before goes on: docker service ps --no-trunc $SERVICE"
            ;;
        '')
            # of no readers none is replaced
            [ "$(count_tasks)" != 0 ] || return 0
            ;;
        esac
        sleep 1
    done
    die "not all readers are replaced after $seconds s: docker service ps --no-trunc $SERVICE; make cluster-status"
}

# wait_for_readers - wait until as many readers as wanted are ready, if there is a machine for them.
wait_for_readers() {
    local wanted seconds end
    wanted=$(wanted_readers)
    seconds=$(patience)
    end=$((SECONDS + seconds))
    until [ "$(count_tasks)" = "$wanted" ]; do
        if [ "$(count_machines Ready)" = 0 ]; then
            say "warning: no machine for readers answers or is to be used, so this one reads alone: make cluster-status"
            return
        fi
        [ $SECONDS -lt $end ] ||
            die "not all of $wanted readers run after $seconds s: docker service ps --no-trunc $SERVICE; make cluster-status"
        sleep 1
    done
}

# finish WORD... - wait until the readers that were told to stop have finished what they read: those that
# `service ps` or `node ps` lists.
finish() {
    for _ in $(seq "$STOP_SECONDS"); do
        [ -n "$(docker "$@" --format '{{.CurrentState}}' | grep '^Running' || true)" ] || return 0
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

# write_machines - write into the settings which machines there are, and on how many readers may run; tell the health check,
# which misses one that is down.
write_machines() {
    write_setting CLUSTER_NODES "$(node_addresses)"
    write_setting CLUSTER_MACHINES "$(count_machines)"
    tell_sidecar
}

# tell_sidecar - have the health check know how many readers there should be, on how many machines. It alone is made again.
tell_sidecar() {
    local said
    said=$(docker compose up --detach --no-build --no-deps --wait --wait-timeout 60 healthcheck 2>&1) ||
        die "the health check does not start: $said"
}

# install_start_timer - have systemd run start.sh every ten seconds.
install_start_timer() {
    if [ ! -d /run/systemd/system ]; then
        say "warning: no systemd here. After a restart of Docker or of this machine: host/bin/cluster/start.sh"
        return
    fi
    cat >"$START_UNIT.service" <<END
[Unit]
Description=Start containers of the receipt OCR appliance that Docker failed to start
Documentation=file:$PWD/docs/cluster.md

[Service]
Type=oneshot
ExecStart=$PWD/host/bin/cluster/start.sh
# what it starts is worth a line in the journal, that it looked is not
SyslogLevel=notice
LogLevelMax=notice
END
    cat >"$START_UNIT.timer" <<END
[Unit]
Description=Look every ten seconds for containers of the receipt OCR appliance that Docker failed to start

[Timer]
OnBootSec=10
OnUnitInactiveSec=10
AccuracySec=1

[Install]
WantedBy=timers.target
END
    systemctl daemon-reload
    systemctl enable --quiet --now "$(basename "$START_UNIT").timer"
}

# remove_start_timer - have systemd run it no more.
remove_start_timer() {
    [ -e "$START_UNIT.timer" ] || return 0
    systemctl disable --quiet --now "$(basename "$START_UNIT").timer"
    rm "$START_UNIT.timer" "$START_UNIT.service"
    systemctl daemon-reload
}

# leave_swarm - have this machine leave its swarm. Docker's DNS then forgets the names of all containers, on networks that have
# nothing to do with it, too (moby/moby#45144). It learns those of a container that is renamed, and nothing stops for that.
leave_swarm() {
    local name
    docker swarm leave --force >/dev/null || return
    for name in $(docker ps --format '{{.Names}}'); do
        docker rename "$name" "$name-"
        docker rename "$name-" "$name"
    done
}

# set_live_restore BOOLEAN - where Docker's settings name it, set whether containers run on without Docker: a swarm can't
# have that.
set_live_restore() {
    local settings=/etc/docker/daemon.json before=true
    [ "$1" = false ] || before=false
    [ "$(docker info --format '{{.LiveRestoreEnabled}}')" = "$before" ] || return 0
    grep --quiet "\"live-restore\": *$before" "$settings" 2>/dev/null || return 0
    sed -i "s/\"live-restore\": *$before/\"live-restore\": $1/" "$settings"
    systemctl reload docker 2>/dev/null || pkill --signal HUP --exact dockerd
    for _ in {1..20}; do
        [ "$(docker info --format '{{.LiveRestoreEnabled}}')" = "$before" ] || return 0
        sleep 0.5
    done
    die "Docker does not take live-restore from $settings: restart Docker, and repeat."
}
