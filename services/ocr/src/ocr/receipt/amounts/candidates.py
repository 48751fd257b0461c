"""Amounts in rows, with their labels: to the left, in the row above, or that of the amount before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocr.receipt.amounts.kinds import TOTAL_KINDS
from ocr.receipt.amounts.numbers import Printed, find_amounts, find_whole_amount
from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.lexicon.amounts import AMOUNTS
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.text.phrase_matcher import PhraseMatch, PhraseMatcher

LABELS = PhraseMatcher(AMOUNTS)

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
# The right ends of a column of whole numbers are this close, in heights of the print.
COLUMN_HEIGHTS = 1.5
# Of numbers with such labels none is money: CASHIER 12, ITEMS 3.
_NO_MONEY: frozenset[AmountKind] = frozenset(("other", "quantity", "saving", "summary"))
_TIME = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
# Cash, and not a wallet, a till or a bonus that is named after it.
SAYS_CASH = re.compile(r"(?<!G)(?<!G[\s-])CA[S5]H(?!IER|BACK|LESS)|TUNAI", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with the kinds of its label, nearest last; `repeated` is true for the second amount of a label."""

    value: Decimal
    printed: Printed
    span: TextSpan
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
        """Whether the amount is alone on its row and labelled as the price of one thing."""
        return self.first_of_row and self.last_of_row and _UNIT_PRICE.match(self.label) is not None

    @property
    def kind(self) -> AmountKind | None:
        """The kind of the amount: of several in its label the one that takes precedence, None without a label."""
        # PERF: asked for 700 times a receipt, of labels that are mostly one or none.
        if len(self.kinds) < 2:
            return self.kinds[0] if self.kinds else None
        return min(self.kinds, key=_PRECEDENCE.__getitem__)


