"""The receipt of a registered Philippine cash register: the order of the blocks that shops have in common."""

import datetime
from collections.abc import Iterable, Iterator

from tests.support.receipts import identifiers, parties
from tests.support.receipts.bill import Bill
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Gap, Mark, Rule
from tests.support.receipts.parties import Party
from tests.support.receipts.parts import amounts, closing, goods, heading, machine, particulars

_INVOICES_REPLACE_RECEIPTS = datetime.date(2024, 4, 27)
"""RR 7-2024: from here on a service too is proven by an invoice, before by an official receipt."""


def branch_digits(job: Job) -> int:
    """Return the digits of branch codes, which grew from three to five over the years; old prints are still about."""
    return job.rng.choice((3, 4, 5, 5) if job.moment.year < 2024 else (3, 5, 5, 5))


def service_document(job: Job) -> str:
    return "official_receipt" if job.moment.date() < _INVOICES_REPLACE_RECEIPTS else "service_invoice"


def register_receipt(
    job: Job,
    seller: Party,
    bill: Bill,
    *,
    vat: bool = True,
    document: str = "invoice",
    marks: bool = False,
    barcodes: bool = False,
    before_goods: Iterable[Mark] = (),
    after_payment: Iterable[Mark] = (),
    cash: float = 0.65,
) -> Iterator[Mark]:
    """Print a sale. The permit stands at the top or at the bottom, the tax classes before or after the payment."""
    till = machine.install(job)
    permit_on_top = job.chance(0.3)
    yield from heading.heading(job, seller, vat=vat, machine=till)
    if permit_on_top:
        yield from machine.permit(job, till)
    yield from particulars.title(job, document)
    number_kind = "official_receipt" if document == "official_receipt" else "invoice"
    yield from particulars.particulars(job, f"number.{number_kind}", _number(job))
    yield Rule(job.rng.choice("-="))
    yield from before_goods
    yield from goods.goods(job, bill.items, marks=marks, barcodes=barcodes)
    yield from amounts.totals(job, bill)
    yield from _paid(job, bill, vat=vat, cash=cash)
    yield from after_payment
    yield from _foot(job, till, document, vat=vat, permit=not permit_on_top)


def _number(job: Job) -> str:
    plain = identifiers.serial(job.sale, job.rng.choice((6, 7, 8, 10)))
    return job.rng.choice((plain, plain, plain, f"{job.rng.randint(1, 40):03}-{plain}"))


def _paid(job: Job, bill: Bill, *, vat: bool, cash: float) -> Iterator[Mark]:
    blocks = [amounts.payment(job, bill.total, cash=cash)]
    if vat:
        blocks.insert(job.rng.choice((0, 1, 1)), amounts.vat_block(job, bill.taxes))
    for block in blocks:
        yield from block
    if job.chance(0.15):
        yield amounts.amount(job, "total_repeated", bill.total, "total_amount")


def _foot(job: Job, till: machine.Machine, document: str, *, vat: bool, permit: bool) -> Iterator[Mark]:
    if job.chance(0.6):
        yield from closing.buyer(job, parties.philippine_buyer(job.rng) if job.chance(0.25) else None)
    yield Rule()
    yield from machine.supplier(job, till)
    if permit:
        yield from machine.permit(job, till)
    yield from closing.serves_as(job, document) if vat else closing.no_input_tax(job)
    yield from closing.thanks(job)
    yield Gap(0.5)
