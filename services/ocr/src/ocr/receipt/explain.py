"""Pages in, a text for people out: what each field could have been, what spoke for it, and how sure it is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ocr.model import Check, Facts, Field, Page
from ocr.receipt.decisions import Decisions
from ocr.receipt.extract import decide
from ocr.receipt.facts import facts_of
from ocr.receipt.fields.finding import Candidate, Choice
from ocr.receipt.layout.rows import Row, read_rows
from ocr.receipt.locale import Locale
from ocr.receipt.parting.receipts import read_receipts
from ocr.receipt.scoring.calibration_weights import AMBIGUITY, CALIBRATION_WEIGHTS
from ocr.receipt.scoring.ranking import Weights, score
from ocr.receipt.scoring.ranking_weights import DATE, MERCHANT, TOTAL

# Further candidates are far from being chosen.
MAX_CANDIDATES = 8
FIELD_WIDTH, VALUE_WIDTH = 18, 44


def explain(pages: Sequence[Page], locale: Locale) -> str:
    """Return for each receipt on the pages its candidates with evidence, weights and scores, and its fields."""
    receipts = read_receipts(pages, locale)
    texts = []
    for number, receipt in enumerate(receipts, 1):
        decisions = decide(read_rows(pages, receipt.lines), locale)
        heading = f"RECEIPT {number} OF {len(receipts)}: {len(receipt.lines)} lines, country {decisions.country or 'not known'}"
        texts.append("\n".join((heading, *_explained(decisions, facts_of(decisions, locale)))))
    return "\n\n\n".join(texts) + "\n"


def _explained(decisions: Decisions, facts: Facts) -> Iterator[str]:
    choices = (
        ("merchant", decisions.merchant, MERCHANT),
        ("date", decisions.date, DATE),
        ("total", decisions.total, TOTAL),
    )
    for field, choice, weights in choices:
        yield from _candidates(field, choice, weights)
    if not decisions.is_receipt:
        yield "\nNO RECEIPT: no total, and of a day, amounts, a title, a number and a TIN fewer than two were found."
        return
    yield from _fields(decisions, facts)
    yield from _confidences(decisions)
    yield from _checks(facts.checks)


def _candidates(field: str, choice: Choice[Any] | None, weights: Weights) -> Iterator[str]:
    yield f"\nCANDIDATES FOR {field.upper()}"
    if choice is None:
        yield "  none"
        return
    ranked = sorted(choice.candidates, key=lambda each: -score(each.evidence, weights))
    for candidate in ranked[:MAX_CANDIDATES]:
        mark = ">" if candidate is choice.candidate else " "
        probability = f", probability {choice.probability:.2f}" if candidate is choice.candidate else ""
        yield f"{mark} {_value(candidate)}  score {score(candidate.evidence, weights):.2f}{probability}"
        yield f"      {_weighed(candidate.evidence, weights)}"
    if len(ranked) > MAX_CANDIDATES:
        yield f"  and {len(ranked) - MAX_CANDIDATES} more"


def _value(candidate: Candidate[Any]) -> str:
    """Return what a candidate says: a name's value, a day's date, an amount with its label."""
    value = candidate.value
    said = str(getattr(value, "date", None) or value.value)
    label = getattr(value, "label", "")
    return (f"{said}  {label!r}" if label else said).ljust(VALUE_WIDTH)


def _weighed(evidence: Mapping[str, float], weights: Weights) -> str:
    """Return each piece of evidence with what it adds to the score, the strongest first."""
    parts = {name: held * weights.get(name, 0.0) for name, held in evidence.items()}
    return ", ".join(f"{name} {part:+.2f}" for name, part in sorted(parts.items(), key=lambda each: -abs(each[1])))


def _fields(decisions: Decisions, facts: Facts) -> Iterator[str]:
    yield "\nFIELDS"
    read: dict[str, Field[Any] | None] = {
        name: getattr(group, name)
        for group in (facts, facts.totals, facts.bir)
        for name in decisions.findings
        if hasattr(group, name)
    }
    for name, finding in decisions.findings.items():
        field = read[name]
        confidence = f"{field.confidence:.2f}" if field else ""
        yield f"  {name:{FIELD_WIDTH}} {finding.value!s:{VALUE_WIDTH}} {confidence}  by rule: {finding.rule}{_place(finding.line, decisions.rows)}"


def _place(line: int | None, rows: Sequence[Row]) -> str:
    if line is None:
        return ""
    row = next(number for number, row in enumerate(rows, 1) if any(span.index == line for span in row.spans))
    return f", row {row}"


def _confidences(decisions: Decisions) -> Iterator[str]:
    yield "\nWHAT THE CONFIDENCE OF A CHOSEN FIELD COMES FROM (LOG ODDS)"
    for name, evidence in decisions.evidence.items():
        weights = CALIBRATION_WEIGHTS[name]
        shares = [f"times {share} for {what}" for what, share in AMBIGUITY.get(name, {}).items() if evidence.get(what)]
        doubted = (
            ["at most what a doubtful total is given"] if name == "total_amount" and decisions.total_is_doubtful else []
        )
        yield f"  {name:{FIELD_WIDTH}} {'; '.join((_weighed({'bias': 1.0, **evidence}, weights), *shares, *doubted))}"


def _checks(checks: Sequence[Check]) -> Iterator[str]:
    yield "\nCHECKS"
    for each in checks:
        yield f"  {each.status:14} {each.name}: {each.detail}"
