from collections.abc import Callable
from decimal import Decimal

import pytest

from ocr.model import Facts
from ocr.receipt import Locale
from ocr.receipt.extract import decide
from ocr.receipt.fields.finding import log_odds
from ocr.receipt.fields.total import evidence_for_total
from ocr.receipt.layout.rows import Row
from ocr.receipt.scoring.calibration import probability
from ocr.receipt.scoring.calibration_weights import AMBIGUITY, CALIBRATION_WEIGHTS, HIGHEST
from ocr.receipt.scoring.thresholds import ACCEPT

Read = Callable[..., Facts]


def test_a_total_that_arithmetic_proves_is_surer_than_one_that_is_only_labelled(facts: Read) -> None:
    proven = facts("SHOP", "TEH | 7.20", "TOTAL | 7.20", "CASH | 50.00", "CHANGE | 42.80").totals.total_amount
    labelled = facts("SHOP", "TEH | 3.00", "TOTAL | 7.20").totals.total_amount
    assert proven
    assert labelled
    assert proven.confidence > ACCEPT
    assert proven.confidence > labelled.confidence


@pytest.mark.parametrize(
    ("texts", "sure"),
    [
        (("Date: 03/04/2025",), False),
        (("Date: 25/12/2025",), True),
        # both orders say the same, or the name of the month says which
        (("Date: 04/04/2025",), True),
        (("Date: 03/04/2025", "Printed 3 Apr 2025"), True),
        (("Date: 03/04/2025", "50450 KUALA LUMPUR MALAYSIA", "GST 6% RM | 0.28"), True),
    ],
)  # fmt: skip
def test_a_date_whose_order_is_open_is_left_to_a_person(facts: Read, texts: tuple[str, ...], sure: bool) -> None:
    date = facts("SHOP", *texts, "TOTAL | 5.00").date
    assert date
    assert (date.confidence >= ACCEPT) is sure


def test_a_rounded_total_is_at_most_as_sure_as_it_is_the_one_meant(facts: Read) -> None:
    paid = ("ROUNDING | -0.02", "AMOUNT TO BE PAID | 26.80", "CASH | 50.00", "CHANGE | 23.20")
    rounded = facts("SHOP", "TEH | 26.82", "TOTAL | 26.82", *paid).totals.total_amount
    assert rounded
    assert rounded.value == Decimal("26.80")
    assert 0.8 < rounded.confidence < AMBIGUITY["total_amount"]["rounded"]


@pytest.mark.parametrize(
    ("texts", "sure"),
    [
        (("SUBTOTAL | 25.60", "COUPON DISCOUNT | 21.70", "GRAND TOTAL | 3.90", "CASH | 5.00", "CHANGE | 1.10"), False),
        (("TOTAL | 25.60", "GIFT VOUCHER | 20.00", "CASH | 5.60"), False),
        # a lower price, a coupon of nothing, and one of a single thing
        (("SUBTOTAL | 25.60", "DISCOUNT | 21.70", "GRAND TOTAL | 3.90", "CASH | 5.00", "CHANGE | 1.10"), True),
        (("SUBTOTAL | 25.60", "COUPON | 0.00", "GRAND TOTAL | 25.60", "CASH | 30.00", "CHANGE | 4.40"), True),
        (("MILO | 12.80", "COUPON | -2.00", "SUBTOTAL | 23.60", "TOTAL | 23.60", "CASH | 25.00", "CHANGE | 1.40"), True),
    ],
)  # fmt: skip
def test_a_total_before_or_after_a_coupon_is_left_to_a_person(facts: Read, texts: tuple[str, ...], sure: bool) -> None:
    total = facts("SHOP", "TEH | 12.80", *texts).totals.total_amount
    assert total
    assert (total.confidence >= ACCEPT) is sure


@pytest.mark.parametrize("field", HIGHEST)
def test_no_evidence_makes_a_field_surer_than_folds_support(field: str) -> None:
    assert probability(field, {"probability": 20.0, "score": 20.0, "doubt": -20.0}) == HIGHEST[field] < 1


@pytest.mark.parametrize("against", ["contested", "no_coin"])
def test_a_total_that_another_amount_rivals_is_left_to_a_person(against: str) -> None:
    assert probability("total_amount", {"probability": 0.0, "proofs": 1.0, against: 1.0}) < ACCEPT


@pytest.mark.parametrize(("country", "no_coin"), [("MY", 1.0), ("SG", 0.0), ("PH", 0.0), (None, 0.0)])
def test_a_total_that_no_coin_pays_is_doubted_where_every_payment_is_rounded(
    country: str | None, no_coin: float, rows: Callable[..., tuple[Row, ...]], locale: Locale
) -> None:
    decisions = decide(rows("SHOP", "TEH | 7.23", "TOTAL | 7.23"), locale)
    assert decisions.total
    assert evidence_for_total(decisions.total, decisions.amounts, country)["no_coin"] == no_coin


def test_a_misread_line_is_less_sure() -> None:
    evidence = {"probability": 2.0, "score": 1.0}
    assert probability("merchant", evidence | {"misread": 0.0}) > probability("merchant", evidence | {"misread": 0.3})


def test_a_total_that_was_repaired_is_left_to_a_person_however_clear_its_label(facts: Read) -> None:
    repaired = facts("SHOP", "TEH | 261.70", "MILO | 12.80", "TOTAL | 214.50", "CASH | 300.00", "CHANGE | 25.50")
    total = repaired.totals.total_amount
    assert total
    assert (total.value, total.text) == (Decimal("274.50"), "214.50")
    assert total.confidence < ACCEPT


def test_log_odds_are_bounded() -> None:
    assert log_odds(0.0) == log_odds(0.01) < log_odds(0.5) == 0.0 < log_odds(1.0) < 7


def test_more_chance_and_better_reading_never_make_a_field_less_sure() -> None:
    for field, weights in CALIBRATION_WEIGHTS.items():
        assert weights.get("probability", 0.0) >= 0, field
        assert weights.get("misread", 0.0) + weights.get("doubt", 0.0) < 0, field
