from collections.abc import Callable, Iterable

import pytest

from tests.support.receipts import parties
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark
from tests.support.receipts.parts import heading
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]
Stated = Callable[[Iterable[Mark]], dict[str, Value]]
SEEDS = range(25)
every_seed = pytest.mark.parametrize("seed", SEEDS)


@every_seed
def test_the_heading_states_who_sells_where_and_under_which_tin(seed: int, make_job: MakeJob, stated: Stated) -> None:
    job = make_job(seed)
    seller = parties.philippine_seller(job.rng, "grocery")
    facts = stated(heading.heading(job, seller, vat=True))
    assert str(facts["merchant"]).upper() == seller.heading.upper()
    assert facts["address"] == heading.address(seller)
    assert (facts["bir.tin"], facts["bir.branch_code"]) == (seller.tin.dashed, seller.tin.branch)
