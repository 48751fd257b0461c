"""Confidence of a field: by the evidence that it is right, or by how often the rule that found it was."""

import math
from collections.abc import Sequence
from typing import TypeVar

from ocr.model import Box, Field
from ocr.receipt.fields.finding import Evidence, Finding
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.scoring.calibration_weights import AMBIGUITY, CALIBRATION_WEIGHTS, HIGHEST
from ocr.receipt.scoring.measured import MEASURED
from ocr.receipt.scoring.ranking import score

T = TypeVar("T")


def probability(field: str, evidence: Evidence) -> float:
    """Return the probability that a field with this evidence is right."""
    weights = CALIBRATION_WEIGHTS[field]
    read = 1 / (1 + math.exp(-max(min(weights["bias"] + score(evidence, weights), 30.0), -30.0)))
    # no evidence on the paper, however strong, tells which of two values a person means by the field's name
    meant = math.prod(share for name, share in AMBIGUITY.get(field, {}).items() if evidence.get(name))
    return min(read, HIGHEST[field]) * meant


def calibrated(field: str, finding: Finding[T], evidence: Evidence | None = None) -> Field[T]:
    """Return a finding with its confidence: by the evidence for its being right, else by how often its rule is."""
    confidence = MEASURED[field][finding.rule] if evidence is None else probability(field, evidence)
    box = box_around(finding.spans) if finding.spans else None
    return Field(finding.value, finding.text, round(confidence, 4), box, finding.line, finding.source)


def box_around(spans: Sequence[TextSpan]) -> Box:
    """Return the box of one span, or the upright box around several."""
    if len(spans) == 1:
        return spans[0].box
    xs = [x for span in spans for x, _ in span.box]
    ys = [y for span in spans for _, y in span.box]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    return (left, top), (right, top), (right, bottom), (left, bottom)
