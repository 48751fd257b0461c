"""Receipts of each tax law: the rate is that of the day in the table of law, within the prices or on top of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ocr.receipt.tax import rates, rounded_to
from tests.support.receipts import identifiers, parties
from tests.support.receipts.bill import Bill, Good, Item, basket, law_bill
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Gap, Mark, Row, Rule
from tests.support.receipts.money import CENT, ZERO, cents
from tests.support.receipts.parties import Party
from tests.support.receipts.parts import amounts, closing, goods, heading, particulars
from tests.support.receipts.truth import Facts

_RUPIAH = Decimal(1)


@dataclass(frozen=True)
class Sale:
    """Goods sold under a row of the table, by its kind and scope; `rate` in per cent where no table has it.

    `net` tells that the sale without tax is printed, `reduced` and `withheld` are per cent of it.
    """

    shelf: tuple[Good, ...]
    kind: str = ""
    scope: str = ""
    rate: Decimal = ZERO
    included: bool = True
    net: bool = False
    service: Decimal = ZERO
    reduced: Decimal = ZERO
    withheld: Decimal = ZERO


def layout(sale: Sale) -> Callable[[Job], Iterator[Mark]]:
    """Return the layout of receipts of such a sale."""
    return lambda job: _receipt(job, sale)


def _receipt(job: Job, sale: Sale) -> Iterator[Mark]:
    bill = _bill(job, sale)
    withheld = cents(bill.taxes.taxable * sale.withheld / 100)
    yield from _heading(job, sale)
    yield from particulars.title(job, "invoice")
    key = "number.invoice" if job.country in ("PH", "MY") else "number.receipt"
    yield from particulars.particulars(job, key, identifiers.serial(job.rng, 7))
    yield Rule()
    yield from goods.goods(job, bill.items)
    yield Rule()
    yield amounts.amount(job, "subtotal", bill.subtotal, "subtotal")
    if bill.discount:
        yield _amount(job, f"Less: SC Discount {sale.reduced}%", -bill.discount, "discount")
    if bill.service_charge:
        yield amounts.amount(job, "service_charge", bill.service_charge, "service_charge")
    if not sale.included:
        yield from _tax(job, sale, bill)
    if withheld:
        yield _amount(job, f"Less: Withholding Tax {sale.withheld}%", -withheld, None)
    if bill.rounding:
        yield amounts.amount(job, "rounding", bill.rounding, "rounding")
    yield amounts.total(job, bill.total - withheld)
    yield from amounts.pay_cash(job, bill.total - withheld)
    if sale.included:
        yield from _tax(job, sale, bill)
    yield from closing.thanks(job)


def _bill(job: Job, sale: Sale) -> Bill:
    items = basket(job.sale, sale.shelf, 1, 4)
    if job.country == "ID":
        items = tuple(map(_in_rupiah, items))
    day = job.moment.date()
    return law_bill(
        items,
        rate(job, sale) / 100,
        included=sale.included,
        to=_RUPIAH if job.country == "ID" else CENT,
        discount=cents(sum((item.amount for item in items), ZERO) * sale.reduced / 100),
        service_rate=sale.service / 100,
        coin=rounded_to(job.country, day),
    )


def _in_rupiah(item: Item) -> Item:
    return replace(item, unit_price=item.unit_price * 1000)


def rate(job: Job, sale: Sale) -> Decimal:
    """Return the rate of the law on the day of the sale; no tax is charged where the sale names none."""
    if sale.rate or not sale.kind:
        return sale.rate
    held = rates(job.country, job.moment.date())
    return next(row.rate for row in held if (row.kind, row.scope) == (sale.kind, sale.scope))


def _heading(job: Job, sale: Sale) -> Iterator[Mark]:
    seller = _seller(job)
    if job.country == "PH":
        yield from heading.heading(job, seller, vat=bool(sale.kind))
        return
    yield from heading.name(job, seller)
    for row in seller.address:
        yield from job.centred(row, {"address": heading.address(seller)})
    yield from job.centred(seller.registration)
    yield Gap(0.5)


def _seller(job: Job) -> Party:
    if job.country == "PH":
        return parties.philippine_seller(job.rng, "grocery")
    if job.country == "MY":
        return parties.malaysian_seller(job.rng, "retail")
    return parties.seller_abroad(job.rng, job.country)


def _tax(job: Job, sale: Sale, bill: Bill) -> Iterator[Row]:
    """Print the tax by its name and rate, and the sale that it is on where that is printed."""
    if not sale.kind:
        return
    taxes, percent = bill.taxes, rate(job, sale)
    name = sale.kind if sale.kind.isupper() else sale.kind.title()
    if sale.net and percent:
        yield _amount(job, "VATable Sales", taxes.taxable, "vatable_sales")
    elif sale.net:
        yield _amount(job, "Zero-Rated Sales", taxes.taxable, "zero_rated_sales")
    yield _amount(job, f"{name} {percent.normalize():f}%" if percent else name, taxes.tax, "tax_amount")


def _amount(job: Job, label: str, value: Decimal, path: str | None) -> Row:
    stated: Facts = {f"totals.{path}": abs(value)} if path else {}
    return job.pair(label, job.say.money(value), stated)
