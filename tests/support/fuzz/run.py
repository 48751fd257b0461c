"""Sending of many hostile files and requests to one service, by several clients at once."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from tests.support.fuzz.answers import Result, send_file, send_request
from tests.support.fuzz.files import hostile_file
from tests.support.fuzz.report import Report
from tests.support.fuzz.requests import hostile_request
from tests.support.fuzz.target import Target

CLIENTS = 4
PARTS = 10


def fuzz(target: Target, *, seed: int, files: Iterable[int], requests: Iterable[int]) -> Report:
    """Send the files and requests of these numbers."""
    report = Report()
    before = target.workers()
    _send_files(target, report, seed, list(files))
    read = target.requests_read()
    report.results["to nginx"] = _at_once(
        lambda number: send_request(target.https_port, hostile_request(seed, number), tls=True),
        numbers := list(requests),
    )
    # what the OCR service got under an id that nginx does not know came past nginx, within another request
    hidden = target.requests_read() - read - target.requests_passed_on()
    report.results["to the OCR service"] = _at_once(
        lambda number: send_request(target.ocr_port, hostile_request(seed, number), tls=False), numbers
    )
    report.troubles += [f"smuggled past nginx: {each}" for each in sorted(hidden)]
    report.troubles += [f"log of the OCR service: {line}" for line in target.troubles()]
    after = target.workers()
    if after != before:
        report.troubles.append(f"workers {before} became {after}")
    _, report.peak_bytes = target.memory()
    return report


def _send_files(target: Target, report: Report, seed: int, numbers: list[int]) -> None:
    """Send files in parts, and look at the memory after each."""
    results = report.results["files"] = []
    report.held_bytes.append(target.memory()[0])
    size = max(1, -(-len(numbers) // PARTS))
    for start in range(0, len(numbers), size):
        results += _at_once(
            lambda number: send_file(target.ocr_port, hostile_file(seed, number)), numbers[start : start + size]
        )
        report.held_bytes.append(target.memory()[0])


def _at_once(send: Callable[[int], Result], numbers: list[int]) -> list[Result]:
    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(send, numbers))
