"""Facts of each receipt on pages of lines, unsure where two could not be told apart."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from ocr.model import Check, Facts, Field, Notice, Page, Purchase
from ocr.receipt.locale import Locale
from ocr.receipt.parting.part import Part
from ocr.receipt.parting.partition import part_receipts
from ocr.receipt.scoring.thresholds import MAX_OF_MIXED

T = TypeVar("T", bound=object)

CHECK = "file_holds_one_receipt"


def read_receipts(pages: Sequence[Page], locale: Locale) -> tuple[Purchase, ...]:
    """Read every receipt on the pages; there is always one, though it may say nothing."""
    parts = part_receipts(pages, locale)
    return tuple(_purchase(part, number, len(parts)) for number, part in enumerate(parts, 1))


def _purchase(part: Part, number: int, count: int) -> Purchase:
    facts = part.facts
    told = [f"this is receipt {number} of {count}"] if count > 1 else []
    if part.another:
        # Goods have no confidence to lower.
        facts = replace(_doubted(facts), line_items=())
        told.append(f"its lines may be of more than one: {part.another}")
    if told:
        facts = replace(facts, checks=(*facts.checks, Check(CHECK, "fail", "; ".join(told))))
    return Purchase(facts=facts, lines=tuple(sorted(part.lines)), mixed=bool(part.another))


def is_receipt(facts: Facts) -> bool:
    """Return whether the facts have anything that hardly any paper but a receipt has."""
    amounts = (getattr(facts.totals, each.name) for each in fields(facts.totals))
    return bool(facts.line_items or facts.document_type or facts.receipt_number or facts.bir.tin) or any(amounts)


def _doubted(facts: T) -> T:
    """Return facts none of which is sure."""
    lowered: dict[str, object] = {}
    for each in fields(facts):  # type: ignore[arg-type]
        value = getattr(facts, each.name)
        if isinstance(value, Field):
            lowered[each.name] = replace(value, confidence=min(value.confidence, MAX_OF_MIXED))
        elif is_dataclass(value):
            lowered[each.name] = _doubted(value)
    return replace(facts, **lowered)  # type: ignore[type-var]


def notices(receipts: Sequence[Purchase]) -> tuple[Notice, ...]:
    """Return the notice that the pages hold more than one receipt, or none; nothing where they hold one."""
    if not any(is_receipt(receipt.facts) for receipt in receipts):
        lines = sum(len(receipt.lines) for receipt in receipts)
        detail = f"In {lines} lines of print there is no amount, and no title, number or tax number of a receipt: "
        return (
            Notice(
                "not_a_receipt",
                detail + "send a picture of the whole receipt, with its print facing up.",
                value=0,
                limit=1,
            ),
        )
    told = []
    if len(receipts) > 1:
        told.append(f"There are {len(receipts)} receipts: the first is at the top level, each in `receipts`.")
    if any(receipt.mixed for receipt in receipts):
        told.append("More than one receipt could not be told apart: send a picture of each.")
    return (Notice("several_receipts", " ".join(told)),) if told else ()
