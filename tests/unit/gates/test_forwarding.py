"""Rules in front of Docker's ports: as nft(8) and iptables(8) print them."""

import json
from typing import Any

import pytest

from gates.facts import Fact
from gates.forwarding import Closure, closures, of_docker_user, of_nftables

BOTH = frozenset({4, 6})


def match(left: dict[str, Any], right: object, op: str = "==") -> dict[str, Any]:
    return {"match": {"op": op, "left": left, "right": right}}


ANSWERS = match({"ct": {"key": "state"}}, ["established", "related"], "in")
FROM_DOCKER = match({"meta": {"key": "iifname"}}, "docker0")
FROM_BRIDGES = match({"meta": {"key": "iifname"}}, "br-*")
TCP = match({"meta": {"key": "l4proto"}}, "tcp")
FROM_OFFICE = match({"payload": {"protocol": "ip", "field": "saddr"}}, "198.51.100.7")
ACCEPT = {"accept": None}


def port(right: object, op: str = "==") -> dict[str, Any]:
    return match({"ct": {"key": "proto-dst", "dir": "original"}}, right, op)


WEB = port({"set": [80, 443]})
# what host/ansible/roles/firewall puts in place
OURS = [[ANSWERS, ACCEPT], [FROM_DOCKER, ACCEPT], [FROM_BRIDGES, ACCEPT], [TCP, WEB, ACCEPT], [{"counter": {}}]]


def ruleset(rules: list[list[dict[str, Any]]], **chain: str) -> str:
    place = {"family": "inet", "table": "published-ports"}
    of_chain = {"name": "forward", "hook": "forward", "policy": "drop", **place, **chain}
    entries = [{"rule": {**place, **chain, "chain": "forward", "expr": expressions}} for expressions in rules]
    return json.dumps({"nftables": [{"metainfo": {}}, {"chain": of_chain}, *entries]})


def test_finds_that_the_playbooks_rules_close_all_but_the_web() -> None:
    (closure,) = of_nftables(ruleset(OURS))
    assert closure == Closure(BOTH, frozenset({80, 443}))
    assert closure.closes(5432, 4)
    assert closure.closes(5432, 6)
    assert not closure.closes(443, 4)


def test_a_table_of_one_family_closes_nothing_for_the_other() -> None:
    (closure,) = of_nftables(ruleset(OURS, family="ip"))
    assert closure.closes(5432, 4)
    assert not closure.closes(5432, 6)


@pytest.mark.parametrize("chain", [{"policy": "accept"}, {"hook": "input"}])
def test_a_chain_that_lets_all_through_or_sees_nothing_closes_nothing(chain: dict[str, str]) -> None:
    assert of_nftables(ruleset(OURS, **chain)) == []


@pytest.mark.parametrize(
    ("rule", "opened"),
    [
        ([port(5432), ACCEPT], {5432}),
        ([port({"range": [5432, 5434]}), ACCEPT], {5432, 5433, 5434}),
        ([port({"set": [5432, {"range": [8000, 8001]}]}), FROM_OFFICE, ACCEPT], {5432, 8000, 8001}),
        ([port(5432), {"drop": None}], set()),
    ],
)
def test_knows_the_ports_that_a_rule_opens(rule: list[dict[str, Any]], opened: set[int]) -> None:
    assert of_nftables(ruleset([*OURS, rule])) == [Closure(BOTH, frozenset({80, 443} | opened))]


@pytest.mark.parametrize(
    "rule",
    [
        [FROM_OFFICE, ACCEPT],
        [ACCEPT],
        [port(80, "!="), ACCEPT],
        [match({"meta": {"key": "iifname"}}, "eth0"), ACCEPT],
        [match({"ct": {"key": "state"}}, ["new", "established"], "in"), ACCEPT],
        [{"jump": {"target": "DOCKER"}}],
        [{"xt": None}],
    ],
)
def test_a_chain_with_a_rule_that_may_open_anything_closes_nothing(rule: list[dict[str, Any]]) -> None:
    assert of_nftables(ruleset([*OURS, rule])) == []


def test_finds_nothing_where_there_are_no_rules() -> None:
    assert of_nftables("") == []
    assert closures(Fact(), Fact(), Fact()) == []


DOCKER_USER = """-N DOCKER-USER
-A DOCKER-USER -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN
-A DOCKER-USER -i br-0123456789ab -j RETURN
-A DOCKER-USER -p tcp -m conntrack --ctorigdstport 443 --ctdir ORIGINAL -j RETURN
-A DOCKER-USER -j DROP
-A DOCKER-USER -j RETURN
"""


def test_reads_dockers_chain_for_users() -> None:
    assert of_docker_user(DOCKER_USER, 4) == Closure(frozenset({4}), frozenset({443}))
    assert closures(Fact(), Fact(DOCKER_USER), Fact()) == [Closure(frozenset({4}), frozenset({443}))]


@pytest.mark.parametrize(
    "rules",
    [
        "-N DOCKER-USER\n-A DOCKER-USER -j RETURN\n",
        "-A DOCKER-USER -s 203.0.113.0/24 -j DROP\n-A DOCKER-USER -j RETURN\n",
        # eth0 may be the way to the world
        "-A DOCKER-USER -i eth1 -j DROP\n-A DOCKER-USER -j RETURN\n",
        "-A DOCKER-USER ! -i eth0 -j DROP\n-A DOCKER-USER -j RETURN\n",
        "-A DOCKER-USER -j ufw-user-forward\n-A DOCKER-USER -j DROP\n",
        "-A DOCKER-USER -s 10.0.0.0/8 -j RETURN\n-A DOCKER-USER -j DROP\n",
        "",
    ],
)
def test_a_chain_that_may_let_strangers_through_closes_nothing(rules: str) -> None:
    assert of_docker_user(rules, 4) is None


def test_a_drop_of_some_addresses_opens_nothing() -> None:
    rules = "-A DOCKER-USER -s 203.0.113.0/24 -j DROP\n-A DOCKER-USER ! -i docker0 -j DROP\n"
    assert of_docker_user(rules, 6) == Closure(frozenset({6}), frozenset())
