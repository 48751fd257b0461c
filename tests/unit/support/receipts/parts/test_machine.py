from collections.abc import Callable, Iterable

from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark
from tests.support.receipts.parts import machine
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]
Stated = Callable[[Iterable[Mark]], dict[str, Value]]
SEEDS = range(25)


def test_the_supplier_is_not_taken_for_the_seller(make_job: MakeJob, stated: Stated) -> None:
    for seed in SEEDS:
        job = make_job(seed)
        till = machine.install(job)
        assert stated(machine.supplier(job, till)) == {"bir.accreditation": till.accreditation}, seed


def test_permits_and_accreditations_are_older_than_the_sale(make_job: MakeJob) -> None:
    for seed in SEEDS:
        job = make_job(seed)
        till = machine.install(job)
        assert till.accreditation_issued < till.permit_issued < job.moment.date(), seed
