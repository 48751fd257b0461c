"""Explanation of a receipt for people: what each field could have been, the evidence, and its confidence."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ocr.model import Check, Field, Page, Purchase
from ocr.receipt.decisions import Decisions
from ocr.receipt.extract import decide
from ocr.receipt.fields.country import known
from ocr.receipt.fields.finding import Candidate, Choice
from ocr.receipt.layout.rows import Row, read_rows
from ocr.receipt.locale import Locale
from ocr.receipt.parting.receipts import read_receipts
from ocr.receipt.scoring.address_weights import ADDRESS
from ocr.receipt.scoring.calibration import probability
from ocr.receipt.scoring.calibration_weights import AMBIGUITY, CALIBRATION_WEIGHTS, HIGHEST
from ocr.receipt.scoring.country_weights import COUNTRY
from ocr.receipt.scoring.ranking import Weights, score
from ocr.receipt.scoring.ranking_weights import DATE, MERCHANT, TOTAL
from ocr.receipt.scoring.thresholds import MIN_ADDRESS_SCORE, MIN_DATE_SCORE, MIN_MERCHANT_SCORE, MIN_TOTAL_SCORE

# Further candidates are far from being chosen.
MAX_CANDIDATES = 8
FIELD_WIDTH, VALUE_WIDTH = 18, 44


def explain(pages: Sequence[Page], locale: Locale) -> str:
    """Return for each receipt on the pages its candidates with evidence, weights and scores, and its fields."""
    receipts = read_receipts(pages, locale)
    texts = []
    for number, receipt in enumerate(receipts, 1):
        decisions = decide(read_rows(pages, receipt.lines), locale)
        heading = f"RECEIPT {number} OF {len(receipts)}: {len(receipt.lines)} lines, country {known(decisions.countries) or 'not known'}"
        texts.append("\n".join((heading, *_explained(decisions, receipt))))
    return "\n\n\n".join(texts) + "\n"


def _explained(decisions: Decisions, receipt: Purchase) -> Iterator[str]:
    choices = (
        ("country", decisions.country, COUNTRY, -math.inf),
        ("merchant", decisions.merchant, MERCHANT, MIN_MERCHANT_SCORE),
        ("address", decisions.address, ADDRESS, MIN_ADDRESS_SCORE),
        ("date", decisions.date, DATE, MIN_DATE_SCORE),
        ("total", decisions.total, TOTAL, MIN_TOTAL_SCORE),
    )
    for field, choice, weights, least in choices:
        yield from _candidates(field, choice, weights, least)
    if not decisions.is_receipt:
        yield "\nNO RECEIPT: no total, and of a day, amounts, a title, a number and a TIN fewer than two were found."
        return
    read = {
        name: getattr(group, name)
        for group in (receipt.facts, receipt.facts.totals, receipt.facts.bir)
        for name in decisions.findings
        if hasattr(group, name)
    }
    yield from _fields(decisions, read)
    yield from _confidences(decisions, read)
    yield from _checks(receipt.facts.checks)


def _candidates(field: str, choice: Choice[Any] | None, weights: Weights, least: float) -> Iterator[str]:
    yield f"\nCANDIDATES FOR {field.upper()}"
    if choice is None:
        yield "  none"
        return
    if choice.score < least:
        yield f"  none scores {least} or more, so none is taken"
    ranked = sorted(choice.candidates, key=lambda each: -score(each.evidence, weights))
    for candidate in ranked[:MAX_CANDIDATES]:
        best = candidate is choice.candidate
        mark = ">" if best and choice.score >= least else " "
        likely = f", probability {choice.probability:.2f}" if best else ""
        yield f"{mark} {_value(candidate)}  score {score(candidate.evidence, weights):.2f}{likely}"
        yield f"      {_weighed(candidate.evidence, weights)}"
    if len(ranked) > MAX_CANDIDATES:
        yield f"  and {len(ranked) - MAX_CANDIDATES} more"


def _value(candidate: Candidate[Any]) -> str:
    """Return what a candidate says: a name's value, a day's date, an amount with its label."""
    value = candidate.value
    said = str(getattr(value, "date", None) or getattr(value, "value", None) or value or "another, or none")
    label = getattr(value, "label", "")
    return (f"{said}  {label!r}" if label else said).ljust(VALUE_WIDTH)


def _weighed(evidence: Mapping[str, float], weights: Weights) -> str:
    """Return each piece of evidence with what it adds to the score, the strongest first."""
    parts = {name: held * weights.get(name, 0.0) for name, held in evidence.items()}
    return ", ".join(f"{name} {part:+.2f}" for name, part in sorted(parts.items(), key=lambda each: -abs(each[1])))


def _fields(decisions: Decisions, read: Mapping[str, Field[Any]]) -> Iterator[str]:
    yield "\nFIELDS"
    for name, finding in decisions.findings.items():
        said = f"{name:{FIELD_WIDTH}} {finding.value!s:{VALUE_WIDTH}} {read[name].confidence:.2f}"
        yield f"  {said}  by rule: {finding.rule}{_place(finding.line, decisions.rows)}"


def _place(line: int | None, rows: Sequence[Row]) -> str:
    if line is None:
        return ""
    row = next(number for number, row in enumerate(rows, 1) if any(span.index == line for span in row.spans))
    return f", row {row}"


def _confidences(decisions: Decisions, read: Mapping[str, Field[Any]]) -> Iterator[str]:
    yield "\nWHAT THE CONFIDENCE OF A CHOSEN FIELD COMES FROM (LOG ODDS)"
    for name, evidence in decisions.evidence.items():
        weights = CALIBRATION_WEIGHTS[name]
        parts = [_weighed({"bias": 1.0, **evidence}, weights), f"at most {HIGHEST[name]}"]
        parts += [f"times {share} for {what}" for what, share in AMBIGUITY.get(name, {}).items() if evidence.get(what)]
        if read[name].confidence < round(probability(name, evidence), 4):
            parts.append(f"lowered to {read[name].confidence} by what the paper contradicts")
        yield f"  {name:{FIELD_WIDTH}} {'; '.join(parts)}"


def _checks(checks: Sequence[Check]) -> Iterator[str]:
    yield "\nCHECKS"
    for each in checks:
        yield f"  {each.status:14} {each.name}: {each.detail}"
