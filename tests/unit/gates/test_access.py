"""Who may have receipts read, in one line."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gates.access import OPEN, Access, access
from healthcheck.settings import Settings
from tests.support.gates import CONTAINER
from tests.unit.healthcheck.conftest import service  # noqa: F401 - a fixture


def key(name: str, today: int, limit: int | None = None) -> dict[str, object]:
    return {"name": name, "made": None, "last_used": None, "today": today, "limit": limit}


@pytest.fixture
def told(service: Any) -> Callable[..., Any]:  # noqa: F811 - the fixture
    def tell(networks: str, *keys: dict[str, object], required: bool = True) -> Any:
        service.answers = {"/keys": (200, json.dumps({"required": required, "keys": keys}).encode())}
        nginx = replace(CONTAINER, environment={"SITE_ALLOW": networks})
        return access(replace(Settings(), ocr=service.address), {"nginx": nginx})

    return tell


def test_says_that_the_service_is_open_to_the_world(told: Callable[..., Any]) -> None:
    found = told("", required=False)
    assert (found.open, found.text) == (True, OPEN)


@pytest.mark.parametrize(
    ("networks", "keys", "required", "text"),
    [
        ("192.0.2.0/24, 2001:db8::/32", (), False, "from 2 networks, without a key"),
        (
            "",
            (key("odoo", 12, 2000), key("scanner", 3)),
            True,
            "from anywhere, with a key: today odoo 12 of 2000, scanner 3",
        ),
        ("192.0.2.7", (key("odoo", 0),), True, "from 1 network, with a key: today odoo 0"),
        ("", (), True, "from anywhere, with a key: none is left, so nobody may (make key NAME=odoo)"),
    ],
)
def test_names_networks_and_the_use_of_keys(
    told: Callable[..., Any], networks: str, keys: tuple[Any, ...], required: bool, text: str
) -> None:
    found = told(networks, *keys, required=required)
    assert (found.open, found.text) == (False, text)


def test_names_the_keys_that_are_used_most_and_counts_the_rest(told: Callable[..., Any]) -> None:
    found = told("", *(key(f"key-{number}", number) for number in range(5)))
    assert found.text.endswith("today key-4 4, key-3 3, key-2 2 and 2 more (make keys)")


def test_tells_limits_without_a_key(service: Any) -> None:  # noqa: F811 - the fixture
    told = {"required": False, "keys": [], "unused_limits": ["scaner"]}
    service.answers = {"/keys": (200, json.dumps(told).encode())}
    assert access(replace(Settings(), ocr=service.address), {}) == Access(True, OPEN, ("scaner",))


def test_does_not_know_what_an_absent_service_asks_for() -> None:
    found = access(replace(Settings(), ocr="127.0.0.1:1"), {})
    assert found.open is None
    assert found.text.startswith("from anywhere; keys unknown (")
