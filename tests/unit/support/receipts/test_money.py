import random
from decimal import Decimal

import pytest

from tests.support.receipts.money import (
    PHILIPPINE_NOTES,
    VAT,
    cents,
    handed_over,
    is_exact,
    to_five_sen,
    without_tax,
)


def test_half_a_cent_rounds_away_from_zero() -> None:
    assert [cents(Decimal(amount)) for amount in ("0.125", "0.135", "-0.125")] == [
        Decimal("0.13"),
        Decimal("0.14"),
        Decimal("-0.13"),
    ]


def test_takes_the_vat_out_of_a_price() -> None:
    assert without_tax(Decimal("320.00"), VAT) == Decimal("285.71")


def test_tells_a_tax_that_is_a_cent_off() -> None:
    assert is_exact(Decimal("100.00"), Decimal("12.00"), VAT)
    assert not is_exact(Decimal("100.00"), Decimal("12.01"), VAT)


@pytest.mark.parametrize(
    ("amount", "rounded"), [("10.02", "10.00"), ("10.03", "10.05"), ("10.07", "10.05"), ("9.98", "10.00")]
)
def test_rounds_to_five_sen(amount: str, rounded: str) -> None:
    assert to_five_sen(Decimal(amount)) == Decimal(rounded)


def test_the_cash_handed_over_is_never_less_than_the_total() -> None:
    rng = random.Random(1)
    totals = [Decimal(rng.randint(100, 2_000_000)) / 100 for _ in range(500)]
    assert all(handed_over(rng, total, PHILIPPINE_NOTES) >= total for total in totals)


def test_cash_is_handed_over_in_notes_or_to_the_centavo() -> None:
    total, rng = Decimal("349.65"), random.Random(1)
    given = {handed_over(rng, total, PHILIPPINE_NOTES) for _ in range(200)}
    assert given == {total, Decimal(400), Decimal(500), Decimal(1000)}
