"""Amounts owed and paid."""

from collections.abc import Iterator
from decimal import Decimal

from tests.support.receipts import identifiers
from tests.support.receipts.bill import Bill, Taxes
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Cell, Mark, Row, Rule
from tests.support.receipts.money import MALAYSIAN_NOTES, NOTES, ZERO, handed_over
from tests.support.receipts.truth import Facts


def amount(
    job: Job,
    key: str,
    value: Decimal,
    path: str | None,
    *,
    sign: bool = False,
    scale: tuple[float, float] = (1, 1),
    bold: bool = False,
) -> Row:
    """Return a labelled amount; `path` is the field of `totals` that it states, if any."""
    stated: Facts = {f"totals.{path}": abs(value) if path == "discount" else value} if path else {}
    return job.pair(
        job.say.label(key), job.say.money(value, sign=sign), stated, wide=scale[0], tall=scale[1], bold=bold
    )


def total(job: Job, value: Decimal) -> Row:
    return amount(
        job, "total", value, "total_amount", sign=True, scale=job.rng.choice(((1, 1), (1, 1.5), (2, 2))), bold=True
    )


def totals(job: Job, bill: Bill) -> Iterator[Mark]:
    """Print the sums from that of the items to what is owed. One that nothing is added to is not always printed."""
    yield Rule()
    if bill.subtotal != bill.total or job.chance(0.35):
        yield amount(job, "subtotal", bill.subtotal, "subtotal")
    if bill.less_vat:
        yield amount(job, "less_vat", -bill.less_vat, None)
        yield amount(job, job.rng.choice(("senior_discount", "pwd_discount")), -bill.discount, "discount")
    elif bill.discount:
        yield amount(job, "discount", -bill.discount, "discount")
    if bill.service_charge:
        yield amount(job, "service_charge", bill.service_charge, "service_charge")
    yield total(job, bill.total)


def vat_block(job: Job, taxes: Taxes) -> Iterator[Mark]:
    """Print the breakdown by tax class, empty classes included, in one of the orders that registers use."""
    rows = {
        "vatable": ("vatable_sales", taxes.taxable),
        "vat": ("tax_amount", taxes.tax),
        "exempt": ("vat_exempt_sales", taxes.exempt),
        "zero_rated": ("zero_rated_sales", taxes.zero_rated),
    }
    order = job.rng.choice((("vatable", "vat", "exempt", "zero_rated"), ("vatable", "exempt", "zero_rated", "vat")))
    yield Rule(job.rng.choice(("-", "=", "")))
    for key in order:
        path, value = rows[key]
        yield amount(job, key, value, path)


def payment(job: Job, owed: Decimal, *, cash: float = 0.65) -> Iterator[Mark]:
    """Print how it was paid: cash with its change, or a card or a wallet with its references."""
    if job.sale.random() < cash:
        yield from pay_cash(job, owed)
    elif job.sale.random() < 0.5:
        yield from _pay_card(job, owed)
    else:
        yield from _pay_wallet(job, owed)


def pay_cash(job: Job, owed: Decimal) -> Iterator[Mark]:
    given = handed_over(job.sale, owed, NOTES.get(job.country, MALAYSIAN_NOTES))
    cash = job.say.label("cash"), job.say.money(given)
    yield job.pair(*cash, {"totals.cash": given}, label_facts={"payment_method": "cash"})
    yield amount(job, "change", given - owed + ZERO, "change", scale=job.rng.choice(((1, 1), (1, 1.5))))


def _pay_card(job: Job, owed: Decimal) -> Iterator[Mark]:
    yield job.pair(job.say("card"), job.say.money(owed), label_facts={"payment_method": "card"})
    yield from job.left(f"{'*' * 12}{identifiers.digits(job.sale, 4)}", indent=2)
    yield Row((Cell(f"{job.say('approval')} {identifiers.digits(job.sale, 6)}", 2),))


def _pay_wallet(job: Job, owed: Decimal) -> Iterator[Mark]:
    yield job.pair(job.say("wallet"), job.say.money(owed), label_facts={"payment_method": "e_wallet"})
    if job.country == "PH":
        yield Row((Cell(f"{job.say('wallet_reference')} {identifiers.digits(job.sale, 13)}", 2),))