# "Total (2 items)" is a total, "Less discount 5% VAT exempt" a discount, "Paid with GCash" no cash.
_ORDER: tuple[AmountKind, ...] = (
    "final", "change", "rounding", "withholding", "service_charge", "discount", "less_vat", "saving", "subtotal", "net_of_vat",
    "vat_exempt", "zero_rated", "vatable", "inclusive", "vat_inclusive", "gross", "total", "tax", "card", "e_wallet",
    "bank_transfer", "check", "gift_certificate", "cash", "charge", "fee", "quantity", "suggestion", "other", "summary",
)  # fmt: skip
_PRECEDENCE = {kind: place for place, kind in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A row with the labels and the amounts found in it."""

    row: Row
    number: int
    labels: tuple[PhraseMatch[AmountKind], ...]
    amounts: tuple[tuple[Printed, TextSpan, int], ...]


def read_amounts(rows: Sequence[Row]) -> tuple[Amount, ...]:
    """Return every amount of a receipt with its label; whole numbers too where no total or no cents are printed."""
    read = [_read_row(row, number) for number, row in enumerate(rows)]
    amounts = _with_labels(read)
    # Of a total with its currency, Rp 83.160, the amounts above it may have none.
    if any(amount.kind in TOTAL_KINDS for amount in amounts) and any(map(_has_cents, amounts)):
        return amounts
    whole = _with_labels(_with_whole(read))
    return whole if any(amount.kind in TOTAL_KINDS for amount in whole) else amounts


def _has_cents(amount: Amount) -> bool:
    """Return whether an amount is printed with cents; of one without a label, whether it is not a time either: 20.51."""
    return amount.printed.exact and (bool(amount.kinds) or _TIME.fullmatch(amount.printed.text) is None)


def _with_labels(rows: Sequence[LabelledRow]) -> tuple[Amount, ...]:
    amounts: list[Amount] = []
    above: LabelledRow | None = None
    in_summary = in_suggestions = False
    for read in rows:
        kinds = {label.kind for label in read.labels}
        in_suggestions = "suggestion" in kinds or (in_suggestions and _goes_on(read))
        in_summary = in_summary or (read.row.place > 0.3 and "summary" in kinds)
        if not in_suggestions:
            amounts.extend(_label(read, above, in_summary))
        above = read
    return tuple(amounts)


def _goes_on(read: LabelledRow) -> bool:
    """Return whether a row below the head of suggested tips is one of them: 15% = 150.00, or a row of their columns."""
    return not read.amounts or "%" in read.row.text or not any(char.isalpha() for char in read.row.text)


def _read_row(row: Row, number: int, whole: TextSpan | None = None) -> LabelledRow:
    """Return the labels and amounts of a row; in the span `whole` the number at the end is an amount too."""
    amounts: list[tuple[Printed, TextSpan, int]] = []
    start = 0
    for span in row.spans:
        found = find_amounts(span.text) or (find_whole_amount(span.text) if span is whole else ())
        amounts.extend((printed, span, start + printed.start) for printed in found)
        start += len(span.text) + 1
    return LabelledRow(row, number, LABELS.find(row.folded), tuple(amounts))


def _with_whole(read: Sequence[LabelledRow]) -> list[LabelledRow]:
    """Return the rows with the numbers behind labels of money as amounts, and those in a column with them."""
    labelled = {each.number: span for n, each in enumerate(read) if (span := _whole(each, read[n - 1] if n else None))}
    column = [span for span in labelled.values() if _is_number(span)]
    for each in read:
        last = each.row.spans[-1]
        beside = any(abs(last.right - span.right) < COLUMN_HEIGHTS * span.height for span in column)
        if not each.labels and not each.amounts and beside and _is_number(last):
            labelled.setdefault(each.number, last)
    return [
        _read_row(each.row, each.number, labelled[each.number]) if each.number in labelled else each for each in read
    ]


def _is_number(span: TextSpan) -> bool:
    """Return whether a span is an amount without cents and nothing else."""
    # Without a label 12:50 is a time.
    return ":" not in span.text and any(printed.start <= 1 for printed in find_whole_amount(span.text))


def names_total(rows: Sequence[Row]) -> bool:
    """Return whether a row begins with a label of the total, readable amount or not."""
    return any(found.kind in TOTAL_KINDS and found.start <= 2 for row in rows for found in LABELS.find(row.folded))


def _whole(read: LabelledRow, above: LabelledRow | None) -> TextSpan | None:
    """Return the span of a row that ends it with a number which a label of money stands before or over."""
    last = read.row.spans[-1]
    found = find_whole_amount(last.text)
    if read.amounts or not found:
        return None
    if not read.labels:
        return last if above is not None and len(read.row.spans) == 1 and _stands_over(above, read) else None
    start = len(read.row.text) - len(last.text) + found[0].start
    # A phrase may end in a rate, and take the first digits of an amount for one: SERVICE CHARGE 3.600.
    label = max((label for label in read.labels if label.start < start), key=lambda label: label.end, default=None)
    if label is None or label.kind in _NO_MONEY or _WORD.search(read.row.text[label.end : start]):
        return None
    return last


def _label(read: LabelledRow, above: LabelledRow | None, in_summary: bool) -> list[Amount]:
    text = read.row.text
    labelled: list[Amount] = []
    start = 0
    kinds: tuple[AmountKind, ...] = ()
    phrase = ""
    for n, (printed, span, offset) in enumerate(read.amounts):
        own = tuple(label.kind for label in read.labels if start <= label.start < offset)
        front = text[start:offset].strip(" .:")
        if _WHOLE_SALE.intersection(own) and _BEFORE.search(front):
            own = ("net_of_vat",) if _VAT.search(front) else ("subtotal",)
        if n and not own and _WORD.search(front):
            kinds = ()
        repeated, over = not own and bool(kinds), False
        if own or (front and not kinds):
            phrase = front
        if own:
            kinds = own
        elif not kinds and above is not None and _stands_over(above, read):
            kinds, over = tuple(label.kind for label in above.labels), True
        labelled.append(
            Amount(
                printed.value,
                printed,
                span,
                read.number,
                read.row.place,
                kinds,
                phrase,
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
    distance = read.row.spans[0].middle - above.row.spans[0].middle
    return distance < ABOVE_HEIGHTS * max(above.row.height, read.row.height)
