"""Receipts of other countries: a market and an eatery, by the looks and the tax law of the country."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ocr.receipt.tax import rates, rounded_to
from tests.support.receipts import identifiers
from tests.support.receipts.bill import Bill, Good, Item, Taxes, basket, law_bill
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Cell, Gap, Mark, Picture, Row, Rule
from tests.support.receipts.money import CENT, ZERO, to_unit
from tests.support.receipts.parts import amounts, goods, particulars
from tests.support.receipts.shops import Shop, shop
from tests.support.receipts.truth import Facts

_TIPS = (15, 18, 20)
# In what a document calls itself, or how its number is labelled.
_INVOICES = ("invoice", "hoa don", "rechnung", "facture", "inv ")
_RECEIPTS = ("receipt", "bill", "struk", "nota", "beleg", "quittung", "ticket de caisse", "phieu", "check", "rcpt")
_LOGO = 0.2
# The chances that a shop prints these of itself.
_PRINTED = {
    "brand": 0.93,
    "slogan": 0.25,
    "company": 0.3,
    "branch": 0.35,
    "address": 0.9,
    "phone": 0.7,
    "web": 0.25,
    "tax_number": 0.75,
}


@dataclass(frozen=True)
class Trade:
    """Goods and their tax, in per cent: at the rate of a `kind` in the table of law, or at `rate`.

    Goods of the class zero are taxed at `lower`, where the country has such a rate. Prices are `scale` times those of
    the shelf, in whole numbers of `step`; totals are rounded to the `coin`, in cash only where the table of law says so.
    """

    shelf: tuple[Good, ...]
    kind: str = ""
    rate: Decimal = ZERO
    lower: Decimal | None = None
    included: bool = True
    halves: bool = False
    service: Decimal = ZERO
    scale: Decimal = Decimal(1)
    step: Decimal = CENT
    coin: Decimal | None = None
    tips: bool = False


def layout(trade: Trade) -> Callable[[Job], Iterator[Mark]]:
    """Return the layout of receipts of such a trade."""
    return lambda job: _receipt(job, trade)


def _receipt(job: Job, trade: Trade) -> Iterator[Mark]:
    seller = shop(job.rng, job.country)
    cash = job.chance(0.5)
    bill = _bill(job, trade, cash=cash)
    tax_number_at_foot, date_at_foot = job.chance(0.25), job.chance(0.2)
    shown = _shown(job, seller)
    yield from _heading(job, shown, tax_number=not tax_number_at_foot)
    if title := job.say("title"):
        yield from job.centred(title, _document(title), bold=job.chance(0.5))
    if not date_at_foot:
        yield from _particulars(job)
    yield Rule(job.rng.choice("-=-"))
    yield from goods.goods(job, bill.items, marks=trade.lower is not None)
    yield Rule(job.rng.choice("-=-"))
    yield from _sums(job, trade, bill)
    yield from amounts.pay_cash(job, bill.total) if cash else amounts.payment(job, bill.total, cash=0)
    if trade.included:
        yield from _tax_within(job, bill)
    if trade.tips and not cash:
        yield from _tips(job, bill)
    if date_at_foot:
        yield Gap(0.5)
        yield from _particulars(job)
    if tax_number_at_foot:
        yield from _tax_number(job, shown)
    yield from _closing(job, shown)


def _bill(job: Job, trade: Trade, *, cash: bool) -> Bill:
    items = tuple(_priced(item, trade) for item in basket(job.sale, trade.shelf, 1, 7))
    # Most coins are rounded to in cash only; a rupee however it is paid.
    coin = (trade.coin or rounded_to(job.country, job.moment.date())) if cash or job.country == "IN" else None
    standard = sum((item.amount for item in items if trade.lower is None or item.tax != "zero"), ZERO)
    saved = to_unit(standard / 10, _smallest(trade)) if job.chance(0.15) else ZERO
    return law_bill(
        items,
        _rate(job, trade) / 100,
        included=trade.included,
        to=_smallest(trade),
        discount=saved,
        service_rate=trade.service / 100 if job.chance(0.6) else ZERO,
        coin=coin,
        lower=None if trade.lower is None else trade.lower / 100,
    )


def _smallest(trade: Trade) -> Decimal:
    """Return the smallest amount: a cent, or one of what has none."""
    return max(min(trade.step, Decimal(1)), CENT)


def _priced(item: Item, trade: Trade) -> Item:
    return replace(item, unit_price=max(to_unit(item.unit_price * trade.scale, trade.step), trade.step))


def _rate(job: Job, trade: Trade) -> Decimal:
    held = (row.rate for row in rates(job.country, job.moment.date()) if (row.kind, row.scope) == (trade.kind, ""))
    return next(held) if trade.kind else trade.rate


def _shown(job: Job, seller: Shop) -> Shop:
    """Print the shop's own particulars: where it gives no address, its tax number tells the country."""
    kept = {
        name: getattr(seller, name) if job.chance(chance) else type(getattr(seller, name))()
        for name, chance in _PRINTED.items()
    }
    if not kept["brand"]:
        # These would name it.
        kept |= {"slogan": "", "company": "", "web": ""}
    if not kept["address"]:
        kept["tax_number"] = seller.tax_number
        kept["phone"] = seller.phone
    return replace(seller, **kept)


