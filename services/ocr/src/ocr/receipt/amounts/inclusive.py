"""Correction of totals that are labelled as the tax which they include, and are too large to be a tax."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.kinds import REDUCTIONS, TENDERS

# No law takes a quarter of the sale: the largest of tax.py is 0.2 of it.
LARGEST_TAX = Decimal("0.25")
_INCLUSIVE = re.compile(r"INC(?:L|\b)", re.IGNORECASE)


def inclusive_totals(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return the amounts, where those labelled as an included tax but too large for one get the kind `inclusive`.

    A till prints AMT PAID INCL. GST 78.30; of Total Inclusive GST 635.00 the first word is not always read. Where
    something is taken off, it may be the sale before that.
    """
    if any(a.kind in REDUCTIONS and a.value for a in amounts):
        return tuple(amounts)
    whole = max((a.value for a in amounts if a.kind != "change" and a.kind not in TENDERS), default=Decimal(0))
    return tuple(replace(a, kinds=("inclusive",)) if _holds_tax(a, whole) else a for a in amounts)


def _holds_tax(amount: Amount, whole: Decimal) -> bool:
    named = amount.kind == "tax" and not (amount.above or amount.repeated or amount.in_summary)
    return named and amount.value > LARGEST_TAX * whole and _INCLUSIVE.search(amount.label) is not None
