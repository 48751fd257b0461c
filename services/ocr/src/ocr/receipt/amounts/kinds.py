"""Kinds of amounts, grouped as they are asked for together."""

from ocr.receipt.lexicon.kinds import AmountKind

TOTAL_KINDS: frozenset[AmountKind] = frozenset(("final", "inclusive", "vat_inclusive", "total", "gross"))
TENDERS: frozenset[AmountKind] = frozenset(
    ("cash", "card", "e_wallet", "bank_transfer", "check", "gift_certificate", "charge")
)
# What is taken off on the way to the total, whatever sign it is printed with.
REDUCTIONS: tuple[AmountKind, ...] = ("discount", "less_vat", "withholding", "gift_certificate")
