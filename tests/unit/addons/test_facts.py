"""Facts from well-formed and malformed answers."""

import datetime
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addons.ip_expense_mvp.gateway.facts import Fact, Facts, Notice, dedupe_key, fact_key

BOX = [[1, 2], [30, 2], [30, 12], [1, 12]]
DAY = datetime.date(2026, 3, 14)


def field(value: Any, **others: Any) -> dict[str, Any]:
    return {"value": value, "text": str(value), "confidence": 0.95, "box": BOX, "line": 1} | others


ANSWER = {
    "merchant": field("SARI-SARI STORE", line=0),
    "date": field("2026-03-14"),
    "currency": field("PHP"),
    "receipt_number": field("0042"),
    "document_type": field("invoice"),
    "totals": {"total_amount": field(1234.5), "tax_amount": field(132.27), "subtotal": None},
    "bir": {"tin": field("123-456-789")},
    "lines": [
        {"text": "SARI-SARI STORE", "box": BOX, "score": 0.9, "confidence": 0.9, "page": 1},
        {"text": "TOTAL 1,234.50", "box": BOX, "score": 0.8, "confidence": 0.8, "page": 2},
    ],
    "meta": {
        "count": 2,
        "avg_confidence": 0.85,
        "width": 800,
        "height": 1200,
        "rotation": 90,
        "warnings": [{"code": "print_too_small", "detail": "Come closer."}],
    },
    "something": "new",
}


def test_takes_what_is_there() -> None:
    facts = Facts.from_answer(ANSWER)
    corners = tuple((float(x), float(y)) for x, y in BOX)
    assert facts.total_amount == Fact(1234.5, "1234.5", 0.95, corners, 1, 2)
    assert facts.merchant == Fact("SARI-SARI STORE", "SARI-SARI STORE", 0.95, corners, 0, 1)
    values = [
        each and each.value
        for each in (
            facts.tin,
            facts.receipt_number,
            facts.date,
            facts.currency,
            facts.vat_amount,
            facts.document_type,
        )
    ]
    assert values == ["123-456-789", "0042", DAY, "PHP", 132.27, "invoice"]
    assert (facts.line_count, facts.avg_confidence) == (2, 0.85)
    assert (facts.width, facts.height, facts.rotation) == (800, 1200, 90)
    assert facts.warnings == (Notice("print_too_small", "Come closer."),)
    assert [line.text for line in facts.lines] == ["SARI-SARI STORE", "TOTAL 1,234.50"]


@pytest.mark.parametrize("answer", [None, {}, [], "text", 5, {"lines": None, "totals": [], "meta": "x", "bir": 1}])
def test_what_is_not_there_is_none(answer: object) -> None:
    assert Facts.from_answer(answer) == Facts()


@pytest.mark.parametrize(
    ("part", "name", "value", "wanted"),
    [
        ("totals", "total_amount", math.nan, None),
        ("totals", "total_amount", math.inf, None),
        ("totals", "total_amount", True, None),
        ("totals", "total_amount", "12.50", 12.5),
        ("totals", "total_amount", "twelve", None),
        ("totals", "total_amount", 1e12, None),
        ("totals", "total_amount", 10**400, None),
        ("totals", "total_amount", -5, -5.0),
        ("totals", "total_amount", 0, 0.0),
        ("totals", "total_amount", 1.005, 1.0),
        ("totals", "total_amount", [1], None),
        ("totals", "tax_amount", None, None),
        ("bir", "tin", 123456789, None),
        ("bir", "tin", "  ", None),
        ("", "date", "2026-02-30", None),
        ("", "date", "20260314", None),
        ("", "date", "2026-W11-6", None),
        ("", "date", "14/03/2026", None),
        ("", "date", 20260314, None),
        ("", "currency", "php", "PHP"),
        ("", "currency", "₱", None),
        ("", "currency", "PESO", None),
        ("", "date", "0001-01-01", None),
        ("", "date", "1899-12-31", None),
        ("", "merchant", "A\0B\n C", "AB C"),
        ("", "merchant", "x" * 1000, "x" * 256),
        ("", "merchant", {"name": "A"}, None),
    ],
)
def test_a_value_is_of_its_kind_or_none(part: str, name: str, value: object, wanted: object) -> None:
    fields = {name: field(value)}
    facts = Facts.from_answer({part: fields} if part else fields)
    fact = getattr(facts, "vat_amount" if name == "tax_amount" else name)
    assert (fact and fact.value) == wanted


