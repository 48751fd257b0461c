from collections.abc import Callable, Iterable

from tests.support.receipts import parties
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark
from tests.support.receipts.parts import heading
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]
Stated = Callable[[Iterable[Mark]], dict[str, Value]]
SEEDS = range(25)


def test_the_heading_states_who_sells_where_and_under_which_tin(make_job: MakeJob, stated: Stated) -> None:
    for seed in SEEDS:
        job = make_job(seed)
        seller = parties.philippine_seller(job.rng, "grocery")
        facts = stated(heading.heading(job, seller, vat=True))
        assert str(facts["merchant"]).upper() == seller.heading.upper(), seed
        assert facts["address"] == heading.address(seller), seed
        assert (facts["bir.tin"], facts["bir.branch_code"]) == (seller.tin.dashed, seller.tin.branch), seed
