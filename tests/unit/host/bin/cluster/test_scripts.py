"""What the operator runs: the order of things, and what becomes of a machine that is gone."""

from dataclasses import replace

import pytest

from tests.unit.host.bin.cluster.conftest import FIRST, SECOND, SETTINGS, Edge, down

# a shell with stand-ins of docker for each case
pytestmark = pytest.mark.slow

READERS = "10.0.0.9\n10.0.0.8"


def order(edge: Edge, *starts: str) -> list[str]:
    """Return which of these calls were made, in their order."""
    calls = edge.machine.calls.read_text().splitlines()
    found = [next((start for start in starts if start in call), "") for call in calls]
    return list(dict.fromkeys(filter(None, found)))


# --- every one of them


@pytest.mark.parametrize("script", ["deploy", "drain", "harden", "join", "leave", "scale", "status"])
def test_says_what_to_do_first_where_there_is_no_cluster(edge: Edge, script: str) -> None:
    edge.settings = {}
    done = edge.run(script, "2")
    assert done.returncode == 1
    assert "make cluster-init first" in done.stderr


@pytest.mark.parametrize("script", ["deploy", "drain", "harden", "join", "scale", "status"])
def test_says_how_to_go_on_where_the_swarm_is_gone(edge: Edge, script: str) -> None:
    edge.has(manager="false")
    done = edge.run(script, "2")
    assert done.returncode == 1
    assert "make cluster-leave, then make up" in done.stderr
    assert "manages no swarm here: inactive" in done.stderr


# --- init


def test_makes_a_swarm_in_the_private_network_alone(edge: Edge) -> None:
    edge.settings = {"OCR_CPUS": "2"}
    edge.has(manager="false")
    assert edge.run("init", "10.0.0.1").returncode == 0
    (made,) = edge.asked("docker swarm init")
    assert "--advertise-addr 10.0.0.1 --listen-addr 10.0.0.1:2377 --data-path-addr 10.0.0.1" in made
    assert "--default-addr-pool 172.28.0.0/14" in made
    assert edge.settings == {"OCR_CPUS": "2", **SETTINGS}


def test_takes_the_one_private_address_that_there_is(edge: Edge) -> None:
    edge.has(manager="false")
    lines = (
        "eth0 inet 203.0.113.7/20",
        "eth1 inet 10.108.0.2/20",
        "docker0 inet 172.17.0.1/16",
        "br-1 inet 172.18.0.1/16",
    )
    edge.machine.program("ip", "".join(f"echo '2: {line} scope global'\n" for line in lines))
    edge.run("init")
    assert "--advertise-addr 10.108.0.2 " in edge.asked("docker swarm init")[0]


@pytest.mark.parametrize("lines", [(), ("eth0 inet 10.15.0.5/16", "eth1 inet 10.108.0.2/20")])
def test_asks_which_address_where_there_is_not_one(edge: Edge, lines: tuple[str, ...]) -> None:
    edge.has(manager="false")
    edge.machine.program("ip", "".join(f"echo '2: {line} scope global'\n" for line in lines))
    done = edge.run("init")
    assert done.returncode == 1
    assert "make cluster-init ADDRESS=10.0.0.1" in done.stderr
    assert all(line.split()[2].partition("/")[0] in done.stderr for line in lines)
    assert edge.asked("docker swarm init") == []


def test_repeated_it_keeps_the_swarm_and_the_readers(edge: Edge) -> None:
    edge.joined(FIRST)
    edge.settings = {"COMPOSE_FILE": "compose.yaml:mine.yaml"}
    edge.has(wanted="1", tasks="Running 5 seconds ago")
    assert edge.run("init").returncode == 0
    assert edge.asked("docker swarm init") == []
    assert edge.settings == {
        "COMPOSE_FILE": "compose.yaml:mine.yaml:compose.cluster.yaml",
        "CLUSTER_NODES": "10.0.0.1,10.0.0.2",
        "CLUSTER_READERS": "1",
        "CLUSTER_MACHINES": "1",
    }


# --- join


