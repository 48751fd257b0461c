"""How sure a field is: the evidence for its being right, weighed by what bench/train_confidence.py has learnt."""

import math
from collections.abc import Sequence

from ocr.receipt.address import Address
from ocr.receipt.amounts import Amount
from ocr.receipt.choice import Choice, Evidence, score
from ocr.receipt.days import Day
from ocr.receipt.merchant import Name
from ocr.receipt.reliability import AMBIGUITY, RELIABILITY
from ocr.receipt.totals import roundings

_PROOFS = ("cash_minus_change", "sum_of_parts", "holds_tax", "sum_of_items")


def confidence(field: str, evidence: Evidence) -> float:
    """Return the probability that a field with this evidence is right."""
    weights = RELIABILITY[field]
    read = 1 / (1 + math.exp(-max(min(weights["bias"] + score(evidence, weights), 30.0), -30.0)))
    # no evidence on the paper, however strong, tells which of two values a person means by the field's name
    meant = math.prod(share for name, share in AMBIGUITY.get(field, {}).items() if evidence.get(name))
    return read * meant


def log_odds(chance: float) -> float:
    """Return the logarithm of the odds, bounded to what a few hundred receipts can tell."""
    chance = min(max(chance, 0.05), 0.998)
    return math.log(chance / (1 - chance))


def of_merchant(choice: Choice[Name]) -> Evidence:
    """Return what tells whether the merchant's name is right."""
    name = choice.what
    return {
        "chance": log_odds(choice.chance),
        "score": max(min(choice.score, 8.0), -4.0) / 4,
        "misread": 1 - min(piece.score for piece in name.pieces),
        "put_right": float(name.value != name.printed),
    }


def of_address(address: Address) -> Evidence:
    """Return what tells whether the address is right and whole."""
    return {
        "points": min(address.points, 8.0) / 4,
        "misread": 1 - min(piece.score for piece in address.pieces),
        "postcode": float(address.has_postcode),
        "rows": float(address.rows > 1),
        "put_right": float(address.value != address.printed),
    }


def of_date(choice: Choice[Day]) -> Evidence:
    """Return what tells whether the date is right."""
    day = choice.what
    return {
        "chance": log_odds(choice.chance),
        "misread": 1 - day.piece.score,
        "order_unsure": float(not day.certain),
        "short_year": float(len(day.printed.text) < 9),
    }


def of_total(choice: Choice[Amount], found: Evidence, amounts: Sequence[Amount]) -> Evidence:
    """Return what tells whether the total is right; `found` is the evidence it was chosen by."""
    return {
        "chance": log_odds(choice.chance),
        "proofs": min(sum(found.get(proof, 0.0) for proof in _PROOFS), 2.0),
        "misread": 1 - choice.what.piece.score,
        "rounded": float(bool(roundings(amounts))),
        "put_right": float(choice.what.value != choice.what.printed.value),
    }
