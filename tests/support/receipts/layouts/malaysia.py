"""Malaysian receipts: shop and restaurant under the GST of 2015 to 2018, cafe under the service tax since."""

from collections.abc import Iterator
from decimal import Decimal

from tests.support.receipts import catalogue, identifiers, parties
from tests.support.receipts.bill import Bill, Good, basket, gst_bill, settle, sst_bill
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Cell, Gap, Mark, Row, Rule
from tests.support.receipts.money import ZERO
from tests.support.receipts.parties import Party
from tests.support.receipts.parts import amounts, closing, goods, heading, particulars
from tests.support.receipts.truth import Facts

_SERVICE_CHARGE = Decimal("0.10")


def gst_retail(job: Job) -> Iterator[Mark]:
    """Print standard- and zero-rated goods; prices include 6 % GST, the total is rounded to five sen."""
    return _gst_receipt(job, "retail", catalogue.MALAYSIAN_RETAIL, cash=0.8)


def gst_restaurant(job: Job) -> Iterator[Mark]:
    return _gst_receipt(job, "food", catalogue.MALAYSIAN_FOOD, cash=0.95)


def sst_cafe(job: Job) -> Iterator[Mark]:
    """Print service charge and 6 % service tax on top of the prices."""
    service_rate = _SERVICE_CHARGE if job.chance(0.6) else ZERO
    bill = settle(lambda: sst_bill(basket(job.sale, catalogue.MALAYSIAN_CAFE, 1, 5), service_rate=service_rate))
    yield from _heading(job, parties.malaysian_seller(job.rng, "cafe"), "sst_id")
    yield from particulars.title(job, "receipt")
    yield from particulars.particulars(job, "number.receipt", identifiers.serial(job.rng, 7))
    yield Rule()
    yield from goods.goods(job, bill.items)
    yield Rule()
    yield amounts.amount(job, "subtotal", bill.subtotal, "subtotal")
    if bill.service_charge:
        yield amounts.amount(job, "service_charge", bill.service_charge, "service_charge")
    yield amounts.amount(job, "service_tax", bill.taxes.tax, "tax_amount")
    yield amounts.amount(job, "rounding", bill.rounding, "rounding")
    yield amounts.total(job, bill.total)
    yield from amounts.payment(job, bill.total, cash=0.5)
    yield from closing.thanks(job)


def _gst_receipt(job: Job, trade: str, shelf: tuple[Good, ...], *, cash: float) -> Iterator[Mark]:
    bill = settle(lambda: gst_bill(basket(job.sale, shelf, 2, 6)))
    yield from _heading(job, parties.malaysian_seller(job.rng, trade), "gst_id")
    yield from particulars.title(job, "invoice")
    yield from particulars.particulars(job, "number.invoice", identifiers.serial(job.rng, 7))
    yield Rule()
    yield from goods.goods(job, bill.items, marks=True)
    yield from _gst_totals(job, bill)
    yield from amounts.payment(job, bill.total, cash=cash)
    yield from _gst_summary(job, bill)
    yield from closing.thanks(job)


def _heading(job: Job, seller: Party, tax_id: str) -> Iterator[Mark]:
    yield from heading.name(job, seller)
    yield from job.centred(job.say("registration").format(n=seller.registration))
    for row in seller.address:
        yield from job.centred(row, {"address": heading.address(seller)})
    yield from job.centred(f"{job.say('phone')}{seller.phone}")
    words = job.say(tax_id)
    yield from job.centred(words.format(n=seller.tin.digits) if "{n}" in words else f"{words} {seller.tin.digits}")
    yield Gap(0.5)


def _gst_totals(job: Job, bill: Bill) -> Iterator[Mark]:
    """Print the total without GST, the GST, the total with it, rounding, and the amount to pay."""
    yield Rule()
    without = bill.taxes.taxable + bill.taxes.zero_rated
    yield amounts.amount(job, "total_without_tax", without, "subtotal")
    yield amounts.amount(job, "gst", bill.taxes.tax, "tax_amount")
    unrounded: str | None = None if bill.rounding else "total_amount"
    yield amounts.amount(job, "total_with_tax", without + bill.taxes.tax, unrounded)
    yield amounts.amount(job, "rounding", bill.rounding, "rounding")
    yield amounts.total(job, bill.total)


def _gst_summary(job: Job, bill: Bill) -> Iterator[Mark]:
    """Print amount and tax of each class, which look like a total and its tax once more."""
    yield Gap(0.4)
    yield Row(
        (
            Cell(job.say("gst_summary")),
            Cell(job.say("gst_summary_amount"), _middle(job), "right"),
            Cell(job.say("gst_summary_tax"), job.columns, "right"),
        )
    )
    taxed: Facts = {"totals.vatable_sales": bill.taxes.taxable}
    yield _class(job, f"{job.say('taxed_mark')} @ 6%", bill.taxes.taxable, bill.taxes.tax, taxed)
    if bill.taxes.zero_rated:
        zero: Facts = {"totals.zero_rated_sales": bill.taxes.zero_rated}
        yield _class(job, f"{job.say('zero_mark')} @ 0%", bill.taxes.zero_rated, ZERO, zero)


def _class(job: Job, label: str, base: Decimal, tax: Decimal, facts: Facts) -> Row:
    return Row(
        (
            Cell(label),
            Cell(job.say.money(base), _middle(job), "right", facts),
            Cell(job.say.money(tax), job.columns, "right"),
        )
    )


def _middle(job: Job) -> float:
    """Return where the column of amounts ends."""
    return job.columns * 0.72
