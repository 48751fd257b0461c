"""The things sold: four ways in which registers print them."""

from collections.abc import Iterator
from decimal import Decimal

from tests.support.receipts import identifiers
from tests.support.receipts.bill import Item
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Cell, Mark, Row, Rule
from tests.support.receipts.truth import LineItem

_TABLE_COLUMNS = 40
"""A narrower roll has no room for four columns."""


def goods(job: Job, items: tuple[Item, ...], *, marks: bool = False, barcodes: bool = False) -> Iterator[Mark]:
    """Print the items; `marks` shows each one's tax class, `barcodes` a number above it."""
    style = job.rng.choice((_one_row, _two_rows, _two_rows, _count_when_many, _table))
    if style is _table and job.columns < _TABLE_COLUMNS:
        style = _two_rows
    if style is _table:
        yield _table_heading(job)
        yield Rule()
    for item in items:
        if barcodes:
            yield from job.left(identifiers.barcode(job.rng))
        yield from style(job, item, f" {mark(job, item)}".rstrip() if marks else "")
        if item.discount:
            yield job.pair(f"   {job.say('item_discount')}", job.say.money(-item.discount))
    if job.chance(0.5):
        yield Rule()
        pieces = sum(1 if item.quantity % 1 else int(item.quantity) for item in items)
        yield from job.left(job.say("item_count").format(n=pieces))


def mark(job: Job, item: Item) -> str:
    return job.say({"taxed": "taxed_mark", "exempt": "exempt_mark", "zero": "zero_mark"}[item.tax])


def quantity(amount: Decimal) -> str:
    """Return whole pieces, or kilograms and litres to three decimals."""
    return f"{amount:.3f}" if amount % 1 else str(int(amount))


def sold(item: Item, *, description: str | None = None, counted: bool = True, priced: bool = True) -> LineItem:
    """Return what of an item is printed."""
    return LineItem(
        description or item.description,
        item.quantity if counted else None,
        item.unit_price if priced else None,
        item.amount,
    )


def _one_row(job: Job, item: Item, flag: str) -> Iterator[Mark]:
    """Print quantity, name, amount; no unit price."""
    amount = job.say.money(item.amount) + flag
    description = item.description[: job.columns - len(amount) - 8].rstrip()
    yield Row(
        (
            Cell(quantity(item.quantity), 0),
            Cell(description, 6),
            Cell(amount, job.columns, "right", item=sold(item, description=description, priced=False)),
        )
    )


def _two_rows(job: Job, item: Item, flag: str) -> Iterator[Mark]:
    """Print the name, and below it quantity, unit price and amount."""
    yield from job.left(item.description)
    yield Row(
        (
            Cell(f"{quantity(item.quantity)} {job.say('at_price')} {job.say.money(item.unit_price)}", 3),
            Cell(job.say.money(item.amount) + flag, job.columns, "right", item=sold(item)),
        )
    )


def _count_when_many(job: Job, item: Item, flag: str) -> Iterator[Mark]:
    """Name and amount; the quantity below it only where it is not one."""
    amount = job.say.money(item.amount) + flag
    many = item.quantity != 1
    description = item.description[: job.columns - len(amount) - 2].rstrip()
    line = sold(item, description=description, counted=many, priced=many)
    yield Row((Cell(description), Cell(amount, job.columns, "right", item=line)))
    if many:
        yield from job.left(
            f"{quantity(item.quantity)} {job.say('at_price')} {job.say.money(item.unit_price)}", indent=4
        )


def _table_heading(job: Job) -> Row:
    description, price = _table_columns(job)
    return Row(
        (
            Cell(job.say("column.quantity"), 0),
            Cell(job.say("column.description"), description),
            Cell(job.say("column.price"), price, "right"),
            Cell(job.say("column.amount"), job.columns, "right"),
        )
    )


def _table(job: Job, item: Item, flag: str) -> Iterator[Mark]:
    start, price = _table_columns(job)
    shown = job.say.money(item.unit_price)
    description = item.description[: int(price - start - len(shown) - 1)].rstrip()
    yield Row(
        (
            Cell(quantity(item.quantity), 0),
            Cell(description, start),
            Cell(shown, price, "right"),
            Cell(job.say.money(item.amount) + flag, job.columns, "right", item=sold(item, description=description)),
        )
    )


def _table_columns(job: Job) -> tuple[float, float]:
    """Return where the name begins and where the unit price ends."""
    return max(5, len(job.say("column.quantity")) + 1), job.columns - 13
