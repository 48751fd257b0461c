"""Other readings of an amount: each digit that the reader doubted, replaced by a rival that it named."""

from collections.abc import Collection
from decimal import Decimal

from ocr.receipt.amounts.numbers import Printed
from ocr.receipt.layout.span import TextSpan


def readings(printed: Printed, span: TextSpan) -> dict[Decimal, float]:
    """Return the other values of an amount by one of its digits, each with how likely the rival is, likeliest first."""
    if not span.letters:
        return {}
    places = [place for place in range(printed.start, printed.end) if span.text[place].isalnum()]
    digits = f"{abs(printed.value):.2f}".replace(".", "")
    # Cents that were not printed, a digit read as a letter that is none, thousands joined from another number.
    if len(places) != len(digits):
        return {}
    found: dict[Decimal, float] = {}
    for number, place in enumerate(places):
        for rival, probability in span.letters[place].rivals:
            if rival.isascii() and rival.isdigit():
                other = f"{digits[:number]}{rival}{digits[number + 1 :]}"
                value = Decimal(f"{other[:-2]}.{other[-2:]}")
                found[value.copy_sign(printed.value)] = probability
    return dict(sorted(found.items(), key=lambda each: -each[1]))


def made_right(printed: Printed, span: TextSpan, sums: Collection[Decimal]) -> Decimal | None:
    """Return the other reading of an amount that equals a sum of the paper, None unless exactly one does."""
    right = [value for value in readings(printed, span) if value in sums]
    return right[0] if len(right) == 1 else None
