"""Money in Decimal: taking a tax out of a price, statutory discounts, rounding, and what a customer hands over."""

import random
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")

VAT = Decimal("0.12")
GST = Decimal("0.06")
SERVICE_TAX = Decimal("0.06")
SENIOR_DISCOUNT = Decimal("0.20")
PHILIPPINE_NOTES = (20, 50, 100, 200, 500, 1000)
MALAYSIAN_NOTES = (1, 5, 10, 20, 50, 100)
# Of countries whose money counts in more than hundreds.
NOTES: Mapping[str, tuple[int, ...]] = {
    "PH": PHILIPPINE_NOTES,
    "IN": (10, 20, 50, 100, 500),
    "ZA": (10, 20, 50, 100, 200),
    "ID": (5_000, 10_000, 20_000, 50_000, 100_000),
    "VN": (10_000, 20_000, 50_000, 100_000, 500_000),
    "JP": (100, 500, 1_000, 5_000, 10_000),
}


def cents(amount: Decimal) -> Decimal:
    """Round to two decimals, halves away from zero as cash registers do."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def without_tax(price: Decimal, rate: Decimal) -> Decimal:
    """Return the part of a tax-inclusive price that is not tax."""
    return cents(price / (1 + rate))


def is_exact(net: Decimal, tax: Decimal, rate: Decimal) -> bool:
    """Return whether the tax is the rate times the net amount to the cent, not a cent off by rounding."""
    return cents(net * rate) == tax


def to_unit(amount: Decimal, unit: Decimal) -> Decimal:
    """Round to a whole number of the smallest coin."""
    return (amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def to_five_sen(amount: Decimal) -> Decimal:
    """Round to five sen, as Malaysian cash totals are."""
    return (amount * 20).quantize(Decimal(1), ROUND_HALF_UP) / 20 + ZERO


def handed_over(rng: random.Random, total: Decimal, notes: tuple[int, ...]) -> Decimal:
    """Return the cash a customer gives: the exact amount, or the total rounded up to notes."""
    if rng.random() < 0.12:
        return total
    note = rng.choice([note for note in notes if note * 6 > total] or notes[-1:])
    return (total / note).to_integral_value(ROUND_CEILING) * note + ZERO
