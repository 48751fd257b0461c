"""Doubt of amounts: the confidence of those that an identity of the paper contradicts is lowered."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.model import Facts, Money, Totals
from ocr.receipt.layout.rows import Row
from ocr.receipt.scoring.thresholds import MAX_OF_CONTRADICTED
from ocr.receipt.tax import CENT, rate_of, rates

# The amounts that each identity speaks against where it fails: those it is made for. The total has sums of its own against it,
# weighed where it is chosen.
_AMOUNTS: dict[str, tuple[str, ...]] = {
    "tax_rate": ("vatable_sales", "tax_amount"),
    "parts_make_the_total": ("vatable_sales", "vat_exempt_sales", "zero_rated_sales", "tax_amount"),
    "subtotal_makes_the_total": ("subtotal", "discount", "service_charge"),
    "cash_less_change_is_the_total": ("cash", "change"),
}
# Every rate of the law, and how far a rounded tax is from it.
_RATES = tuple({law.rate for law in rates(None, None)})
_HALF_A_CENT = CENT / 2
# A title, alone on its row: NO REFUND WITHOUT RECEIPT is none.
_REFUND = re.compile(
    r"\W*(?:(?:SALES?|CASH|MERCHANDISE|CUSTOMER) )?(?:REFUND|RETURNS?|CREDIT (?:NOTE|MEMO)|VOID(?:ED)?)"
    r"(?: (?:RECEIPT|SLIP|INVOICE|TRANSACTION|COPY))?\W*",
    re.IGNORECASE,
)


def doubt(facts: Facts, rows: Sequence[Row]) -> Facts:
    """Return the facts with a lower confidence for amounts in an identity that fails and in none that holds."""
    status = {check.name: check.status for check in facts.checks}
    if _change_unread(facts.totals):
        del status["cash_less_change_is_the_total"]
    held, failed = (
        {amount for name, amounts in table.items() if status.get(name) == wanted for amount in amounts}
        for table, wanted in ((_confirmed(facts.totals), "pass"), (_AMOUNTS, "fail"))
    )
    doubted = {name: _capped(getattr(facts.totals, name)) for name in failed - held}
    total = facts.totals.total_amount
    if total is not None and total.value > 0 and any(_REFUND.fullmatch(row.text) for row in rows):
        # What was paid back has a minus in the books, and may be printed without.
        doubted["total_amount"] = _capped(total)
    return replace(facts, totals=replace(facts.totals, **doubted)) if doubted else facts


def _confirmed(totals: Totals) -> dict[str, tuple[str, ...]]:
    """Return the amounts that each identity confirms where it holds.

    A tax that is a cent or two off its rate is right, but ten cents more or less of the sale are no more: 7.65 for 7.55.
    """
    net, tax = totals.vatable_sales, totals.tax_amount
    to_the_cent = net and tax and rate_of(net.value, tax.value, _RATES, _HALF_A_CENT) is not None
    return _AMOUNTS if to_the_cent else _AMOUNTS | {"tax_rate": ("tax_amount",)}


def _change_unread(totals: Totals) -> bool:
    """Return whether more cash was given than the total, and no change was read: that speaks against neither."""
    cash, total = totals.cash, totals.total_amount
    return totals.change is None and cash is not None and total is not None and cash.value > total.value


def _capped(money: Money | None) -> Money | None:
    return money and replace(money, confidence=min(money.confidence, MAX_OF_CONTRADICTED))
