import datetime
from collections.abc import Callable

import pytest

from ocr.model import Page
from ocr.receipt import Locale, explain

LOCALE = Locale(today=datetime.date(2026, 11, 20))
Pages = Callable[..., Page]


@pytest.fixture
def told(page: Pages, grocery: tuple[str, ...]) -> str:
    return explain([page(*grocery)], LOCALE)


@pytest.mark.parametrize(
    "line",
    [
        "RECEIPT 1 OF 1: 38 lines, country PH",
        "> TINGKAD HYPERMART",
        "> 2026-01-29",
        "> 775.00  'TOTAL AMOUNT DUE P'",
        "  tin                088-395-540",
        "pass           tax_rate: 12 % VAT, NIRC",
    ],
)
def test_tells_what_was_chosen_and_by_what(told: str, line: str) -> None:
    assert line in told


def test_tells_the_rivals_with_the_evidence_that_each_adds_to_its_score(told: str) -> None:
    total = told[told.index("CANDIDATES FOR TOTAL") : told.index("FIELDS")].splitlines()
    assert next(line for line in total if "score" in line).startswith(">")
    assert any("1000.00  'CASH'" in line for line in total)
    scores = [float(line.split("score ")[1].split(",")[0]) for line in total if "score" in line]
    assert scores == sorted(scores, reverse=True)
    parts = [float(part.split()[-1]) for part in total[total.index("CANDIDATES FOR TOTAL") + 2].split(",")]
    assert sum(parts) == pytest.approx(scores[0], abs=0.05)


def test_tells_the_rule_and_the_row_of_what_no_evidence_was_weighed_for(told: str) -> None:
    (row,) = [line for line in told.splitlines() if line.startswith("  document_type")]
    assert row.endswith("by rule: title, row 8")


def test_says_why_a_page_is_no_receipt(page: Pages) -> None:
    assert "NO RECEIPT: no total" in explain([page("MEETING AT NOON", "BRING YOUR OWN CHAIR")], LOCALE)


def test_explains_each_receipt_of_a_file(page: Pages, grocery: tuple[str, ...], hardware: tuple[str, ...]) -> None:
    told = explain([page(*grocery), page(*hardware)], LOCALE)
    assert "RECEIPT 1 OF 2" in told
    assert "RECEIPT 2 OF 2" in told
    assert told.index("> 775.00") < told.index("> KEDAI BESI MAJU SDN BHD") < told.index("> 74.20")


def test_an_empty_page_has_nothing_to_explain(page: Pages) -> None:
    assert "RECEIPT 1 OF 1: 0 lines" in explain([page()], LOCALE)


def test_says_where_a_confidence_is_lower_than_its_evidence(page: Pages) -> None:
    paid_back = ("HILLTOP CANTEEN INC", "REFUND", "TEH | 7.20", "TOTAL | 7.20", "CASH | 50.00", "CHANGE | 42.80")
    assert "lowered to 0.85 by what the paper contradicts" in explain([page(*paid_back)], LOCALE)


def test_says_where_no_candidate_is_taken(page: Pages) -> None:
    told = explain(
        [page("HILLTOP CANTEEN INC", "VAT REG TIN 123-456-789-00000", "SALES INVOICE", "VAT 12% | 5.00")], LOCALE
    )
    assert "none scores 1.5 or more, so none is taken" in told
    assert "> 5.00" not in told
