"""Line items: rows between the head and the totals that end in an amount, with their descriptions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from ocr.model import LineItem
from ocr.receipt.amounts.candidates import LABELS as AMOUNT_LABELS
from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.kinds import TENDERS, TOTAL_KINDS
from ocr.receipt.fields.finding import Finding
from ocr.receipt.fields.head import LABELS as HEAD_LABELS
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.kinds import AmountKind

MAX_ITEMS = 1000

_END: frozenset[AmountKind] = (
    TOTAL_KINDS
    | TENDERS
    | {"subtotal", "tax", "vatable", "vat_exempt", "zero_rated", "rounding", "change", "service_charge"}
)
_SKIPPED: frozenset[AmountKind] = frozenset(("discount", "saving", "rounding", "quantity", "less_vat"))
_NOT_DESCRIBING = frozenset(("sale", "document", "tax", "phone", "registration"))
_COUNTING: frozenset[AmountKind] = frozenset(("quantity", "discount", "saving"))
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,4}(?:\.\d{1,4})?)(?![\d,]|\.\d)")
# Units and tax codes beside prices.
_BESIDES = re.compile(
    r"(?<![A-Za-z])(?:RM|PHP|₱|SR|ZRL?|TX|OS|ES|NR|[SZTVEXPN]|EA|PCS?|UNITS?|KGS?|PKTS?|CTN|BOXS?)(?![A-Za-z])|[@×*#]|\d[\d.,:/-]*",
    re.IGNORECASE,
)
_LEADING_QUANTITY = re.compile(r"^\W*\d{1,3}(?:\.\d+)?\s*(?:[Xx×@](?![a-z])|PCS?\b)?\s+(?=\D)")
_TRAILING = re.compile(r"(?:\s+\d{1,4}(?:\.\d+)?\s*[xX×@]?)?[\s@×*]*(?:(?<![A-Za-z])(?:RM|₱|PHP|P|x|X))?[\s.:]*$")
_COLUMN_OF_NUMBERS = re.compile(r"[\d.,]+\s*(?:[xX×@*]|PCS?|KGS?|L)?", re.IGNORECASE)
# Quantities times prices are rounded to the cent, weights before that.
TOLERANCE = Decimal("0.011")
CENT = Decimal("0.01")


def read_items(
    rows: Sequence[Row], amounts: Sequence[Amount], assigned: Iterable[Finding[Decimal]]
) -> tuple[LineItem, ...]:
    """Return the items above the first total; `assigned` are the amounts of the sale as a whole."""
    start = _after_column_heads(rows)
    lines = {finding.line for finding in assigned}
    end = next((a.row for a in amounts if a.row >= start and (a.span.index in lines or _ends(a))), None)
    if end is None:
        return ()
    by_row: dict[int, list[Amount]] = {}
    for amount in amounts:
        if (
            start <= amount.row < end
            and (amount.kind not in _SKIPPED or amount.above)
            and not _describes_sale(rows[amount.row])
        ):
            by_row.setdefault(amount.row, []).append(amount)
    # Beside prices with cents, a whole number is something else.
    cents = any(amount.printed.exact for amount in amounts)
    priced = [n for n in sorted(by_row) if by_row[n][-1].printed.exact or not cents][:MAX_ITEMS]
    if not priced:
        return ()
    descriptions = _neighbours(rows, priced, start, end)
    return tuple(
        item
        for n in priced
        if (item := _item(rows[n], by_row[n], descriptions.get(n, ""), by_row.get(n + 1), rows[n + 1]))
    )


def _ends(amount: Amount) -> bool:
    return amount.kind in _END and not amount.above and not amount.repeated


def _after_column_heads(rows: Sequence[Row]) -> int:
    """Return the row below the heads of the goods' columns, 0 where there are none."""
    for number, row in enumerate(rows):
        if sum(found.kind == "goods" for found in HEAD_LABELS.find(row.folded)) > 1:
            return number + 1
    return 0


def _describes_sale(row: Row) -> bool:
    """Return whether the row opens with a label of the sale or of the head, or counts the goods."""
    if any(found.kind in _NOT_DESCRIBING and found.start <= 2 for found in HEAD_LABELS.find(row.folded)):
        return True
    return any(found.kind in _COUNTING and found.start <= 2 for found in AMOUNT_LABELS.find(row.folded))


def _neighbours(rows: Sequence[Row], priced: Sequence[int], start: int, end: int) -> Mapping[int, str]:
    """Return what stands above the prices of items, or below them where the list opens with a price."""
    taken = set(priced)

    def words(number: int) -> str:
        free = start <= number < end and number not in taken and not _describes_sale(rows[number])
        return _words(rows[number].text) and rows[number].text.strip(" .,:-") if free else ""

    adjustment = -1 if words(priced[0] - 1) else 1
    return {number: words(number + adjustment) for number in priced}


def _words(text: str) -> str:
    """Return what is left of a row without numbers, units and tax codes, empty if that is not a description."""
    words = " ".join(_BESIDES.sub(" ", text).split()).strip(" .:-=()")
    return words if sum(char.isalpha() for char in words) >= 3 else ""


def _item(
    row: Row, amounts: Sequence[Amount], neighbour: str, below: Sequence[Amount] | None, row_below: Row
) -> LineItem | None:
    description = _own_description(row, amounts[0]) or neighbour
    if not description:
        return None
    quantity, unit_price = _quantity(row.text, amounts)
    amount = amounts[-1]
    if quantity is None and below and not _words(row_below.text):
        quantity, unit_price = _quantity(row_below.text, [*below, amount])
    return LineItem(
        description=description, quantity=quantity, unit_price=unit_price, amount=amount.value, line=amount.span.index
    )


def _own_description(row: Row, first: Amount) -> str:
    """Return the words before the first price of a row, without quantity and price."""
    columns = [span.text for span in row.spans if span.left < first.span.left]
    front = [text for text in columns if not _COLUMN_OF_NUMBERS.fullmatch(text)]
    own = first.span.text[: first.printed.start]
    text = " ".join([*front, _TRAILING.sub("", own)] if own else front)
    text = _LEADING_QUANTITY.sub("", text).strip(" .,:-")
    return text if _words(text) else ""


def _quantity(text: str, amounts: Sequence[Amount]) -> tuple[Decimal | None, Decimal | None]:
    """Return quantity and unit price: proven by their product being the amount, else the quantity as printed."""
    total = amounts[-1].value
    prices = [a.value for a in amounts[:-1] if a.value > 0]
    numbers = [Decimal(match[1]) for match in _NUMBER.finditer(text)][:12]
    for price in reversed(prices):
        for number in numbers:
            if number and abs(number * price - total) <= TOLERANCE:
                return number, price
    if prices:
        return (Decimal(1), total) if prices[-1] == total else (None, None)
    if match := re.match(r"\W*(\d{1,3}(?:\.\d{1,3})?)\s*[xX×@]?\s", text):
        return Decimal(match[1]), None
    return None, None
