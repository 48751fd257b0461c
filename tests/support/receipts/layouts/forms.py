"""Pre-printed Philippine forms, filled in by machine or hand: invoice, official receipt, acknowledgement receipt."""

from collections.abc import Iterator
from decimal import Decimal

from tests.support.receipts import catalogue, identifiers, parties
from tests.support.receipts.bill import Bill, Item, basket, settle, vat_bill
from tests.support.receipts.identifiers import digits
from tests.support.receipts.job import Job
from tests.support.receipts.layouts.register import branch_digits
from tests.support.receipts.marks import Cell, Gap, Mark, Picture, Row, Rule
from tests.support.receipts.money import ZERO, cents
from tests.support.receipts.parties import Party
from tests.support.receipts.parts import heading, particulars, printer
from tests.support.receipts.parts.amounts import amount
from tests.support.receipts.parts.closing import no_input_tax
from tests.support.receipts.parts.goods import quantity, sold
from tests.support.receipts.truth import Facts

_WITHHOLDING = Decimal("0.02")

_Entry = tuple[str, Decimal | None, str | None]
"""A wording's key, an amount or a blank, and the field of `totals` that it states."""


def manual_invoice(job: Job) -> Iterator[Mark]:
    """Print a page of an invoice book: ruled table, buyer's block, the summing up of RR 7-2024, the printer's block."""
    seller = parties.philippine_seller(job.rng, "hardware", branch_digits=branch_digits(job))
    bill = settle(lambda: vat_bill(basket(job.sale, catalogue.HARDWARE, 2, 5)))
    hand = job.chance(0.3)
    yield from _letterhead(job, seller, vat=True)
    yield from _title(job, "invoice", job.rng.choice(("Cash", "Charge", None)))
    yield from _customer(job, parties.philippine_buyer(job.rng), hand=hand)
    yield from _table(job, bill.items, hand=hand)
    yield Gap(0.5)
    yield from _summary(job, bill, _withheld(job, bill), hand=hand)
    yield Gap(0.6)
    yield from _signed(job)
    yield from printer.printer_block(job)


def official_receipt(job: Job) -> Iterator[Mark]:
    """Print a proof of payment for a service from before 2024, in running text beside the taxes."""
    seller = parties.philippine_seller(job.rng, "services", branch_digits=branch_digits(job))
    bill = settle(lambda: vat_bill(basket(job.sale, catalogue.SERVICES, 1, 1)))
    customer = parties.philippine_buyer(job.rng)
    withheld = _withheld(job, bill)
    owed = bill.total - withheld
    yield from _letterhead(job, seller, vat=True)
    yield from _title(job, "official_receipt", None)
    yield from _filled(job, "form.received_from", customer.name)
    yield from _filled(job, "form.buyer_tin", job.say.tin(customer.tin))
    yield from _filled(job, "form.buyer_address", ", ".join(customer.address))
    yield from _filled(job, "form.sum_of", f"{job.say.money(owed, sign=True)} only", _owed(owed))
    yield from _filled(job, "form.payment_for", bill.items[0].description)
    yield Rule("")
    yield from _summary(job, bill, withheld, hand=False)
    yield from _form_of_payment(job)
    yield from printer.printer_block(job)


def acknowledgement_receipt(job: Job) -> Iterator[Mark]:
    """Print a receipt for rents, dues and deposits: no tax, and not valid for a claim of input tax."""
    seller = parties.sole_proprietor(job.rng, "landlord", branch_digits=branch_digits(job))
    paid = basket(job.sale, catalogue.PAYMENTS, 1, 1)[0].unit_price
    yield from _letterhead(job, seller, vat=False)
    yield from _title(job, "acknowledgement_receipt", None)
    yield from _filled(job, "form.received_from", parties.person(job.rng))
    yield from _filled(job, "form.sum_of", f"{job.say.money(paid, sign=True)} only", _owed(paid))
    yield from _filled(job, "form.payment_for", job.rng.choice(catalogue.PAYMENTS).name)
    yield from _form_of_payment(job)
    yield amount(job, "form.total", paid, "total_amount", sign=True, bold=True)
    yield from _signed(job)
    yield from no_input_tax(job)
    yield from printer.printer_block(job)


def _letterhead(job: Job, seller: Party, *, vat: bool) -> Iterator[Mark]:
    shown = seller.heading.upper()
    yield from job.centred(shown, {"merchant": shown}, wide=1.6, tall=1.5, bold=True)
    if seller.trade_name:
        words = job.say("operated_by" if vat else "proprietor")
        yield from job.centred(words.format(name=seller.name) if "{name}" in words else f"{words} {seller.name}")
    yield from job.centred(", ".join(seller.address), {"address": heading.address(seller)})
    yield from heading.seller_tin(job, seller.tin, vat=vat)
    yield Gap(0.3)


