"""A short endurance run: mixed clients on the whole appliance, judged as `make soak` is but for what grows.

In a few minutes memory, descriptors and logs have not settled, so growth is not judged here.
"""

import pytest

from bench.soak import report
from bench.soak.clients import KINDS, Run
from bench.soak.journal import Begin, Events, Journal, read
from bench.soak.pool import files
from bench.soak.run import soak
from bench.soak.verdict import troubles
from tests.support.hosts import namespace

pytestmark = pytest.mark.skipif(namespace.why_not() is not None, reason=str(namespace.why_not()))

RECEIPTS = 150
# fewer where so much time has gone: other tests share the machine
SECONDS = 60
FILES = 20


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Events:
    path = tmp_path_factory.mktemp("soak") / "samples.jsonl"
    drawn = files(FILES)
    with Journal(path) as journal:
        journal.write(Begin(RECEIPTS, "this machine", SECONDS, judges_growth=False))
        soak(Run(drawn, RECEIPTS, journal), rest=False, seconds=SECONDS)
    return read(path)


def test_nobody_misses_an_answer_or_gets_a_wrong_one_and_nothing_is_started_again(events: Events) -> None:
    # pytest shows it with a failure
    print(report.text(events))  # noqa: T201
    assert troubles(events) == []


def test_every_kind_of_client_was_there_and_files_came_more_than_once(events: Events) -> None:
    assert {request.client for request in events.requests} == set(KINDS)
    assert sum(request.receipt for request in events.requests) > FILES