def test_has_a_machine_join_with_the_image_and_for_readers_alone(edge: Edge) -> None:
    edge.reachable(FIRST, state="inactive")
    done = edge.run("join", "root@10.0.0.2")
    assert done.returncode == 0, done.stderr
    assert order(edge, "docker load", "swarm join-token --quiet worker", "docker swarm join --", "node update") == [
        "docker load",
        "swarm join-token --quiet worker",
        "docker swarm join --",
        "node update",
    ]
    assert edge.asked("docker node update") == ["docker node update --label-add reads=yes new-id-1"]
    assert edge.asked("ssh 10.0.0.2 docker swarm join ")[0].endswith("--token token 10.0.0.1:2377")
    assert (edge.settings["CLUSTER_NODES"], edge.settings["CLUSTER_MACHINES"]) == ("10.0.0.1,10.0.0.2", "1")
    assert "make cluster-scale N=1" in done.stderr


def test_leaves_a_machine_that_is_in_and_up_as_it_is(edge: Edge) -> None:
    edge.joined(FIRST)
    edge.settings = {**SETTINGS, "CLUSTER_READERS": "1"}
    done = edge.run("join", "root@10.0.0.2")
    assert done.returncode == 0, done.stderr
    assert edge.asked("ssh 10.0.0.2 docker swarm") == []
    assert edge.asked("docker node rm") == []
    assert "make cluster-drain NODE=reader-1 BACK=1" in done.stderr


def test_a_machine_that_comes_back_is_not_what_it_was(edge: Edge) -> None:
    edge.joined(down(FIRST), SECOND)
    edge.reachable(FIRST)
    assert edge.run("join", "root@10.0.0.2").returncode == 0
    assert edge.asked("ssh 10.0.0.2 docker swarm leave") == ["ssh 10.0.0.2 docker swarm leave"]
    assert edge.asked("docker node rm") == ["docker node rm --force id-1"]
    assert edge.settings["CLUSTER_NODES"] == "10.0.0.1,10.0.0.2,10.0.0.3"


def test_refuses_a_second_machine_of_one_name(edge: Edge) -> None:
    edge.joined(FIRST)
    edge.reachable(replace(SECOND, name="reader-1"), state="inactive")
    done = edge.run("join", "root@10.0.0.3")
    assert done.returncode == 1
    assert "hostnamectl" in done.stderr
    assert edge.asked("ssh 10.0.0.3 docker swarm") == []


def test_takes_this_machine_out_of_nothing(edge: Edge) -> None:
    assert edge.run("join", "root@10.0.0.1").returncode == 1
    assert edge.asked("ssh") == []


# --- harden


def ansible(edge: Edge) -> None:
    program = edge.checkout / ".venv-host/bin/ansible-playbook"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/bash\necho "play $*" >>{edge.machine.calls}\n')
    program.chmod(0o755)


def test_hardens_a_machine_and_tells_the_firewalls_of_the_others(edge: Edge) -> None:
    ansible(edge)
    edge.joined(SECOND, down(replace(SECOND, id="id-3", address="10.0.0.4")))
    assert edge.run("harden", "root@10.0.0.2", "--check").returncode == 0
    everybody = '{"cluster_nodes": ["10.0.0.1","10.0.0.2","10.0.0.3","10.0.0.4"]}'
    assert edge.machine.called("play") == [
        f"play reader.yml --user root --inventory 10.0.0.2, --extra-vars {everybody} --check",
        f"play reader.yml --user root --inventory 10.0.0.3, --extra-vars {everybody} --tags firewall --check",
    ]


def test_without_a_machine_it_tells_the_firewalls_alone(edge: Edge) -> None:
    ansible(edge)
    edge.joined(FIRST, SECOND)
    assert edge.run("harden").returncode == 0
    assert [" --tags firewall" in play for play in edge.machine.called("play")] == [True]
    assert "--inventory 10.0.0.2,10.0.0.3," in edge.machine.called("play")[0]


def test_never_makes_a_reader_of_the_edge(edge: Edge) -> None:
    ansible(edge)
    assert edge.run("harden", "root@10.0.0.1").returncode == 1
    assert edge.machine.called("play") == []


