"""Rows in, amounts with their labels out: a label to the left, or in the row above, or of the amount before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocr.receipt.match import Found, Wordings
from ocr.receipt.money import Printed, find_amounts
from ocr.receipt.rows import Piece, Row
from ocr.receipt.wordings.amounts import AMOUNTS, AmountKind

LABELS = Wordings(AMOUNTS)

# A word behind an amount opens the next column of a form; what is shorter is a unit, a currency or a tax code.
_WORD = re.compile(r"[^\W\d_]{4,}")
# What is counted before tax, charge or discount is a subtotal, whatever else is in the label: BILL BEFORE SVC CHG.
_BEFORE = re.compile(
    r"BEFORE|\bBAGO\b|SEBELUM|\bTANPA\b|PRIOR TO|PRE-?DISC|\bB4\b|EXCL|WITHOUT|\bW/O\b|PRE-?TAX|\bEX-?\s?[GS]ST",
    re.IGNORECASE,
)
# Philippine prices hold their VAT: without it they are not what the goods come to.
_VAT = re.compile(r"\bV\.?A\.?T\b", re.IGNORECASE)
_WHOLE_SALE: frozenset[AmountKind] = frozenset(
    ("final", "total", "inclusive", "gross", "tax", "discount", "service_charge", "quantity", "less_vat")
)
# 3 @ 61.00, 2 x 4.50: what one of them costs.
_UNIT_PRICE = re.compile(r"^\W*\d[\d.]*\s*(?:PCS?|EA|KGS?|L)?\s*[@xX×*]\s*\W*$", re.IGNORECASE)

# A label stands over its value when their rows are this close, in heights of the row.
ABOVE_HEIGHTS = 2.2


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with the kinds of its label, nearest last; `repeated` is true for the second amount of a label."""

    value: Decimal
    printed: Printed
    piece: Piece
    row: int
    place: float
    kinds: tuple[AmountKind, ...]
    label: str = ""
    above: bool = False
    repeated: bool = False
    first_of_row: bool = True
    last_of_row: bool = True
    in_summary: bool = False

    @property
    def is_unit_price(self) -> bool:
        """Whether it is the price of one thing, alone on its row."""
        return self.first_of_row and self.last_of_row and _UNIT_PRICE.match(self.label) is not None

    @property
    def kind(self) -> AmountKind | None:
        """The kind that says what the amount is, where a label is made of several."""
        return next((kind for kind in _PRECEDENCE if kind in self.kinds), None)


# "Total (2 items)" is a total, "Less discount 5% VAT exempt" a discount.
_PRECEDENCE: tuple[AmountKind, ...] = (
    "final", "change", "rounding", "withholding", "service_charge", "discount", "less_vat", "saving", "subtotal", "net_of_vat",
    "vat_exempt", "zero_rated", "vatable", "inclusive", "vat_inclusive", "gross", "total", "tax", "cash", "card", "e_wallet",
    "bank_transfer", "check", "gift_certificate", "charge", "quantity", "other", "summary",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A row with the labels and the amounts found in it."""

    row: Row
    number: int
    labels: tuple[Found[AmountKind], ...]
    amounts: tuple[tuple[Printed, Piece, int], ...]


def read_amounts(rows: Sequence[Row]) -> tuple[Amount, ...]:
    """Find every amount of a receipt and the label it belongs to."""
    amounts: list[Amount] = []
    above: LabelledRow | None = None
    in_summary = False
    for number, row in enumerate(rows):
        read = _read_row(row, number)
        in_summary = in_summary or (row.place > 0.3 and any(label.kind == "summary" for label in read.labels))
        amounts.extend(_label(read, above, in_summary))
        above = read
    return tuple(amounts)


def _read_row(row: Row, number: int) -> LabelledRow:
    labels = LABELS.find(row.folded)
    amounts: list[tuple[Printed, Piece, int]] = []
    start = 0
    for piece in row.pieces:
        amounts.extend((printed, piece, start + printed.start) for printed in find_amounts(piece.text))
        start += len(piece.text) + 1
    return LabelledRow(row, number, tuple(labels), tuple(amounts))


def _label(read: LabelledRow, above: LabelledRow | None, in_summary: bool) -> list[Amount]:
    text = read.row.text
    labelled: list[Amount] = []
    start = 0
    kinds: tuple[AmountKind, ...] = ()
    wording = ""
    for n, (printed, piece, offset) in enumerate(read.amounts):
        own = tuple(label.kind for label in read.labels if start <= label.start < offset)
        front = text[start:offset].strip(" .:")
        if _WHOLE_SALE.intersection(own) and _BEFORE.search(front):
            own = ("net_of_vat",) if _VAT.search(front) else ("subtotal",)
        if n and not own and _WORD.search(front):
            kinds = ()
        repeated, over = not own and bool(kinds), False
        if own or (front and not kinds):
            wording = front
        if own:
            kinds = own
        elif not kinds and above is not None and _stands_over(above, read):
            kinds, over = tuple(label.kind for label in above.labels), True
        labelled.append(
            Amount(
                printed.value,
                printed,
                piece,
                read.number,
                read.row.place,
                kinds,
                wording,
                above=over,
                repeated=repeated,
                first_of_row=n == 0,
                last_of_row=n == len(read.amounts) - 1,
                in_summary=in_summary,
            )
        )
        start = offset + printed.end - printed.start
    return labelled


def _stands_over(above: LabelledRow, read: LabelledRow) -> bool:
    if above.amounts or not above.labels or read.labels or above.row.page != read.row.page:
        return False
    # Heads of the goods' columns stand over items.
    if len(above.labels) > 1 and any(label.kind in ("quantity", "other") for label in above.labels):
        return False
    distance = read.row.pieces[0].middle - above.row.pieces[0].middle
    return distance < ABOVE_HEIGHTS * max(above.row.height, read.row.height)
