from collections.abc import Callable, Iterable

from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark
from tests.support.receipts.parts import particulars
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]
Stated = Callable[[Iterable[Mark]], dict[str, Value]]
SEEDS = range(25)


def test_number_date_and_time_are_printed_in_every_arrangement(make_job: MakeJob, stated: Stated) -> None:
    for seed in SEEDS:
        job = make_job(seed)
        facts = stated(particulars.particulars(job, "number.invoice", "000123"))
        assert (facts["receipt_number"], facts["date"]) == ("000123", "2025-08-17"), seed
        assert facts["time"] in {"14:32:00", "14:32:05"}, seed


def test_a_service_invoice_is_an_invoice(make_job: MakeJob, stated: Stated) -> None:
    assert stated(particulars.title(make_job(), "service_invoice")) == {"document_type": "invoice"}
