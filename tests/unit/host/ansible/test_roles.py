"""The variables and templates of the roles that a cluster changes; tests/integration/test_host.py runs the playbook."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined

from tests.unit.host.conftest import HOST

ANSIBLE = HOST / "ansible"
DEFAULTS: dict[str, Any] = yaml.safe_load((ANSIBLE / "group_vars/all.yml").read_text())
READER: dict[str, Any] = yaml.safe_load((ANSIBLE / "reader.yml").read_text())[0]["vars"]
NODES = ["10.0.0.1", "10.0.0.2"]
# what Ansible adds to Jinja
JINJA = Environment(undefined=StrictUndefined, trim_blocks=True, autoescape=False)  # noqa: S701 - no HTML
JINJA.filters["regex_replace"] = lambda text, pattern, by: re.sub(pattern, by, str(text))
JINJA.tests["search"] = lambda text, pattern: re.search(pattern, text) is not None


def variables(role: str, **given: Any) -> dict[str, Any]:
    """Return the variables of a role, of which those that stand in others come first."""
    known = {**DEFAULTS, **given}
    for name, value in yaml.safe_load((ANSIBLE / f"roles/{role}/vars/main.yml").read_text()).items():
        known[name] = evaluated(value, known)
    return known


def evaluated(value: Any, known: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {name: evaluated(each, known) for name, each in value.items()}
    if isinstance(value, str) and (expression := re.fullmatch(r"\{\{(.*)\}\}\s*", value, re.DOTALL)):
        # to Ansible a backslash is one
        result: Any = JINJA.compile_expression(expression[1].replace("\\", "\\\\"))(**known)
        # Ansible makes lists of what Jinja leaves to be iterated over
        return list(result) if hasattr(result, "__next__") else result
    return value


def rules(**given: Any) -> list[str]:
    return list(variables("firewall", **given)["firewall_rules"])


def table(**given: Any) -> str:
    template = (ANSIBLE / "roles/firewall/templates/published-ports.nft.j2").read_text()
    return JINJA.from_string(template).render(**DEFAULTS | given, ansible_managed="")


def test_one_machine_lets_ssh_and_the_web_in() -> None:
    assert rules() == ["limit 22/tcp", "allow 80/tcp", "allow 443/tcp"]


def test_machines_of_a_cluster_let_each_other_in_by_the_swarms_ports() -> None:
    assert rules(cluster_nodes=NODES)[3:] == [
        "allow from 10.0.0.1 to any port 2377,7946 proto tcp",
        "allow from 10.0.0.2 to any port 2377,7946 proto tcp",
        "allow from 10.0.0.1 to any port 4789,7946 proto udp",
        "allow from 10.0.0.2 to any port 4789,7946 proto udp",
    ]


def test_a_reader_lets_the_world_in_by_ssh_alone() -> None:
    assert [rule for rule in rules(**READER, cluster_nodes=NODES) if " from " not in rule] == ["limit 22/tcp"]


def test_a_reader_forwards_to_no_container() -> None:
    rendered = table(**READER)
    assert "ct status dnat" not in rendered
    assert "{  }" not in rendered
    assert rendered.count("accept") == 3


def test_published_ports_are_those_of_the_web() -> None:
    assert "ct original proto-dst { 80, 443 } accept" in table()
    admitted = table(firewall_web_clients=["192.0.2.0/24", "2001:db8::/32"])
    assert re.findall(r"(ip6? saddr \{ \S+ \}) accept", admitted) == [
        "ip saddr { 192.0.2.0/24 }",
        "ip6 saddr { 2001:db8::/32 }",
    ]


def test_containers_run_on_without_docker_but_for_a_swarm() -> None:
    assert variables("docker")["docker_settings"]["live-restore"] is True
    assert variables("docker", cluster_nodes=NODES)["docker_settings"]["live-restore"] is False


def test_a_reader_gains_no_privileges() -> None:
    # no option of a stack file
    assert variables("docker", **READER)["docker_settings"]["no-new-privileges"] is True


def test_the_edge_takes_the_machines_from_its_settings(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OCR_CPUS=2\nCLUSTER_NODES=10.0.0.1,10.0.0.2\n")
    read, taken = yaml.safe_load((ANSIBLE / "site.yml").read_text())[0]["pre_tasks"]
    command = JINJA.from_string(read["ansible.builtin.command"]).render(appliance_directory=tmp_path)
    said = subprocess.run(shlex.split(command), capture_output=True, text=True, check=True).stdout.strip()
    nodes = evaluated(taken["ansible.builtin.set_fact"]["cluster_nodes"], {"site_cluster": {"stdout": said}})
    assert nodes == NODES
    # whatever part of the playbook is run
    assert [read["tags"], taken["tags"]] == ["always", "always"]
