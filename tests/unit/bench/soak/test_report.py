"""The report of a run."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from bench.soak import report
from bench.soak.journal import Lines, Request
from tests.unit.bench.soak.events import run

SVG = "{http://www.w3.org/2000/svg}"


def test_says_how_it_ended() -> None:
    assert report.text(run()).startswith("1,000 receipts in 17 minutes, a machine, 2 cores. It ended well.\n")


def test_lists_what_was_not_as_it_should_be() -> None:
    events = run(lambda second, usage: replace(usage, peak=600_000_000))
    assert "It did not end well:\n\n- ocr held 600 MB, and may hold 450 MB\n" in report.text(events)


def test_counts_the_answers_of_honest_clients_together_and_those_that_never_came_last() -> None:
    events = run()
    events.requests += [
        Request(9, "honest-2", 503, 0.1),
        Request(9, "leaving", 0, 0.5),
        Request(9, "leaving", 200, 0.5),
    ]
    assert events.end
    events.end = replace(
        events.end,
        lines={"honest-1": Lines(1000, 1000, 0, 0), "honest-2": Lines(1, 1, 0, 0), "leaving": Lines(2, 2, 0, 1)},
    )
    written = report.text(events)
    assert "| honest | 1,001 | 1,000 x 200, 1 x 503 | 1,001 |" in written
    assert "| leaving | 2 | 1 x 200, 1 x none | 2 |" in written


def test_has_a_row_for_each_tenth_and_for_each_container() -> None:
    written = report.text(run(lambda second, usage: replace(usage, memory=usage.memory + 10_000 * second)))
    assert "| 10 | 1.00 | 0.50 s | 0.50 s | 0.50 s |" in written
    assert "| ocr | 101.8 MB → 109.2 MB (+7.4 %) | 101.0 MB → 109.5 MB (+8.4 %) | 40 → 40 (+0.0 %) |" in written


def test_the_picture_shows_each_container_and_leaves_no_peak_out() -> None:
    events = run(lambda second, usage: replace(usage, memory=900_000_000) if second == 501 else usage)
    picture = ET.fromstring(report.picture(events))  # noqa: S314 - our own
    # three of latency, and one a container in each of four panels
    assert len(picture.findall(f"{SVG}polyline")) == 3 + 4 * 5
    assert "900" in [text.text for text in picture.findall(f"{SVG}text")]


def test_a_run_of_which_nothing_is_known_has_a_picture_too() -> None:
    events = run()
    events.requests, events.samples = [], []
    ET.fromstring(report.picture(events))  # noqa: S314 - our own
    assert "0 receipts" in report.text(events)
