"""The invoice of a Philippine web shop, printed on a page."""

from collections.abc import Iterator
from decimal import Decimal

from tests.support.receipts import catalogue, identifiers, parties
from tests.support.receipts.bill import Bill, Item, basket, settle, vat_bill
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Cell, Gap, Mark, Picture, Row, Rule
from tests.support.receipts.parties import Party
from tests.support.receipts.parts import heading, machine, particulars
from tests.support.receipts.parts.amounts import amount
from tests.support.receipts.parts.goods import quantity, sold
from tests.support.receipts.truth import Facts


def ecommerce_invoice(job: Job) -> Iterator[Mark]:
    """Print labels above values, a table of goods, shipping as an item, a voucher taken off; up to four TINs."""
    seller = parties.philippine_seller(job.rng, "online")
    bill = settle(lambda: _order(job))
    till = machine.install(job)
    yield from _seller(job, seller)
    yield Rule("")
    yield from _reference(job)
    yield Gap(0.4)
    yield from _buyer(job)
    yield Gap(0.6)
    yield from _table(job, bill.items)
    yield Gap(0.4)
    yield from _sums(job, bill)
    yield Gap(1)
    yield from _permits(job, till)


def _order(job: Job) -> Bill:
    shipping = Item("Shipping fee", Decimal(1), Decimal(job.rng.choice((45, 60, 85, 120))) + Decimal("0.00"))
    voucher = Decimal(job.rng.choice((0, 50, 100, 150))) + Decimal("0.00")
    return vat_bill((*basket(job.sale, catalogue.ONLINE, 1, 4), shipping), discount=voucher)


def _seller(job: Job, seller: Party) -> Iterator[Mark]:
    end = job.columns
    yield Row(
        (
            Cell(seller.heading, 0, facts={"merchant": seller.heading}),
            Cell(job.say("title.invoice"), end, "right", particulars.document_facts("invoice")),
        ),
        tall=1.3,
        wide=1.3,
        bold=True,
    )
    if seller.trade_name:
        yield from job.left(seller.name)
    for row in seller.address:
        yield from job.left(row, {"address": heading.address(seller)})
    tin = seller.tin
    facts: Facts = {"bir.tin": tin.dashed, "bir.branch_code": tin.branch, "bir.vat_registered": True}
    yield from job.left(f"{job.say('vat_tin')} {job.say.tin(tin)}", facts)


def _reference(job: Job) -> Iterator[Mark]:
    """Print three labels, and their values on the row below."""
    number = f"{job.rng.choice(('INV', 'SI', 'EI'))}-{identifiers.serial(job.rng, 8)}"
    second, third = job.columns * 0.36, job.columns * 0.68
    yield Row(
        (
            Cell(job.say("number.invoice").rstrip(":")),
            Cell(job.say("date").rstrip(":") or "Date", second),
            Cell(job.say("form.payment").rstrip(":"), third),
        ),
        bold=True,
    )
    paid = job.rng.choice((("wallet", "e_wallet"), ("card", "card")))
    yield Row(
        (
            Cell(number, facts={"receipt_number": number}),
            Cell(job.say.date(job.moment), second, facts=particulars.date_facts(job)),
            Cell(job.say(paid[0]), third, facts={"payment_method": paid[1]}),
        )
    )


def _buyer(job: Job) -> Iterator[Mark]:
    customer = parties.philippine_buyer(job.rng)
    yield from job.left(job.say("sold_to"), bold=True)
    yield from job.left(customer.name)
    yield from job.left(", ".join(customer.address))
    yield from job.left(f"{job.say('buyer_tin')} {job.say.tin(customer.tin)}")


def _table(job: Job, items: tuple[Item, ...]) -> Iterator[Mark]:
    edges = (0.0, job.columns * 0.52, job.columns * 0.64, job.columns * 0.82, float(job.columns))
    keys = ("column.description", "column.quantity", "column.price", "column.amount")
    yield _ruled(edges, [Cell(job.say(key)) for key in keys], bold=True)
    for item in items:
        yield _ruled(
            edges,
            [
                Cell(item.description),
                Cell(quantity(item.quantity)),
                Cell(job.say.money(item.unit_price)),
                Cell(job.say.money(item.amount), item=sold(item)),
            ],
        )


def _ruled(edges: tuple[float, ...], cells: list[Cell], *, bold: bool = False) -> Row:
    """Return a table row: the first column is set from its left edge, the others to their right one."""
    first, *others = cells
    set_right = (
        Cell(cell.text, edge - 1, "right", cell.facts, cell.item) for cell, edge in zip(others, edges[2:], strict=True)
    )
    return Row((Cell(first.text, 0.5), *set_right), bold=bold, ruled=edges)


def _sums(job: Job, bill: Bill) -> Iterator[Mark]:
    def right(row: Row) -> Row:
        label, value = row.cells
        return Row((Cell(label.text, job.columns * 0.52, facts=label.facts), value), bold=row.bold, tall=row.tall)

    yield right(amount(job, "subtotal", bill.subtotal, "subtotal"))
    if bill.discount:
        yield right(amount(job, "discount", -bill.discount, "discount"))
    yield right(amount(job, "vatable", bill.taxes.taxable, "vatable_sales"))
    yield right(amount(job, "vat", bill.taxes.tax, "tax_amount"))
    yield right(amount(job, "total", bill.total, "total_amount", sign=True, bold=True, scale=(1, 1.2)))


def _permits(job: Job, till: machine.Machine) -> Iterator[Mark]:
    if job.chance(0.4):
        yield Picture("qr", 0.12)
    if job.chance(0.5):
        carrier = parties.philippine_buyer(job.rng)
        yield from job.centred(f"Delivered by: {carrier.name}, TIN {job.say.tin(carrier.tin)}")
    yield from machine.permit(job, till)
    yield from machine.supplier(job, till)
    yield from job.centred(job.say("thanks"))
