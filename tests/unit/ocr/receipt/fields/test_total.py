from collections.abc import Callable

import pytest

from ocr.model import Facts
from ocr.receipt.amounts.candidates import Amount, read_amounts
from ocr.receipt.amounts.proofs import Arithmetic
from ocr.receipt.fields.finding import Candidate
from ocr.receipt.fields.total import total_candidates
from ocr.receipt.layout.rows import Row
from ocr.receipt.scoring.thresholds import ACCEPT

Rows = Callable[..., tuple[Row, ...]]


def candidates(printed: tuple[Row, ...]) -> list[Candidate[Amount]]:
    amounts = read_amounts(printed)
    return total_candidates(amounts, Arithmetic(amounts))


def evidence(printed: tuple[Row, ...], value: str) -> set[str]:
    return next(set(c.evidence) for c in candidates(printed) if str(c.value.value) == value)


def test_cash_less_change_speaks_for_a_value(rows: Rows) -> None:
    assert "cash_minus_change" in evidence(rows("TOTAL | 7.20", "CASH | 50.00", "CHANGE | 42.80"), "7.20")


def test_the_same_difference_speaks_without_labels_too(rows: Rows) -> None:
    printed = rows("TEH O | 7.20", "BRZK | 7.20", "VLUM | 50.00", "DRUM | 42.80")
    assert "difference_below" in evidence(printed, "7.20")


def test_the_sum_of_net_and_tax_speaks_for_a_value(rows: Rows) -> None:
    printed = rows("Total Excl. GST | 70.00", "GST 6% | 4.20", "TOTAL | 74.20")
    assert {"sum_of_parts", "holds_tax"} <= evidence(printed, "74.20")


def test_a_value_after_rounding_is_told_from_the_one_before(rows: Rows) -> None:
    printed = rows("TOTAL INCL GST | 26.82", "ROUNDING | -0.02", "TOTAL | 26.80")
    assert "after_rounding" in evidence(printed, "26.80")
    assert "before_rounding" in evidence(printed, "26.82")


@pytest.mark.parametrize("texts", [("SUBTOTAL | 70.00",), ("GST 6% | 70.00",), ("SUBTOTAL | 70.00", "GST 6% | 0.00")])
def test_one_amount_alone_is_no_sum(rows: Rows, texts: tuple[str, ...]) -> None:
    assert "sum_of_parts" not in evidence(rows(*texts), "70.00")


def test_what_was_paid_is_no_tax(rows: Rows) -> None:
    printed = rows("GST | 1.65", "Sales GST | 32.70", "CASH | 40.00", "CHANGE | 7.30")
    assert "tax" in evidence(printed, "1.65")
    assert "tax" not in evidence(printed, "32.70")


def test_the_field_points_at_a_total_with_vat_before_its_tender(rows: Rows) -> None:
    found = candidates(rows("CASH | 5.00", "VAT INCLUSIVE SALES | 5.00"))
    assert [c.value.kind for c in found] == ["vat_inclusive"]


def test_each_value_is_one_candidate_at_its_best_labelled_place(rows: Rows) -> None:
    found = candidates(rows("RICE | 5.00", "GRAND TOTAL | 5.00", "CASH | 5.00"))
    assert [(str(c.value.value), c.value.kind) for c in found] == [("5.00", "final")]


def test_no_amounts_give_no_candidates() -> None:
    assert candidates(()) == []


@pytest.mark.parametrize(
    ("texts", "sure"),
    [
        # printed once, and nothing that comes to it
        (("TEH | 3.00", "TOTAL | 7.20"), False),
        (("TOTAL | 7.20",), False),
        (("TEH | 7.20", "TOTAL | 7.20"), True),
        (("TEH | 3.00", "TOTAL | 7.20", "CASH | 10.00", "CHANGE | 2.80"), True),
        (("TEH | 3.00", "TOTAL | 7.20", "VISA | 7.20"), True),
        (("NASI | 200.00", "TOTAL | 212.00", "GST 6% | 12.00"), True),
        # what stands before the total, whose own label was not read
        (("NASI | 60.00", "MEE | 40.00", "SUBTOTAL | 100.00", "XQZW | -10.00", "VKJQ | 90.00"), False),
        (("NASI | 60.00", "MEE | 40.00", "GROSS SALES | 100.00"), False),
        (("NASI | 60.00", "MEE | 40.00", "SUBTOTAL | 100.00", "CASH | 120.00", "CHANGE | 20.00"), True),
        (("NASI | 60.00", "MEE | 40.00", "SUBTOTAL | 100.00", "VISA | 100.00"), True),
        (("NASI | 60.00", "MEE | 40.00", "VAT INCLUSIVE SALES | 100.00", "DISCOUNT | 10.00"), False),
        (("NASI | 60.00", "MEE | 40.00", "VAT INCLUSIVE SALES | 100.00"), True),
    ],
)  # fmt: skip
def test_a_total_is_left_to_a_person_that_nothing_confirms_or_that_is_named_as_what_is_before_it(
    facts: Callable[..., Facts], texts: tuple[str, ...], sure: bool
) -> None:
    total = facts("SHOP", *texts).totals.total_amount
    assert total
    assert (total.confidence >= ACCEPT) is sure