def _heading(job: Job, seller: Shop, *, tax_number: bool) -> Iterator[Mark]:
    if job.chance(_LOGO) or not seller.brand:
        yield Picture("logo", 0.28)
    put = job.centred if job.chance(0.8) else job.left
    if seller.brand:
        wide, tall = job.rng.choice(((1, 1.6), (1.5, 1.5), (2, 2), (2, 2.4)))
        wide = wide if len(seller.brand) * wide <= job.columns else 1
        yield from job.centred(seller.brand, {"merchant": seller.brand}, wide=wide, tall=tall, bold=job.chance(0.5))
    for text in (seller.slogan, seller.company, seller.branch):
        if text:
            yield from put(text)
    address: Facts = {"address": ", ".join(row.strip(" ,") for row in seller.address)}
    for row in seller.address:
        yield from put(row, address)
    for text in job.rng.sample((seller.phone, seller.web), 2):
        if text:
            yield from put(text)
    if tax_number:
        yield from _tax_number(job, seller)
    yield Gap(0.5)


def _tax_number(job: Job, seller: Shop) -> Iterator[Row]:
    if seller.tax_number:
        yield from job.centred(job.say("tax_number").format(number=seller.tax_number))


def _particulars(job: Job) -> Iterator[Mark]:
    number = identifiers.serial(job.rng, job.rng.choice((4, 6, 8)))
    arrangements = (_stacked, _opposite, _one_row)
    yield from job.rng.choice((*arrangements, *arrangements, _stacked, _opposite, _with_till))(job, number)
    if job.chance(0.6):
        yield from job.left(f"{job.say('cashier')} {job.rng.choice(('Anna', 'JOE', 'Priya', '017', 'Sam'))}")


def _document(text: str) -> Facts:
    """Return the kind of document that a title or the label of its number names."""
    words = text.casefold()
    if any(word in words for word in _INVOICES):
        return particulars.document_facts("invoice")
    return particulars.document_facts("receipt") if any(word in words for word in _RECEIPTS) else {}


def _number(job: Job, number: str) -> Facts:
    """Print the receipt's number, whose label is all that tells the document where it has no title."""
    return {"receipt_number": number, **({} if job.say("title") else _document(job.say("number")))}


def _stamp(job: Job) -> str:
    return job.say("format.stamp").format(date=job.say.date(job.moment), time=job.say.time(job.moment))


def _moment_facts(job: Job) -> Facts:
    return {**particulars.date_facts(job), **particulars.time_facts(job)}


def _stacked(job: Job, number: str) -> Iterator[Mark]:
    yield from job.left(f"{job.say.label('number')} {number}", _number(job, number))
    yield from job.left(f"{job.say('date')} {_stamp(job)}".strip(), _moment_facts(job))


def _opposite(job: Job, number: str) -> Iterator[Mark]:
    """Print number and till on a row, date and time on the next."""
    label = f"{job.say.label('number')} {number}"
    yield job.pair(label, f"{job.say('terminal')} {job.rng.randint(1, 9)}", label_facts=_number(job, number))
    date = f"{job.say('date')} {job.say.date(job.moment)}".strip()
    time = f"{job.say('time')} {job.say.time(job.moment)}".strip()
    if len(date) + len(time) + 2 < job.columns:
        yield job.pair(date, time, particulars.time_facts(job), label_facts=particulars.date_facts(job))
    else:
        yield from job.left(date, particulars.date_facts(job))
        yield from job.left(time, particulars.time_facts(job))


def _one_row(job: Job, number: str) -> Iterator[Mark]:
    """Date and time, and the numbers of shop, till and sale without a word to any."""
    yield from job.centred(_stamp(job), _moment_facts(job))
    yield from job.left(f"{identifiers.digits(job.rng, 4)} {job.rng.randint(1, 30):02} {number}")


