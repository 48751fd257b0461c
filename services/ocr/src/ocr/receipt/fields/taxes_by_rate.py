"""The tax where a receipt charges several rates: a table of them, or a row for each."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.numbers import CENT
from ocr.receipt.fields.finding import Finding
from ocr.receipt.tax import LARGEST_ROUNDING

# Hungary's 27 % is the highest value added tax there is.
LARGEST_RATE = Decimal("0.27")
# What a rate is of: the half of India's GST that is the centre's, a state's, or both of another state.
_LEVY = re.compile(r"[CSI]\.?\s?GST|UTGST|CENTRAL|STATE|CESS", re.IGNORECASE)
_RATE = re.compile(r"(\d{1,2}(?:[.,]\d{1,3})?)\s?%")


def tax_of_table(amounts: Sequence[Amount], total: Decimal) -> Finding[Decimal] | None:
    """Return the tax of rows with net, tax and gross amount in any order, if the gross ones add up to the total."""
    rows = list(_rows_of_rates(amounts))
    # Goods with their discount, 0.00, and amount are no table of taxes.
    taxed = [tax for tax, _ in rows if tax.value]
    if not taxed or abs(sum(gross.value for _, gross in rows) - total) > LARGEST_ROUNDING:
        return None
    if len(taxed) == 1:
        return Finding(taxed[0].value, taxed[0].printed.text, (taxed[0].span,), "fits")
    return Finding(sum((tax.value for tax in taxed), Decimal(0)), "", (), "fits", "computed")


def _rows_of_rates(amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """Yield tax and gross amount of each row of such a table."""
    for _, group in groupby(amounts, key=lambda amount: amount.row):
        row = sorted(group, key=lambda amount: amount.value)
        if len(row) == 3 and row[0].value >= 0 < row[2].value:
            tax, net, gross = row
            adds_up = abs(tax.value + net.value - gross.value) <= CENT
            if adds_up and tax.value <= net.value * LARGEST_RATE:
                yield tax, gross


def tax_of_rows(amounts: Sequence[Amount]) -> Finding[Decimal] | None:
    """Return the sum of the taxes that have rows of their own, each by its name or rate; None if there are fewer than two.

    Examples: CGST and SGST, MwSt 19 % and 7 %.
    """
    by_levy: dict[tuple[str, str], Decimal] = {}
    for amount in amounts:
        beside = amount.kind == "tax" and not (amount.above or amount.repeated or amount.in_summary)
        if beside and amount.value > 0 and (levy := _levy(amount.label)) is not None:
            by_levy.setdefault(levy, amount.value)
    return Finding(sum(by_levy.values(), Decimal(0)), "", (), "summed", "computed") if len(by_levy) > 1 else None


def _levy(label: str) -> tuple[str, str] | None:
    name, rate = _LEVY.search(label), _RATE.search(label)
    if name is None and rate is None:
        return None
    return (re.sub(r"\W", "", name.group()).upper() if name else "", rate[1] if rate else "")
