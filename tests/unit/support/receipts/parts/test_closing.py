from collections.abc import Callable, Iterable

import pytest

from tests.support.receipts import parties
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark
from tests.support.receipts.parts import closing
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]
Printed = Callable[[Iterable[Mark]], list[str]]
Stated = Callable[[Iterable[Mark]], dict[str, Value]]


def test_the_buyers_block_is_blank_or_names_the_buyer_and_states_nothing(
    make_job: MakeJob, printed: Printed, stated: Stated
) -> None:
    job = make_job()
    buyer = parties.philippine_buyer(job.rng)
    assert buyer.name in " ".join(printed(closing.buyer(job, buyer)))
    assert "____" in " ".join(printed(closing.buyer(job, None)))
    assert stated(closing.buyer(job, buyer)) == {}


def test_a_seniors_number_is_not_the_receipts(make_job: MakeJob, stated: Stated) -> None:
    assert stated(closing.senior(make_job())) == {}


@pytest.mark.parametrize("document", ["official_receipt", "invoice"])
def test_what_it_serves_as_states_the_document(document: str, make_job: MakeJob, stated: Stated) -> None:
    assert stated(closing.serves_as(make_job(), document)) == {"document_type": document}
