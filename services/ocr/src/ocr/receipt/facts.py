"""Facts from decisions, each with its confidence, which is lower where the paper contradicts it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from ocr.model import Bir, Facts, Field, Totals
from ocr.receipt.decisions import Decisions
from ocr.receipt.fields.checks import check
from ocr.receipt.fields.country import known
from ocr.receipt.locale import Locale
from ocr.receipt.scoring.calibration import calibrated
from ocr.receipt.scoring.doubt import doubt
from ocr.receipt.scoring.thresholds import ACCEPT, MAX_OF_DOUBTFUL_DATE, MAX_OF_DOUBTFUL_TOTAL


def facts_of(decisions: Decisions, locale: Locale) -> Facts:
    """Return the facts with their checks; none for what is not a receipt."""
    if not decisions.is_receipt:
        return Facts()
    found = {
        name: calibrated(name, finding, decisions.evidence.get(name)) for name, finding in decisions.findings.items()
    }
    if decisions.total_is_doubtful:
        total = found["total_amount"]
        found["total_amount"] = replace(total, confidence=min(total.confidence, MAX_OF_DOUBTFUL_TOTAL))
    if decisions.date_is_doubtful:
        date = found["date"]
        found["date"] = replace(date, confidence=min(date.confidence, MAX_OF_DOUBTFUL_DATE))
    facts = Facts(
        **_of(Facts, found),
        totals=Totals(**_of(Totals, found)),
        bir=Bir(**_of(Bir, found)),
        line_items=decisions.line_items,
    )
    # A law of another time speaks against no tax where the day may be misread.
    day = facts.date.value if facts.date and facts.date.confidence >= ACCEPT else None
    country = known(decisions.countries, ACCEPT)
    checks = check(facts, decisions.amounts, country, today=locale.today, day=day)
    return doubt(replace(facts, checks=checks), decisions.rows)


def _of(group: type[Facts | Totals | Bir], found: Mapping[str, Field[Any]]) -> dict[str, Any]:
    """Return what was found for the fields of a group."""
    return {field.name: found[field.name] for field in fields(group) if field.name in found}
