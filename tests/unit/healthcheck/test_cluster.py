"""A question to many readers: a few at a time, and no longer than their name server needs to forget one that is gone."""

import threading
import time
from dataclasses import replace

from healthcheck.cluster import addresses, ask_each
from healthcheck.settings import Settings
from tests.unit.healthcheck.conftest import READERS, Service

SERVICES = [f"172.28.0.{number}:8100" for number in range(2, 22)]


def test_finds_every_address_of_the_name(others: list[Service]) -> None:
    port = others[0].address.rpartition(":")[2]
    assert addresses(replace(Settings(), readers=f"{READERS}:{port}")) == [f"127.0.0.{last}:{port}" for last in (2, 3)]
    others.clear()
    assert addresses(replace(Settings(), readers=f"{READERS}:{port}")) == []


def test_asks_all_in_order_and_no_more_than_eight_at_once() -> None:
    lock, running, most = threading.Lock(), 0, 0

    def question(settings: Settings) -> str:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return settings.ocr

    assert ask_each(question, SERVICES, Settings()) == SERVICES
    assert 1 < most <= 8


def test_waits_for_none_longer_than_for_what_is_near() -> None:
    def patience(settings: Settings) -> int:
        return settings.timeout_seconds

    assert ask_each(patience, SERVICES[:1], Settings(timeout_seconds=10)) == [3]
    assert ask_each(patience, SERVICES[:1], Settings(timeout_seconds=1)) == [1]
