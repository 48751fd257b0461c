import datetime
import functools
import random
from collections.abc import Callable, Iterable

import pytest

from tests.support.receipts import Truth, truth_of
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark, Row
from tests.support.receipts.parties import Country
from tests.support.receipts.phrasing import Phrasing
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]


@pytest.fixture
def make_job() -> MakeJob:
    def make(seed: int = 1, *, country: Country = "PH", columns: int = 42, year: int = 2025) -> Job:
        say = Phrasing(country, "common", random.Random(seed))
        moment = datetime.datetime.combine(datetime.date(year, 8, 17), datetime.time(14, 32, 5))
        return Job(random.Random(seed), say, columns, country, moment)

    return make


@pytest.fixture
def printed() -> Callable[[Iterable[Mark]], list[str]]:
    """Return the text of each row, its cells separated by a bar."""
    return lambda marks: [" | ".join(cell.text for cell in mark.cells) for mark in marks if isinstance(mark, Row)]


@pytest.fixture
def stated() -> Callable[[Iterable[Mark]], dict[str, Value]]:
    """Return what the rows state, by path."""

    def facts(marks: Iterable[Mark]) -> dict[str, Value]:
        rows = (mark for mark in marks if isinstance(mark, Row))
        return {path: value for row in rows for cell in row.cells for path, value in cell.facts.items()}

    return facts


@pytest.fixture(scope="session")
def truth() -> Callable[..., Truth]:
    """Return what a receipt of a layout says, by seed and group of wordings; not the one that is drawn from this seed."""
    return functools.cache(lambda layout, seed, group="common": truth_of(layout, seed, wordings=group))
