import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.support.receipts import Truth, draw
from tests.support.receipts.paper import BLUE_INK

TruthOf = Callable[[str, int], Truth]
TotalsOf = Callable[[str, int], dict[str, Decimal]]
SEEDS = range(1, 13)
FORMS = ["manual_invoice", "official_receipt", "acknowledgement_receipt"]


@pytest.mark.parametrize("layout", FORMS)
def test_a_form_has_the_printers_block_instead_of_a_machines(layout: str, truth: TruthOf) -> None:
    for seed in SEEDS:
        bir = truth(layout, seed).bir
        assert bir.atp, seed
        assert "MP" in (bir.accreditation or ""), seed
        assert (bir.min, bir.ptu) == (None, None), seed


def test_the_printers_tin_and_the_buyers_are_not_the_sellers(truth: TruthOf) -> None:
    for seed in SEEDS:
        shown = truth("manual_invoice", seed)
        tins = [index for index, line in enumerate(shown.lines) if re.search(r"\bTIN\b", line.text)]
        assert len(tins) == 3, seed
        assert shown.where["bir.tin"] == (tins[0],), seed


@pytest.mark.parametrize(("layout", "document"), [(form, form.removeprefix("manual_")) for form in FORMS])
def test_a_form_is_what_it_calls_itself(layout: str, document: str, truth: TruthOf) -> None:
    assert {truth(layout, seed).document_type for seed in SEEDS} == {document}


def test_invoices_are_filled_in_by_machine_and_by_hand() -> None:
    colours = ([colour for _, colour in draw("manual_invoice", seed).image.getcolors(1 << 24) or []] for seed in SEEDS)
    assert any(BLUE_INK in seen for seen in colours)


def test_tax_withheld_comes_off_the_amount_due_of_some_invoices(totals: TotalsOf) -> None:
    drawn = [totals("manual_invoice", seed) for seed in SEEDS]
    withheld = [shown["subtotal"] - shown["total_amount"] for shown in drawn]
    assert {bool(amount) for amount in withheld} == {True, False}


def test_the_printed_line_for_a_discount_stays_blank(truth: TruthOf) -> None:
    for seed in SEEDS:
        assert truth("manual_invoice", seed).totals.discount is None, seed


def test_forms_are_paid_in_cash_or_by_check(truth: TruthOf) -> None:
    assert {truth("official_receipt", seed).payment_method for seed in SEEDS} == {"cash", "check"}


def test_an_acknowledgement_shows_no_tax(totals: TotalsOf) -> None:
    for seed in SEEDS:
        assert set(totals("acknowledgement_receipt", seed)) == {"total_amount"}, seed