@pytest.mark.parametrize(
    ("confidence", "sure"),
    [(0.9, True), (0.8999, False), (1, True), (7, True), (-1, False), (math.nan, False), (None, False), ("0.95", True)],
)
def test_a_fact_is_sure_from_the_threshold_on(confidence: object, sure: bool) -> None:
    facts = Facts.from_answer({"merchant": field("A", confidence=confidence)})
    assert facts.merchant
    assert facts.merchant.is_sure(0.9) is sure


@pytest.mark.parametrize("box", [None, [], "box", BOX[:3], [[1, 2], [3], [4, 5], [6, 7]], [[1, math.nan], *BOX[1:]]])
def test_a_box_has_four_corners(box: object) -> None:
    facts = Facts.from_answer({"merchant": field("A", box=box)})
    assert facts.merchant
    assert facts.merchant.box is None


@pytest.mark.parametrize("line", [None, -1, 2, 1.0, True, "1", 10**30])
def test_a_line_is_one_of_the_answers(line: object) -> None:
    facts = Facts.from_answer(ANSWER | {"merchant": field("A", line=line)})
    assert facts.merchant
    assert (facts.merchant.line, facts.merchant.page) == (None, 1)


def test_a_line_that_is_none_keeps_its_place() -> None:
    facts = Facts.from_answer(ANSWER | {"lines": [None, ANSWER["lines"][1]]})  # type: ignore[index]
    assert [line.text for line in facts.lines] == ["", "TOTAL 1,234.50"]


def test_without_counts_the_lines_are_counted() -> None:
    facts = Facts.from_answer({"lines": ANSWER["lines"]})
    assert facts.line_count == 2
    assert facts.avg_confidence == pytest.approx(0.85)


def test_a_warning_that_is_a_text_is_one() -> None:
    assert Facts.from_answer({"meta": {"warnings": ["old", {}]}}).warnings == (Notice("old"), Notice("unknown"))


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["value", "text", "confidence", "box", "line", "page", "code", "count", "tin", "total_amount"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


# Other tests run beside it: it may be slow. Most of it is to draw the junk.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*ANSWER, "x"]), junk))
def test_no_answer_is_an_error(answer: dict[str, object]) -> None:
    facts = Facts.from_answer(answer)
    assert 0 <= facts.avg_confidence <= 1
    assert 0 <= facts.line_count < 2**31
    assert 0 <= facts.rotation < 360


# keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("123-456-789", "A", DAY, 10.0), ("123456789", "B", DAY, 10.001)),
        (("123-456-789-00012", "A", DAY, 10.0), ("123-456-789", "A", DAY, 10.0)),
        (("123 456 789 000", "A", DAY, 10.0), ("123-456-789", "A", DAY, 10.0)),
        (("", "Café  Zoë, Inc.", DAY, 10.0), (None, "CAFE ZOE INC", DAY, 10.0)),
        (("12", "A", DAY, 10.0), (None, "a", DAY, 10.0)),
    ],
)
def test_the_same_purchase_has_one_key(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert fact_key(*one) == fact_key(*other) is not None


@pytest.mark.parametrize(
    "other",
    [
        ("123-456-788", "A", DAY, 10.0),
        ("123-456-789", "A", DAY.replace(day=15), 10.0),
        ("123-456-789", "A", DAY, 10.01),
        ("000123456789", "A", DAY, 10.0),
        (None, "A", DAY, 10.0),
    ],
)
def test_another_purchase_has_another(other: tuple[Any, ...]) -> None:
    assert fact_key("123-456-789", "A", DAY, 10.0) != fact_key(*other) is not None


@pytest.mark.parametrize(
    "parts",
    [
        (None, None, DAY, 10.0),
        ("", "-", DAY, 10.0),
        (None, "A", None, 10.0),
        (None, "A", DAY, None),
        (None, "A", DAY, 0.0),
    ],
)
def test_no_key_unless_all_is_there(parts: tuple[Any, ...]) -> None:
    assert fact_key(*parts) is None


def test_a_receipts_row_has_a_key_of_its_own() -> None:
    keys = {dedupe_key(sha, database, number) for sha in ("a", "b") for database in ("d", "e") for number in (1, 2)}
    assert len(keys) == 8
    assert dedupe_key("a", "d", 1) == dedupe_key("a", "d", 1)


def test_a_key_fits_into_an_index() -> None:
    # One letter that is eighteen when it is folded
    key = fact_key(None, "\ufdfa" * 256, datetime.date(2026, 11, 2), 1.0)
    assert key
    assert len(key.encode()) < 2700