def test_this_machines_own_rules_stay_and_those_of_who_has_left_go(edge: Edge) -> None:
    ansible(edge)
    rules = (
        "limit 22/tcp",
        "allow from 173.245.48.0/20 to any port 80,443 proto tcp",
        "allow from 10.0.0.1 to any port 2377,7946 proto tcp",
        "allow from 10.0.0.9 to any port 2377,7946 proto tcp",
        "allow from 10.0.0.9 to any port 4789,7946 proto udp",
    )
    shown = "".join(f"echo 'ufw {rule}'\n" for rule in rules)
    edge.machine.program("ufw", f'case "$*" in status) echo "Status: active" ;; "show added") {shown} ;; esac')
    assert edge.run("harden").returncode == 0
    assert [call for call in edge.machine.called("ufw") if call.startswith(("ufw allow", "ufw delete"))] == [
        "ufw allow from 10.0.0.1 to any port 4789,7946 proto udp",
        "ufw delete allow from 10.0.0.9 to any port 2377,7946 proto tcp",
        "ufw delete allow from 10.0.0.9 to any port 4789,7946 proto udp",
    ]


# --- scale


@pytest.mark.parametrize("count", ["", "two", "-1", "01", "1000"])
def test_asks_for_a_number_of_readers(edge: Edge, count: str) -> None:
    done = edge.run("scale", count)
    assert done.returncode == 1
    assert "make cluster-scale N=2" in done.stderr
    assert edge.settings == SETTINGS


def test_asks_for_a_machine_to_read_on(edge: Edge) -> None:
    edge.joined(down(FIRST))
    done = edge.run("scale", "1")
    assert done.returncode == 1
    assert "make cluster-join" in done.stderr
    assert edge.settings == SETTINGS


def test_waits_until_receipts_go_to_the_readers(edge: Edge) -> None:
    edge.joined(FIRST)
    edge.has(tasks="Running 5 seconds ago", **{"read-at": READERS})
    done = edge.run("scale", "1")
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    assert order(edge, "up --detach", "docker load", "stack deploy", "exec -T nginx") == [
        "up --detach",
        "docker load",
        "stack deploy",
        "exec -T nginx",
    ]
    assert edge.settings["CLUSTER_READERS"] == "1"


def test_says_where_nginx_does_not_read_at_all(edge: Edge) -> None:
    edge.joined(FIRST)
    edge.has(tasks="Running 5 seconds ago", **{"read-at": "10.0.0.9"})
    done = edge.run("scale", "1")
    assert done.returncode == 1
    assert "nginx does not read at 2 readers" in done.stderr


def test_warns_of_more_readers_than_machines(edge: Edge) -> None:
    edge.joined(FIRST)
    edge.has(tasks="Running 5 seconds ago\nRunning 5 seconds ago", **{"read-at": f"{READERS}\n10.0.0.7"})
    done = edge.run("scale", "2")
    assert done.returncode == 0, done.stderr
    assert "warning: 2 readers on fewer machines" in done.stderr


# --- drain


def test_drains_a_machine_and_waits_for_what_it_reads(edge: Edge) -> None:
    edge.joined(FIRST, SECOND)
    edge.has(wanted="1", tasks="Running 5 seconds ago")
    done = edge.run("drain", "10.0.0.2")
    assert done.returncode == 0, done.stderr
    assert "reader-1 reads nothing" in done.stderr
    assert order(edge, "node update", "up --detach", "node ps", "service ps") == [
        "node update",
        "up --detach",
        "node ps",
        "service ps",
    ]
    assert edge.settings["CLUSTER_MACHINES"] == "1"


def test_drains_the_only_machine(edge: Edge) -> None:
    edge.joined(FIRST)
    edge.has(wanted="1")
    done = edge.run("drain", "reader-1")
    assert done.returncode == 0, done.stderr
    assert "this one reads alone" in done.stderr
    assert edge.settings["CLUSTER_MACHINES"] == "0"


def test_does_not_wait_for_a_machine_that_is_down(edge: Edge) -> None:
    edge.joined(down(FIRST), SECOND)
    edge.has(wanted="1", tasks="Running 5 seconds ago")
    assert edge.run("drain", "reader-1").returncode == 0
    assert edge.asked("docker node ps") == []


def test_drains_nothing_where_the_machine_is_not_known(edge: Edge) -> None:
    edge.joined(FIRST)
    assert edge.run("drain", "reader").returncode == 1
    assert edge.asked("docker node update") == []


def test_a_machine_that_comes_back_gets_the_image_before_readers(edge: Edge) -> None:
    edge.joined(replace(FIRST, availability="drain"))
    edge.machine.environment["BACK"] = "1"
    assert edge.run("drain", "reader-1").returncode == 0
    assert order(edge, "docker load", "node update", "service update") == [
        "docker load",
        "node update",
        "service update",
    ]
    assert edge.settings["CLUSTER_MACHINES"] == "1"


