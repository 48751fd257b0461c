"""A reader of the cluster is what compose.yaml makes of `ocr`, in the words that Swarm knows."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
STACK_TEXT = (ROOT / "cluster/stack.yaml").read_text()
STACK: dict[str, Any] = yaml.safe_load(STACK_TEXT)
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
    override = yaml.compose((ROOT / "compose.cluster.yaml").read_text())
    assert override is not None
    names = {
        STACK["networks"]["readers"]["name"],
        *re.findall(r"name: (receipt-ocr-\w+)", (ROOT / "compose.cluster.yaml").read_text()),
        *re.findall(r"^NETWORK=(\S+)", (ROOT / "host/cluster/swarm.sh").read_text(), re.MULTILINE),
    }
    assert names == {"receipt-ocr-readers"}


def test_no_setting_of_the_single_machine_names_the_cluster() -> None:
    compose = (ROOT / "compose.yaml").read_text()
    assert not re.search(r"swarm|readers|cluster|REPLICAS", compose)
