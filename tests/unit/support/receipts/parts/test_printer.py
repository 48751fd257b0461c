from collections.abc import Callable, Iterable

from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark
from tests.support.receipts.parts import printer
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]
Stated = Callable[[Iterable[Mark]], dict[str, Value]]
SEEDS = range(25)


def test_the_printers_block_states_authority_and_accreditation_only(make_job: MakeJob, stated: Stated) -> None:
    for seed in SEEDS:
        assert set(stated(printer.printer_block(make_job(seed)))) == {"bir.atp", "bir.accreditation"}, seed
