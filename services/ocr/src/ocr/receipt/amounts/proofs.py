"""Proofs of a value: the sums of a receipt's amounts that come to it."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.kinds import REDUCTIONS, TENDERS, TOTAL_KINDS
from ocr.receipt.amounts.rounding import before_and_after, roundings
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.tax import NIL, PROVING_RATES, ROUNDED_ONCE, tax_in

# Values looked at where every one is compared with every other: keeps a forged page from taking long.
MAX_VALUES = 40
MAX_FEES = 3
# Sums of other amounts that come to a value, and evidence that they give for it otherwise: one that has any of it was
# not misread.
PROOFS = frozenset((
    "cash_minus_change", "sum_of_parts", "sum_of_items", "sum_of_classes", "after_rounding", "before_rounding",
    "after_withholding", "difference_below",
))  # fmt: skip
SUPPORT = PROOFS | {"tendered", "holds_tax", "times"}


class Arithmetic:
    """Proofs of a value by the labelled amounts of a receipt."""

    def __init__(self, amounts: Sequence[Amount]) -> None:
        by_kind: dict[AmountKind | None, list[Decimal]] = defaultdict(list)
        for amount in amounts:
            if not amount.repeated and len(by_kind[amount.kind]) < MAX_VALUES:
                by_kind[amount.kind].append(amount.value)
        self.tendered = [value for kind in sorted(TENDERS) for value in by_kind[kind] if value]
        self.labelled = {value for kind in TOTAL_KINDS for value in by_kind[kind]}
        changes = [abs(value) for value in by_kind["change"]]
        self.paid = {cash - change for cash in self.tendered for change in changes if 0 <= change < cash}
        self.printed = sorted({a.value for a in amounts if a.value > 0})[-MAX_VALUES:]
        self.roundings = roundings(amounts)
        self.rounded = before_and_after(amounts)
        self.withheld = [abs(v) for v in by_kind["withholding"] if v]
        self.sums = self._sums(by_kind)
        self.classes = self._classes(by_kind)
        self.differences = self._differences(amounts)
        self.items = self._items(amounts)
        self.largest_labelled = max(self.labelled, default=None)
        self.largest = max(self.printed, default=None)
        totals = [a for a in amounts if a.kind in TOTAL_KINDS and not a.in_summary and not a.repeated]
        self.last_labelled = totals[-1].value if totals else None
        self.comes_to_nothing = self._comes_to_nothing(amounts)

    @staticmethod
    def _sums(by_kind: dict[AmountKind | None, list[Decimal]]) -> set[Decimal]:
        """Return what a base and at least one of tax, service charge, discount and rounding come to."""
        bases = {
            v
            for kind in ("final", "subtotal", "inclusive", "vat_inclusive", "gross", "net_of_vat", "total", "vatable")
            for v in by_kind[kind][:6]
        }
        added = [values[0] for kind in ("tax", "service_charge", "rounding") if (values := by_kind[kind])]
        added += by_kind["fee"][:MAX_FEES]
        added += [-abs(values[0]) for kind in REDUCTIONS if (values := by_kind[kind])]
        added = [value for value in added if value]
        parts = [sum(some) for n in range(1, len(added) + 1) for some in combinations(added, n)]
        classes = [v for kind in ("subtotal", "vatable", "vat_exempt", "zero_rated", "tax") for v in by_kind[kind][:4]]
        pairs = {one + other for one, other in combinations(classes[:12], 2) if one > 0 and other > 0}
        # One amount alone is no sum: it would prove itself.
        whole = [value for value in dict.fromkeys(classes) if value]
        every = {sum(whole, NIL)} if len(whole) > 1 else set()
        return {base + part for base in bases for part in parts} | pairs | every

    @staticmethod
    def _classes(by_kind: dict[AmountKind | None, list[Decimal]]) -> Decimal | None:
        """Return what VATable, exempt and zero-rated sales and the VAT come to."""
        kinds: tuple[AmountKind, ...] = ("vatable", "tax", "vat_exempt", "zero_rated")
        first = [by_kind[kind][0] for kind in kinds if by_kind[kind]]
        whole = by_kind["vatable"] and by_kind["tax"] and first[1] > 0 and not any(by_kind["withholding"])
        return sum(first, NIL) if whole else None

    @staticmethod
    def _differences(amounts: Sequence[Amount]) -> set[Decimal]:
        """Return values over two amounts that differ by them, as cash and change do whatever they are called."""
        last = [a for a in amounts if a.last_of_row and not a.in_summary and a.place > 0.25][-MAX_VALUES:]
        found: set[Decimal] = set()
        for n, total in enumerate(last):
            below = [a for a in last[n + 1 : n + 5] if a.row > total.row]
            if any(c.value > total.value and c.value - abs(g.value) == total.value for c, g in pairwise(below)):
                found.add(total.value)
        return found

    @staticmethod
    def _comes_to_nothing(amounts: Sequence[Amount]) -> bool:
        """Return whether as much as the goods cost was taken off before the first total, or nothing costs anything."""
        goods, reduced = NIL, NIL
        for amount in amounts:
            if amount.kind in TOTAL_KINDS and not amount.repeated:
                return amount.value == 0 and goods == reduced
            if amount.kind in REDUCTIONS or (amount.value < 0 and amount.last_of_row):
                reduced += abs(amount.value)
            elif amount.kind == "subtotal":
                goods = amount.value
            elif amount.last_of_row and not amount.is_unit_price and (amount.kind is None or amount.kind == "fee"):
                goods += amount.value
        return False

    @staticmethod
    def _items(amounts: Sequence[Amount]) -> Decimal | None:
        """Return the sum of the right-hand amounts above the first label, the goods of most receipts."""
        items: list[Decimal] = []
        # Beside prices with cents, a whole number is something else.
        cents = any(amount.printed.exact for amount in amounts)
        for amount in amounts:
            if amount.kind in TOTAL_KINDS or amount.kind in ("subtotal", "tax"):
                break
            if (
                amount.last_of_row
                and (amount.printed.exact or not cents)
                and not amount.is_unit_price
                and (amount.kind is None or amount.above or amount.kind in ("discount", "fee"))
            ):
                items.append(amount.value)
        return sum(items, NIL) if items else None

    def holds_tax(self, value: Decimal) -> bool:
        """Return whether the tax within this value is printed too."""
        if value < 1:
            return False
        shares = [tax_in(value, rate) for rate in PROVING_RATES]
        return any(abs(share - printed) < ROUNDED_ONCE for share in shares for printed in self.printed)

    def after_rounding(self, value: Decimal) -> bool:
        """Return whether a labelled amount and a printed rounding make this value."""
        if self.rounded:
            return any(value == after for _, after in self.rounded)
        return any(value - rounding in self.labelled for rounding in self.roundings)

    def after_withholding(self, value: Decimal) -> bool:
        """Return whether withheld tax was taken off a labelled amount to make this value."""
        return any(value + withheld in self.labelled | self.sums for withheld in self.withheld)

    def before_rounding(self, value: Decimal) -> bool:
        """Return whether this value and a printed rounding make another printed one."""
        if self.rounded:
            return any(value == before for before, _ in self.rounded)
        return any(value + rounding in self.printed for rounding in self.roundings)
