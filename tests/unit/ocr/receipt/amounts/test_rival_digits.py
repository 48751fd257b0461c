"""Other values of an amount, by the digits that its reader thought of."""

from decimal import Decimal

import pytest

from ocr.model import Letter
from ocr.receipt.amounts.numbers import find_amounts
from ocr.receipt.amounts.rival_digits import made_right, readings
from ocr.receipt.layout.span import TextSpan

BOX = ((0, 0), (9, 0), (9, 9), (0, 9))


def span(text: str, rivals: dict[int, tuple[tuple[str, float], ...]]) -> TextSpan:
    letters = tuple(Letter(0.6, rivals[place]) if place in rivals else Letter(0.99) for place in range(len(text)))
    return TextSpan(0, text, 0, 9, 0, 9, 0.9, BOX, letters)


@pytest.mark.parametrize(
    ("text", "rivals", "values"),
    [
        ("RM 13.50", {3: (("7", 0.3),)}, ["73.50"]),
        ("TOTAL 1,234.50", {6: (("7", 0.2), ("l", 0.1)), 9: (("9", 0.3),)}, ["1294.50", "7234.50"]),
        ("-13.50", {5: (("8", 0.3), ("6", 0.4))}, ["-13.56", "-13.58"]),
        # Beside the amount, of no digit, of a point.
        ("3 x 13.50", {0: (("8", 0.3),)}, []),
        ("13.50", {0: (("I", 0.3), ("", 0.2)), 2: (("1", 0.3),)}, []),
        ("13.50", {}, []),
    ],
)
def test_each_doubted_digit_may_be_its_rival(
    text: str, rivals: dict[int, tuple[tuple[str, float], ...]], values: list[str]
) -> None:
    line = span(text, rivals)
    (printed,) = find_amounts(text)

    assert list(readings(printed, line)) == list(map(Decimal, values))


def test_nothing_else_is_read_where_the_engine_tells_of_no_letters() -> None:
    (printed,) = find_amounts("13.50")

    assert readings(printed, TextSpan(0, "13.50", 0, 9, 0, 9, 0.9, BOX)) == {}


@pytest.mark.parametrize(
    ("sums", "right"),
    [(["18.50"], "18.50"), (["18.50", "19.50"], None), (["10.50"], None), ([], None), (["13.50"], None)],
)
def test_a_sum_tells_which_digit_it_is(sums: list[str], right: str | None) -> None:
    line = span("13.50", {1: (("8", 0.3), ("9", 0.1))})
    (printed,) = find_amounts("13.50")

    assert made_right(printed, line, set(map(Decimal, sums))) == (right and Decimal(right))
