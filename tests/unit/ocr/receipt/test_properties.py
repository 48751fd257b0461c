"""Whatever the engine reads, the extraction answers with facts that hold together, and soon."""

import dataclasses
import datetime
import string
import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocr.model import Box, Facts, Field, Line, Page
from ocr.receipt import Locale, extract

LOCALE = Locale(today=datetime.date(2026, 11, 20))

# Bits of real receipts, so that every part of the extraction is reached, and arbitrary text besides.
WORDS = st.sampled_from(
    [
        "TOTAL",
        "SUBTOTAL",
        "CASH",
        "CHANGE",
        "VAT",
        "12%",
        "GST",
        "@6%",
        "RM",
        "P",
        "₱",
        "TIN",
        "MIN",
        "PTU",
        "No.",
        "#",
        ":",
        "Date:",
        "01/02/2026",
        "31/12/99",
        "12:30",
        "PM",
        "1,234.50",
        "-0.02",
        "(5.00)",
        "100.00SR",
        "2",
        "x",
        "9.99",
        "SDN",
        "BHD",
        "INC.",
        "JALAN",
        "TAMAN",
        "43200",
        "SELANGOR",
        "Brgy.",
        "Makati",
        "City",
        "1226",
        "123-456-789-00000",
        "INVOICE",
        "OFFICIAL",
        "RECEIPT",
        "ATP",
        "OCN",
        "8AU0006441822",
        "GCASH",
        "VISA",
        "****1234",
        "Less:",
        "SC/PWD",
        "Discount",
        "QTY",
        "Description",
        "OPERATED",
        "BY",
    ]
)
TEXT = st.one_of(
    st.lists(WORDS, max_size=8).map(" ".join),
    st.text(max_size=40),
    st.text(string.digits + ".,:/-() OIlS", max_size=30),
)
NUMBER = st.integers(-5000, 20000)


def boxes() -> st.SearchStrategy[Box]:
    point = st.tuples(NUMBER, NUMBER)
    upright = st.tuples(NUMBER, NUMBER, st.integers(0, 900), st.integers(0, 80)).map(
        lambda b: ((b[0], b[1]), (b[0] + b[2], b[1]), (b[0] + b[2], b[1] + b[3]), (b[0], b[1] + b[3]))
    )
    return st.one_of(upright, upright, st.tuples(point, point, point, point))


LINES = st.lists(st.builds(Line, TEXT, boxes(), st.floats(0, 1)), max_size=40)


def page(lines: list[Line]) -> Page:
    return Page(width=1000, height=2000, rotation=0, lines=tuple(lines))


def fields(facts: Facts) -> list[Field[object]]:
    values = [
        getattr(group, each.name) for group in (facts, facts.totals, facts.bir) for each in dataclasses.fields(group)
    ]
    return [value for value in values if isinstance(value, Field)]


def stacked(texts: list[str]) -> Page:
    rows = (((10, 30 * n), (400, 30 * n), (400, 30 * n + 20), (10, 30 * n + 20)) for n in range(len(texts)))
    return page([Line(text, box, 0.9) for text, box in zip(texts, rows, strict=True)])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES.map(page), max_size=3))
def test_any_lines_give_facts_that_point_at_lines_that_are_there(pages: list[Page]) -> None:
    count = sum(len(page.lines) for page in pages)
    facts = extract(pages, LOCALE)
    for field in fields(facts):
        assert 0 <= field.confidence <= 1
        assert field.line is None or 0 <= field.line < count
        assert (field.box is None) == (field.line is None) == (field.source != "read")
    assert all(0 <= item.line < count and item.description for item in facts.line_items)
    assert facts.date is None or facts.date.value <= LOCALE.today
    money = [getattr(facts.totals, name) for name in facts.totals.__dataclass_fields__]
    assert all(field is None or field.value == field.value.quantize(Decimal("0.01")) for field in money)


@settings(max_examples=40, deadline=None)
@given(LINES.map(page))
def test_the_same_lines_give_the_same_facts(read: Page) -> None:
    assert extract([read], LOCALE) == extract([read], LOCALE)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, max_size=30))
def test_rows_in_reading_order_give_facts_without_an_exception(texts: list[str]) -> None:
    assert extract([stacked(texts)], LOCALE).checks is not None


@pytest.mark.parametrize(
    "text",
    ["1" * 20_000, "1," * 8_000, "TOTAL " * 4_000, "O0" * 9_000, "1.1/1-" * 4_000, "(" * 20_000, "VAT 12% " * 3_000,
     "A" * 20_000, " " * 20_000 + "x", "-1-1" * 5_000, "123-456-789 " * 2_000, "No. " * 5_000, "12:30 " * 4_000,
     "S/B" * 6_000, "Jan 1, " * 3_000, "1 x " * 5_000],
)  # fmt: skip
def test_a_very_long_line_is_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    extract([stacked(["SHOP SDN BHD", text, "TOTAL 5.00"])], LOCALE)
    assert time.process_time() - started < 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "texts", [["TOTAL 5.00"] * 5_000, ["ITEM", "2 x 1.50  3.00"] * 2_500, ["x"] * 5_000, ["TIN: 123-456-789"] * 5_000]
)
def test_thousands_of_lines_are_read_in_bounded_time(texts: list[str]) -> None:
    started = time.process_time()
    extract([stacked(texts)], LOCALE)
    assert time.process_time() - started < 4


@pytest.mark.slow
def test_thousands_of_lines_on_one_spot_are_read_in_bounded_time() -> None:
    box: Box = ((10, 10), (60, 10), (60, 30), (10, 30))
    started = time.process_time()
    extract([page([Line(f"TOTAL {n}.00", box, 0.9) for n in range(3_000)])], LOCALE)
    assert time.process_time() - started < 4
