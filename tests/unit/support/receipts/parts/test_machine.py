from collections.abc import Callable, Iterable

import pytest

from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark
from tests.support.receipts.parts import machine
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]
Stated = Callable[[Iterable[Mark]], dict[str, Value]]
SEEDS = range(25)
every_seed = pytest.mark.parametrize("seed", SEEDS)


@every_seed
def test_the_supplier_is_not_taken_for_the_seller(seed: int, make_job: MakeJob, stated: Stated) -> None:
    job = make_job(seed)
    till = machine.install(job)
    assert stated(machine.supplier(job, till)) == {"bir.accreditation": till.accreditation}


@every_seed
def test_permits_and_accreditations_are_older_than_the_sale(seed: int, make_job: MakeJob) -> None:
    job = make_job(seed)
    till = machine.install(job)
    assert till.accreditation_issued < till.permit_issued < job.moment.date()