def _title(job: Job, document: str, kind: str | None) -> Iterator[Mark]:
    """Print the title at the left, the serial number at the right, the date below it."""
    words = f"{kind} invoice".upper() if kind else job.say(f"title.{document}")
    number = identifiers.serial(job.rng, 6)
    key = "form.number" if document == "invoice" else f"number.{document}"
    facts = {"receipt_number": number}
    title = Cell(words, facts=particulars.document_facts(document))
    yield Row((title, Cell(f"{job.say(key)} {number}", job.columns, "right", facts)), wide=1.3, tall=1.3, bold=True)
    date = f"{job.say('form.date')} {job.say.date(job.moment)}"
    yield Row((Cell(date, job.columns, "right", particulars.date_facts(job)),))


def _customer(job: Job, customer: Party, *, hand: bool) -> Iterator[Mark]:
    for key, text in (
        ("sold_to", customer.name),
        ("buyer_tin", job.say.tin(customer.tin)),
        ("buyer_address", ", ".join(customer.address)),
    ):
        label = job.say(key)
        yield Row((Cell(label), Cell(text, len(label) + 3, hand=hand)))


def _table(job: Job, items: tuple[Item, ...], *, hand: bool) -> Iterator[Mark]:
    edges = (0.0, 8.0, job.columns * 0.62, job.columns * 0.8, float(job.columns))
    heads = [job.say(f"column.{column}") for column in ("quantity", "description", "price", "amount")]
    yield Row(
        tuple(
            Cell(head, (left + right) / 2, "centre") for head, left, right in zip(heads, edges, edges[1:], strict=False)
        ),
        bold=True,
        ruled=edges,
    )
    for item in items:
        yield Row(
            (
                Cell(quantity(item.quantity), 4, "centre", hand=hand),
                Cell(item.description, 9, hand=hand),
                Cell(job.say.money(item.unit_price), edges[3] - 1, "right", hand=hand),
                Cell(job.say.money(item.amount), edges[4] - 1, "right", item=sold(item), hand=hand),
            ),
            ruled=edges,
        )
    for _ in range(job.rng.randint(0, 3)):
        yield Row((), ruled=edges)


def _withheld(job: Job, bill: Bill) -> Decimal:
    """Return the tax that some buyers pay to the state in the seller's stead; it comes off the amount due."""
    return cents(bill.taxes.taxable * _WITHHOLDING) if job.chance(0.3) else ZERO


def _summary(job: Job, bill: Bill, withheld: Decimal, *, hand: bool) -> Iterator[Mark]:
    """Print two columns: the tax classes at the left, the way to the amount due at the right."""
    taxes, middle = bill.taxes, job.columns * 0.46
    left: list[_Entry] = [
        ("vatable", taxes.taxable, "vatable_sales"),
        ("exempt", taxes.exempt, "vat_exempt_sales"),
        ("zero_rated", taxes.zero_rated, "zero_rated_sales"),
        ("vat", taxes.tax, "tax_amount"),
    ]
    right: list[_Entry] = [
        ("form.subtotal", bill.subtotal, "subtotal"),
        ("form.less_vat", taxes.tax, "tax_amount"),
        ("form.net_of_vat", taxes.taxable, None),
        ("form.discount", None, None),
        ("form.amount_due", taxes.taxable, None),
        ("form.add_vat", taxes.tax, "tax_amount"),
        *([("form.withholding", withheld, None)] if withheld else []),
        ("form.total", bill.total - withheld, "total_amount"),
    ]
    for index, entry in enumerate(right):
        beside = _entry(job, left[index], 0, middle, hand=hand) if index < len(left) else ()
        yield Row((*beside, *_entry(job, entry, middle + 3, job.columns, hand=hand)), bold=entry[0] == "form.total")


def _entry(job: Job, entry: _Entry, start: float, end: float, *, hand: bool) -> tuple[Cell, ...]:
    key, value, path = entry
    label = Cell(job.say(key), start)
    if value is None:
        return (label,)
    stated: Facts = {f"totals.{path}": value} if path else {}
    return label, Cell(job.say.money(value, sign=key == "form.total"), end, "right", stated, hand=hand)


def _filled(job: Job, key: str, text: str, facts: Facts | None = None) -> Iterator[Mark]:
    """Print a line of running text with what was filled in, over as many rows as it needs."""
    yield from job.left(f"{job.say(key)}  {text}", facts)


def _signed(job: Job) -> Iterator[Mark]:
    yield Picture("signature", 0.2)
    yield from job.centred("Cashier / Authorized Representative")


def _owed(total: Decimal) -> Facts:
    return {"totals.total_amount": total}


def _form_of_payment(job: Job) -> Iterator[Mark]:
    method = job.rng.choice(("cash", "check"))
    paid = f"{job.say('form.payment')} {job.say(f'form.pay_{method}')}"
    if method == "check":
        paid += f" {digits(job.rng, 10)}"
    yield from job.left(paid, {"payment_method": method})