def _with_till(job: Job, number: str) -> Iterator[Mark]:
    """Print the number of the till in front of the date, as #13-27/04/2018."""
    stamp = f"#{job.rng.randint(1, 40)}-{job.say.date(job.moment)} {job.say.time(job.moment)}"
    yield from job.left(stamp, _moment_facts(job))
    yield from job.left(f"{job.say.label('number')} {number}", _number(job, number))


def _sums(job: Job, trade: Trade, bill: Bill) -> Iterator[Mark]:
    """Print the sums from that of the items to what is owed; one that nothing is added to is not always printed."""
    if bill.discount or bill.service_charge or not trade.included or job.chance(0.5):
        yield amounts.amount(job, "subtotal", bill.subtotal, "subtotal")
    if bill.discount:
        yield amounts.amount(job, "discount", -bill.discount, "discount")
    if bill.service_charge:
        yield amounts.amount(job, "service_charge", bill.service_charge, "service_charge")
    if trade.halves:
        yield from _halves(job, bill)
    elif not trade.included:
        yield _tax(job, "added_tax", bill.taxes, {"totals.tax_amount": bill.tax})
    if not bill.rounding:
        yield amounts.total(job, bill.total)
        return
    before = job.chance(0.5)
    if before:
        yield amounts.amount(job, "unrounded", bill.total - bill.rounding, None)
    # Some tills print it without its sign.
    shown = bill.rounding if job.chance(0.7) else abs(bill.rounding)
    yield job.pair(job.say.label("rounding"), job.say.money(shown), {"totals.rounding": bill.rounding})
    yield (
        amounts.amount(job, "rounded", bill.total, "total_amount", sign=True, bold=True)
        if before
        else amounts.total(job, bill.total)
    )


def _tax(job: Job, key: str, taxes: Taxes, facts: Facts) -> Row:
    label = job.say.label(key).format(rate=_percent(taxes.rate), half=_percent(taxes.rate / 2))
    return job.pair(label, job.say.money(taxes.tax), facts)


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}"


def _halves(job: Job, bill: Bill) -> Iterator[Row]:
    """Print central and state tax, the odd paisa to the state."""
    central = to_unit(bill.tax / 2, CENT)
    for key, tax in (("first_half", central), ("second_half", bill.tax - central)):
        yield _tax(job, key, replace(bill.taxes, tax=tax), {"totals.tax_amount": bill.tax})


def _tax_within(job: Job, bill: Bill) -> Iterator[Mark]:
    """Print a row for the tax, or a table where there are two rates."""
    charged = [taxes for taxes in (bill.taxes, bill.reduced) if taxes and (taxes.taxable or taxes is bill.taxes)]
    if bill.reduced and job.chance(0.6):
        yield from _table(job, bill, charged)
        return
    if "{rate}" not in job.say("tax"):
        charged = [replace(bill.taxes, tax=bill.tax)]
    for taxes in charged:
        if taxes.rate:
            yield _tax(job, "tax", taxes, {"totals.tax_amount": bill.tax})


def _table(job: Job, bill: Bill, charged: list[Taxes]) -> Iterator[Row]:
    """Print net amount, tax and gross of each rate."""
    ends = [job.columns * part for part in (0.48, 0.72, 1)]
    first, *heads = job.say("classes").split(" | ")
    yield Row((Cell(first), *(Cell(text, end, "right") for text, end in zip(heads, ends, strict=True))))
    for taxes in charged:
        mark = job.say("zero_mark" if taxes is bill.reduced else "taxed_mark")
        net, tax, gross = map(job.say.money, (taxes.taxable, taxes.tax, taxes.taxable + taxes.tax))
        stated: Facts = {"totals.tax_amount": bill.tax}
        yield Row(
            (
                Cell(f"{mark} {_percent(taxes.rate)}%".strip()),
                Cell(net, ends[0], "right"),
                Cell(tax, ends[1], "right", stated),
                Cell(gross, ends[2], "right"),
            )
        )


def _tips(job: Job, bill: Bill) -> Iterator[Mark]:
    """Print what a guest may add, with what it would come to."""
    yield Gap(0.4)
    yield from job.centred("Suggested Tip")
    for tip in _TIPS:
        added = to_unit(bill.subtotal * tip / 100, CENT)
        yield job.pair(f"{tip}% Tip = {job.say.money(added)}", f"Total {job.say.money(bill.total + added)}")


def _closing(job: Job, seller: Shop) -> Iterator[Mark]:
    thanks = job.say("thanks")
    if seller.brand or "{brand}" not in thanks:
        yield Gap(0.4)
        yield from job.centred(thanks.format(brand=seller.brand))
    if job.chance(0.3):
        yield Gap(0.5)
        yield Picture(job.rng.choice(("barcode", "qr")), 0.5)
