"""The first round, which waits for the others to get well, and forgets no event meanwhile."""

import time
from collections.abc import Iterator

import pytest

from healthcheck.__main__ import first_round
from healthcheck.result import CheckResult
from healthcheck.rounds import Rounds
from healthcheck.settings import Settings


@pytest.mark.parametrize(("name", "ok"), [("crashes", False), ("bans", False), ("ocr_ready", True)])
def test_keeps_what_happened_and_waits_for_what_is_not_well_yet(
    monkeypatch: pytest.MonkeyPatch, name: str, ok: bool
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    results: Iterator[CheckResult] = iter(
        [CheckResult(ok=False, figure="first"), CheckResult(ok=True, figure="second")]
    )

    assert first_round(Rounds({name: lambda _: next(results)}, Settings())) == {
        name: CheckResult(ok=ok, figure="second" if ok else "first")
    }


def test_waits_for_what_was_well_before_the_start_and_not_for_what_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    ill, well = CheckResult(ok=False, figure="ill"), CheckResult(ok=True, figure="well")
    starting = iter([ill, well])
    rounds = Rounds({"memory": lambda _: ill, "ocr_ready": lambda _: next(starting)}, Settings())

    assert first_round(rounds, known={"memory"}) == {"memory": ill, "ocr_ready": well}
    assert len(slept) == 1
