"""A reader of the cluster is what compose.yaml makes of `ocr`, in the words that Swarm knows; the edge is as it was."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
STACK_TEXT = (ROOT / "cluster/stack.yaml").read_text()
STACK: dict[str, Any] = yaml.safe_load(STACK_TEXT)


class Loader(yaml.SafeLoader):
    """Knows a tag of Compose's."""


def in_place(loader: yaml.SafeLoader, node: yaml.Node) -> list[Any]:
    assert isinstance(node, yaml.SequenceNode)
    return loader.construct_sequence(node)


Loader.add_constructor("!override", in_place)
OVERRIDE: dict[str, Any] = yaml.load((ROOT / "compose.cluster.yaml").read_text(), Loader)  # noqa: S506 - a safe one
OCR, READER = COMPOSE["services"]["ocr"], STACK["services"]["reader"]
# keys are on the edge alone
OF_THE_EDGE = {"OCR_API_KEYS", "OCR_KEY_LIMITS"}


def test_runs_with_the_same_rights() -> None:
    for right in ("user", "init", "read_only", "cap_drop", "logging", "stop_grace_period"):
        assert READER[right] == OCR[right], right


def test_has_the_same_limits() -> None:
    limits = READER["deploy"]["resources"]["limits"]
    assert limits["memory"] == OCR["mem_limit"]
    assert limits["cpus"] == OCR["cpus"]
    assert limits["pids"] == OCR["pids_limit"]


def test_has_as_much_room_for_uploads() -> None:
    (place,) = OCR["tmpfs"]
    target, size = re.fullmatch(r"(\S+):size=(\d+)m,.*", place).groups()  # type: ignore[union-attr]
    (volume,) = READER["volumes"]
    assert (volume["type"], volume["target"], volume["tmpfs"]["size"]) == ("tmpfs", target, int(size) << 20)


def test_gets_every_setting_but_the_keys() -> None:
    given = {name for name in READER["environment"] if name != "OCR_STATE_DIR"}
    assert given == set(OCR["environment"]) - OF_THE_EDGE
    # each from .env, and unset where that says nothing
    assert {READER["environment"][name] for name in given} == {f"${{{name}:-}}" for name in given}


def test_is_healthy_by_the_same_question() -> None:
    assert READER["healthcheck"]["test"] == OCR["healthcheck"]["test"]
    assert READER["healthcheck"]["start_period"] == OCR["healthcheck"]["start_period"]


def test_publishes_nothing_and_is_in_the_readers_network_alone() -> None:
    assert "ports" not in READER
    assert list(READER["networks"]) == ["readers"]


def test_all_files_name_one_network() -> None:
    names = {
        STACK["networks"]["readers"]["name"],
        OVERRIDE["networks"]["readers"]["name"],
        *re.findall(r"^NETWORK=(\S+)", (ROOT / "host/lib/swarm.sh").read_text(), re.MULTILINE),
    }
    assert names == {"receipt-ocr-readers"}


def mounts(service: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Return size in megabytes and options of each tmpfs."""
    parts = (re.fullmatch(r"(\S+):size=(\d+)m,(.*)", place) for place in service["tmpfs"])
    return {part[1]: (int(part[2]), part[3]) for part in parts if part}


def test_nginx_has_more_room_for_uploads_and_the_memory_for_it() -> None:
    alone, edge = COMPOSE["services"]["nginx"], OVERRIDE["services"]["nginx"]
    before, after = mounts(alone), mounts(edge)
    more = after["/var/cache/nginx"][0] - before["/var/cache/nginx"][0]
    assert {target: options for target, (_, options) in after.items()} == {
        target: options for target, (_, options) in before.items()
    }
    assert after["/run/nginx"] == before["/run/nginx"]
    assert int(edge["mem_limit"].rstrip("m")) - int(alone["mem_limit"].rstrip("m")) == more


def test_nginx_that_runs_gets_the_kernels_settings_of_one_that_is_made_again() -> None:
    written = re.findall(r"(net\.\S+)=(\d+)", (ROOT / "host/bin/cluster/init.sh").read_text())
    assert {name: int(value) for name, value in written} == OVERRIDE["services"]["nginx"]["sysctls"]


def test_a_reader_is_given_as_long_to_finish_as_the_scripts_wait() -> None:
    (seconds,) = re.findall(r"^STOP_SECONDS=(\d+)", (ROOT / "host/lib/swarm.sh").read_text(), re.MULTILINE)
    assert int(READER["stop_grace_period"].rstrip("s")) < int(seconds)


def test_no_setting_of_the_single_machine_names_the_cluster() -> None:
    compose = (ROOT / "compose.yaml").read_text()
    assert not re.search(r"swarm|readers|cluster|REPLICAS", compose)
