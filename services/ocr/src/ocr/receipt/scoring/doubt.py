"""Facts and their checks in, facts out: no amount is sure that an identity of the paper contradicts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.model import Facts, Money, Totals
from ocr.receipt.layout.rows import Row
from ocr.receipt.scoring.thresholds import MAX_OF_CONTRADICTED

# The amounts of each identity, but for the total: what speaks against that is weighed where it is chosen.
_AMOUNTS: dict[str, tuple[str, ...]] = {
    "tax_rate": ("vatable_sales", "tax_amount"),
    "parts_make_the_total": ("vatable_sales", "vat_exempt_sales", "zero_rated_sales", "tax_amount"),
    "subtotal_makes_the_total": ("subtotal", "discount", "service_charge"),
    "cash_less_change_is_the_total": ("cash", "change"),
}
# A title, alone on its row: NO REFUND WITHOUT RECEIPT is none.
_REFUND = re.compile(
    r"\W*(?:(?:SALES?|CASH|MERCHANDISE|CUSTOMER) )?(?:REFUND|RETURNS?|CREDIT (?:NOTE|MEMO)|VOID(?:ED)?)"
    r"(?: (?:RECEIPT|SLIP|INVOICE|TRANSACTION|COPY))?\W*",
    re.IGNORECASE,
)


def doubt(facts: Facts, rows: Sequence[Row]) -> Facts:
    """Return the facts, less sure of amounts in an identity that fails and in none that holds."""
    status = {check.name: check.status for check in facts.checks}
    if _change_unread(facts.totals):
        del status["cash_less_change_is_the_total"]
    held, failed = (
        {amount for name, amounts in _AMOUNTS.items() if status.get(name) == wanted for amount in amounts}
        for wanted in ("pass", "fail")
    )
    doubted = {name: _capped(getattr(facts.totals, name)) for name in failed - held}
    total = facts.totals.total_amount
    if total is not None and total.value > 0 and any(_REFUND.fullmatch(row.text) for row in rows):
        # What was paid back has a minus in the books, and may be printed without.
        doubted["total_amount"] = _capped(total)
    return replace(facts, totals=replace(facts.totals, **doubted)) if doubted else facts


def _change_unread(totals: Totals) -> bool:
    """Tell whether more cash was given than the total, and no change was read: that speaks against neither."""
    cash, total = totals.cash, totals.total_amount
    return totals.change is None and cash is not None and total is not None and cash.value > total.value


def _capped(money: Money | None) -> Money | None:
    return money and replace(money, confidence=min(money.confidence, MAX_OF_CONTRADICTED))
