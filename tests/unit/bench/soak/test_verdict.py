"""What a run is judged by."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bench.soak.journal import Fault, Lines, Request, Usage
from bench.soak.verdict import growths, parts, rests, troubles, window
from tests.unit.bench.soak.events import RECEIPTS, run


def test_a_run_in_which_nothing_grows_ends_well() -> None:
    assert troubles(run()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            lambda second, usage: replace(usage, memory=usage.memory + 10_000 * second),
            [
                "ocr: memory grew from 101,750,000 to 109,250,000 (+7.4 %)",
                "ocr: memory at rest grew from 101,000,000 to 109,500,000 (+8.4 %)",
            ],
            id="memory",
        ),
        pytest.param(
            lambda second, usage: replace(usage, descriptors=usage.descriptors + second // 100),
            ["ocr: descriptors grew from 41 to 49 (+19.5 %)"],
            id="descriptors",
        ),
        pytest.param(
            lambda second, usage: replace(usage, threads=usage.threads + 3 * (second > 500)),
            ["ocr: threads grew from 20 to 23 (+15.0 %)"],
            id="threads",
        ),
        pytest.param(
            lambda second, usage: replace(usage, data=usage.data + 5_000 * second),
            ["ocr: data grew from 925,000 to 4,675,000 (+405.4 %)"],
            id="data",
        ),
        pytest.param(
            lambda second, usage: replace(usage, logs=usage.logs + 1000 * max(0, second - 500)),
            ["ocr: logs a receipt grew from 299 to 1,300 (+334.2 %)"],
            id="logs that say more of each receipt",
        ),
        pytest.param(
            lambda second, usage: replace(usage, peak=usage.peak + 250_000_001 * (second == 3)),
            ["ocr held 450 MB, and may hold 450 MB"],
            id="peak",
        ),
        pytest.param(
            lambda second, usage: replace(usage, oom_kills=second // 600),
            ["ocr: 1 processes were killed for want of memory"],
            id="killed",
        ),
        pytest.param(
            lambda second, usage: replace(usage, largest=7 + (second > 600)),
            ["ocr: the process that reads was replaced 1 times"],
            id="worker replaced",
        ),
    ],
)
def test_names_what_grew(change: Callable[[int, Usage], Usage], said: list[str]) -> None:
    assert troubles(run(change)) == said


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda second, usage: replace(usage, memory=usage.memory + 5_000 * second), id="by 4 %"),
        pytest.param(
            lambda second, usage: replace(usage, memory=2_000_000 + 2_000 * second), id="by less than it swings anyway"
        ),
        pytest.param(
            lambda second, usage: replace(usage, memory=usage.memory + 300_000_000 * (second % 10 == 0)),
            id="now and then",
        ),
        pytest.param(
            lambda second, usage: replace(usage, memory=usage.memory + 1_000_000 * min(second, 100)),
            id="before it is warm",
        ),
        pytest.param(lambda second, usage: replace(usage, threads=usage.threads + second // 600), id="by one thread"),
        pytest.param(
            lambda second, usage: replace(usage, memory=usage.memory + 9_000_000 * (second in range(992, 999))),
            id="by a probe while all rest",
        ),
        # Docker has removed the oldest of its files
        pytest.param(
            lambda second, usage: replace(usage, logs=usage.logs - 100_000 * (second > 400)), id="logs rotated"
        ),
    ],
)
def test_what_settles_swings_or_is_rotated_has_not_grown(change: Callable[[int, Usage], Usage]) -> None:
    assert troubles(run(change)) == []


def test_a_run_too_short_to_tell_says_so_unless_growth_is_not_judged() -> None:
    events = run()
    events.requests = events.requests[:50]
    events.samples = []
    events.begin = replace(events.begin, receipts=50)
    assert troubles(events) == ["too short to tell what grew"]

    events.begin = replace(events.begin, judges_growth=False)
    assert troubles(events) == []


def test_counts_what_was_wrong_with_answers() -> None:
    events = run()
    events.requests += [Request(5, "slow", 503, 1, "missing: 503 for a.jpg")] * 2
    events.faults = [Fault(7, "containers could not be looked at")]
    assert troubles(events) == ["2 x slow: missing: 503 for a.jpg", "1 x containers could not be looked at"]


def test_misses_receipts_that_were_not_sent_unless_the_time_was_limited() -> None:
    events = run()
    events.begin = replace(events.begin, receipts=RECEIPTS + 1)
    assert troubles(events) == ["1000 of 1001 receipts were sent"]

    events.begin = replace(events.begin, seconds=90)
    assert troubles(events) == []


def test_knows_that_a_run_was_cut_off() -> None:
    events = run()
    events.end = None
    assert troubles(events) == [
        "the run did not come to its end: nothing is known of restarts, bans and lines of the log"
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (Lines(10, 10, 0, 2), []),
        (Lines(10, 9, 0, 0), ["honest-1: 10 requests, 9 lines in the log"]),
        (Lines(10, 11, 0, 1), ["honest-1: 10 requests, 11 lines in the log"]),
        (Lines(10, 10, 1, 1), ["honest-1: 1 answers without a line of their own in the log"]),
    ],
)
def test_has_a_line_of_the_log_for_each_request(lines: Lines, said: list[str]) -> None:
    events = run()
    assert events.end
    events.end = replace(events.end, lines={"honest-1": lines})
    assert troubles(events) == said


def test_who_was_cut_off_may_have_sent_one_that_did_not_arrive() -> None:
    events = run()
    assert events.end
    events.end = replace(events.end, lines={"banned": Lines(10, 9, 0, 0)})
    assert troubles(events) == []
    events.end = replace(events.end, lines={"banned": Lines(10, 8, 0, 0)})
    assert troubles(events) == ["banned: 10 requests, 8 lines in the log"]


def test_names_who_was_banned_and_should_not_be_and_what_was_started_again() -> None:
    events = run()
    assert events.end
    events.end = replace(events.end, banned=["honest-1"], restarts={"nginx": 2}, stopped="SIGTERM")
    assert troubles(events) == [
        "stopped: SIGTERM",
        "nginx was started again, 2 times",
        "banned: honest-1; should be: banned",
    ]


def test_parts_have_as_many_receipts_each_and_begin_with_the_first_request() -> None:
    assert parts(run(), 4) == [(0.5, 250), (250, 500), (500, 750), (750, 1000)]
    assert parts(run(), RECEIPTS + 1) == []


def test_looks_at_ten_parts_from_the_tenth_on_and_at_the_last_without_the_rests() -> None:
    early, late = window(run(), (0.1, 0.2)), window(run(), (0.9, 1.0))
    assert [early[0].at, early[-1].at] == [150, 200]
    assert [late[0].at, late[-1].at] == [900, 1000]
    assert not any(sample.resting for sample in early + late)


def test_finds_each_rest_but_one_that_was_cut_off() -> None:
    events = run()
    assert [[rest[0].at, rest[-1].at] for rest in rests(events)] == [[100, 149], [950, 999]]
    events.samples = events.samples[:980]
    assert [[rest[0].at, rest[-1].at] for rest in rests(events)] == [[100, 149]]


def test_has_a_growth_of_each_figure_of_each_container() -> None:
    found = {(growth.service, growth.figure) for growth in growths(run())}
    assert len(found) == 5 * 6
