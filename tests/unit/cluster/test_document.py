"""docs/cluster.md tells operators what there is, and shows what the commands print."""

import re
from pathlib import Path

from tests.support.documented import commands, targets
from tests.support.runbook import ROOT

DOCUMENT = ROOT / "docs/cluster.md"
TEXT = DOCUMENT.read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
FILES = [*Path(ROOT, "host/bin/cluster").glob("*.sh"), ROOT / "host/lib/swarm.sh"]
SCRIPTS = "".join(file.read_text() for file in FILES)


def test_names_only_targets_that_exist() -> None:
    known = {word for line in re.findall(r"^([a-z][a-z -]*):", MAKEFILE, re.MULTILINE) for word in line.split()}
    assert {target for command in commands(DOCUMENT) for target in targets(command)} <= known


def test_names_every_command_of_a_cluster() -> None:
    there = set(re.findall(r"^(cluster-[a-z]+):", MAKEFILE, re.MULTILINE))
    assert {target for command in commands(DOCUMENT) for target in targets(command)} >= there


def test_shows_what_the_scripts_say() -> None:
    shown = [
        line.strip()
        for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
        for line in block.splitlines()
        if not line.startswith("$")
    ]
    said = re.findall(r'say "([^"]*)"', SCRIPTS)
    # what stands in place of a variable or of what a command prints
    patterns = [re.sub(r"\\\$(\\\{\w+\\\}|\w+|\\\(.*\\\))", ".*", re.escape(text.strip())) for text in said]
    assert shown
    assert [line for line in shown if not any(re.fullmatch(pattern, line) for pattern in patterns)] == []


def test_says_of_each_port_what_the_firewall_says() -> None:
    rules = (ROOT / "host/ansible/roles/firewall/vars/main.yml").read_text()
    open_ports = {
        (port, protocol)
        for ports, protocol in re.findall(r"port ([\d,]+) proto (\w+)", rules)
        for port in ports.split(",")
    }
    rows = re.findall(r"^\| (\d+)/(tcp|udp)( and udp)? \|", TEXT, re.MULTILINE)
    shown = {(port, protocol) for port, first, both in rows for protocol in ([first, "udp"] if both else [first])}
    assert shown - {("22", "tcp")} == open_ports