# --- leave


def test_takes_one_machine_out(edge: Edge) -> None:
    edge.joined(FIRST, SECOND)
    edge.machine.environment["BACK"] = "1"
    done = edge.run("leave", "reader-1")
    assert done.returncode == 0, done.stderr
    assert order(edge, "availability drain", "docker swarm leave", "node rm") == [
        "availability drain",
        "docker swarm leave",
        "node rm",
    ]
    assert (edge.settings["CLUSTER_NODES"], edge.settings["CLUSTER_MACHINES"]) == ("10.0.0.1,10.0.0.3", "1")


def test_forgets_a_machine_that_does_not_answer(edge: Edge) -> None:
    edge.joined(down(FIRST))
    done = edge.run("leave", "reader-1")
    assert done.returncode == 0, done.stderr
    assert "10.0.0.2 does not answer" in done.stderr
    assert edge.settings["CLUSTER_NODES"] == "10.0.0.1"


@pytest.mark.parametrize("others", [(), (FIRST, SECOND), (down(FIRST),)])
def test_becomes_one_machine_again(edge: Edge, others: tuple[()]) -> None:
    edge.joined(*others)
    edge.settings = {"OCR_CPUS": "2", **SETTINGS}
    done = edge.run("leave")
    assert done.returncode == 0, done.stderr
    assert edge.settings == {"OCR_CPUS": "2"}
    assert len(edge.asked("docker node rm")) == len(others)
    # readers go before machines, the network when nothing is on it, and Docker is told the names that it forgets
    assert order(
        edge, "stack deploy", "stack rm", "network disconnect", "network rm", "swarm leave --force", "rename", "up --d"
    ) == [
        "stack deploy",
        "stack rm",
        "network disconnect",
        "network rm",
        "swarm leave --force",
        "rename",
        "up --d",
    ]
    assert edge.asked("docker rename") == [
        "docker rename receipt-ocr-ocr-1 receipt-ocr-ocr-1-",
        "docker rename receipt-ocr-ocr-1- receipt-ocr-ocr-1",
    ]


def test_can_be_repeated_where_it_failed(edge: Edge) -> None:
    edge.has(**{"read-at": READERS})
    done = edge.run("leave")
    assert done.returncode == 1
    assert edge.settings["CLUSTER_NODES"] == "10.0.0.1"
    edge.has(**{"read-at": ""})
    assert edge.run("leave").returncode == 0


def test_leaves_a_swarm_that_is_gone(edge: Edge) -> None:
    edge.settings = {"OCR_CPUS": "2", **SETTINGS, "CLUSTER_NODES": "10.0.0.1,10.0.0.2,10.0.0.3"}
    edge.has(manager="false")
    done = edge.run("leave")
    assert done.returncode == 0, done.stderr
    assert "On 10.0.0.2,10.0.0.3, if they are kept: docker swarm leave" in done.stderr
    assert edge.settings == {"OCR_CPUS": "2"}


def test_takes_no_docker_that_does_not_answer_for_a_swarm_that_is_gone(edge: Edge) -> None:
    edge.machine.program("docker", "exit 1")
    assert edge.run("leave").returncode == 1
    assert edge.settings == SETTINGS


# --- what Docker failed to start


def test_starts_what_docker_failed_to_start_and_nothing_else(edge: Edge) -> None:
    edge.has(exited="stopped\nfailed", **{"stopped.error": "", "failed.error": "network readers not found"})
    assert edge.run("start").returncode == 0
    (listed,) = edge.asked("docker ps --all")
    assert "label=com.docker.compose.project=receipt-ocr " in listed
    assert edge.asked("docker start") == ["docker start failed"]


def test_starts_nothing_where_all_runs(edge: Edge) -> None:
    edge.has(exited="")
    assert edge.run("start").returncode == 0
    assert edge.asked("docker start") == []


# --- status


def test_shows_machines_and_readers(edge: Edge) -> None:
    assert edge.run("status").returncode == 0
    assert order(edge, "node ls --format table", "service ps", "healthcheck.readers") == [
        "node ls --format table",
        "service ps",
        "healthcheck.readers",
    ]
