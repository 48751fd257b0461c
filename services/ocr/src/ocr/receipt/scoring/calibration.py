"""How sure a field is: the evidence for its being right, weighed by what bench/train_confidence.py has learnt."""

import math
from collections.abc import Sequence

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.proofs import roundings
from ocr.receipt.fields.address import Address
from ocr.receipt.fields.date import Day
from ocr.receipt.fields.merchant import Name
from ocr.receipt.scoring.calibration_weights import AMBIGUITY, CALIBRATION_WEIGHTS
from ocr.receipt.scoring.ranking import Choice, Evidence, score

_PROOFS = ("cash_minus_change", "sum_of_parts", "holds_tax", "sum_of_items")


def confidence(field: str, evidence: Evidence) -> float:
    """Return the probability that a field with this evidence is right."""
    weights = CALIBRATION_WEIGHTS[field]
    read = 1 / (1 + math.exp(-max(min(weights["bias"] + score(evidence, weights), 30.0), -30.0)))
    # no evidence on the paper, however strong, tells which of two values a person means by the field's name
    meant = math.prod(share for name, share in AMBIGUITY.get(field, {}).items() if evidence.get(name))
    return read * meant


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds, bounded to what a few hundred receipts can tell."""
    probability = min(max(probability, 0.05), 0.998)
    return math.log(probability / (1 - probability))


def of_merchant(choice: Choice[Name]) -> Evidence:
    """Return what tells whether the merchant's name is right."""
    name = choice.what
    return {
        "probability": log_odds(choice.probability),
        "score": max(min(choice.score, 8.0), -4.0) / 4,
        "misread": 1 - min(span.score for span in name.spans),
        "corrected": float(name.value != name.printed),
    }


def of_address(address: Address) -> Evidence:
    """Return what tells whether the address is right and whole."""
    return {
        "points": min(address.points, 8.0) / 4,
        "misread": 1 - min(span.score for span in address.spans),
        "postcode": float(address.has_postcode),
        "rows": float(address.rows > 1),
        "corrected": float(address.value != address.printed),
    }


def of_date(choice: Choice[Day]) -> Evidence:
    """Return what tells whether the date is right."""
    day = choice.what
    return {
        "probability": log_odds(choice.probability),
        "misread": 1 - day.span.score,
        "order_unsure": float(not day.certain),
        "short_year": float(len(day.printed.text) < 9),
    }


def of_total(choice: Choice[Amount], found: Evidence, amounts: Sequence[Amount]) -> Evidence:
    """Return what tells whether the total is right; `found` is the evidence it was chosen by."""
    return {
        "probability": log_odds(choice.probability),
        "proofs": min(sum(found.get(proof, 0.0) for proof in _PROOFS), 2.0),
        "misread": 1 - choice.what.span.score,
        "rounded": float(bool(roundings(amounts))),
        "corrected": float(choice.what.value != choice.what.printed.value),
    }
