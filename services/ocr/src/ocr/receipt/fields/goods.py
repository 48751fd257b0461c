"""Rows that list what was sold, recognised by layout in any language: words with a price, or above a price each."""

import re

from ocr.receipt.layout.rows import Row

_SIGN = r"(?:[₱$€£¥₹฿₫₩]|RM|RP|RS|PHP|MYR|IDR|VND|JPY|YEN|INR|KRW)"
_CODE = rf"(?:{_SIGN}|[A-Z]{{1,3}})"
_MONEY = r"(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?|\d{1,7}[.,]\d{2})"
# Rp 8,000, 72.000, 3,50 €, ¥466 *: a price with a tax code; a whole number is one where its currency is printed.
_PRICE = rf"-?(?:{_CODE}\.? ?)?{_MONEY}(?: ?{_CODE})?|{_SIGN}\.? ?\d{{1,3}}"
_PRICED = re.compile(rf"\W*(?:{_PRICE})(?: ?[A-Z*#]{{1,2}})?\W*", re.IGNORECASE)
# 6 X 7.75, 2 @ 53,000, 1.988 X Rp 2,750: how many, and the price of each.
_FOR_EACH = re.compile(rf"^\W*\d{{1,4}}(?:[.,]\d+)? ?(?:KGS?|L|PCS?)? ?[X×@*] ?(?:{_PRICE})(?!\d)", re.IGNORECASE)
# 2 Soto Betawi 72,000, read as one line.
_LISTED = re.compile(rf"^\W*\d{{1,3}} [^\W\d].* (?:{_PRICE})\W*$", re.IGNORECASE)
_QUANTITY = re.compile(r"\d{1,3}")
_WORD = re.compile(r"[^\W\d_]{3}")
# Columns of goods begin at the same place, give or take this many heights of the print.
ALIGNED = 1.0


def lists_goods(row: Row, below: Row | None) -> bool:
    """Return whether a row lists something that was sold; the one below may be of the same list."""
    *front, last = row.spans
    if front and _PRICED.fullmatch(last.text) and any(_WORD.search(span.text) for span in front):
        return True
    if _LISTED.match(row.text):
        return True
    if below is None or not _WORD.search(row.text):
        return False
    return _FOR_EACH.match(below.text) is not None or (
        _is_counted(row) and _is_counted(below) and _are_aligned(row, below)
    )


def _is_counted(row: Row) -> bool:
    """Return whether a row begins with a column of a number and continues in words."""
    first, *rest = row.spans
    return _QUANTITY.fullmatch(first.text) is not None and any(_WORD.search(span.text) for span in rest)


def _are_aligned(row: Row, below: Row) -> bool:
    apart = ALIGNED * max(row.height, below.height)
    return all(abs(one.left - other.left) < apart for one, other in zip(row.spans[:2], below.spans[:2], strict=True))
