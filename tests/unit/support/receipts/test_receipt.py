import datetime
import functools
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.support.receipts import LAYOUTS, LEVELS, Receipt, Truth, draw
from tests.support.receipts.photo import LevelName
from tests.support.receipts.phrasing import Group

TruthOf = Callable[..., Truth]
GROUPS: list[Group] = ["common", "held_out"]
SEEDS = range(1, 13)
every_layout = pytest.mark.parametrize("layout", LAYOUTS)


def squeezed(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", text).upper()


def shown(truth: Truth, path: str) -> str:
    return squeezed(" ".join(truth.lines[index].text for index in truth.where[path]))


@functools.cache
def slip(level: LevelName) -> Receipt:
    """Draw a small receipt, which a few tests look at."""
    return draw("card_slip", 5, level=level)


@pytest.mark.parametrize("level", LEVELS)
def test_the_same_seed_gives_the_same_bytes(level: LevelName) -> None:
    first, again = slip(level), draw("card_slip", 5, level=level)
    assert first.jpeg() == again.jpeg()
    assert first.image.tobytes() == again.image.tobytes()
    assert first.truth == again.truth


def test_another_seed_gives_another_receipt() -> None:
    assert draw("fuel_station", 1).truth != draw("fuel_station", 2).truth


def test_the_level_changes_the_picture_but_not_what_it_says() -> None:
    clean, phone = (slip(level).truth.as_dict() for level in ("clean", "phone"))
    assert [line.pop("box") for line in clean["lines"]] != [line.pop("box") for line in phone["lines"]]
    assert clean == phone


@every_layout
def test_both_groups_print_the_same_sale_in_other_words(layout: str, truth: TruthOf) -> None:
    for seed in SEEDS:
        common, held_out = (truth(layout, seed, group) for group in GROUPS)
        assert (common.totals, common.bir, common.date) == (held_out.totals, held_out.bir, held_out.date), seed
        assert (common.merchant, common.address, common.receipt_number) == (
            held_out.merchant,
            held_out.address,
            held_out.receipt_number,
        ), seed
        assert [line.text for line in common.lines] != [line.text for line in held_out.lines], seed


@every_layout
def test_every_field_can_be_read_on_the_lines_that_state_it(layout: str, truth: TruthOf) -> None:
    drawn = draw(layout, 1).truth
    assert drawn.currency == {"PH": "PHP", "MY": "MYR"}[LAYOUTS[layout].country]
    for says in (drawn, *(truth(layout, seed, group) for seed in SEEDS for group in GROUPS)):
        for path in says.where:
            scope, _, name = path.rpartition(".")
            value = getattr(getattr(says, scope) if scope else says, name)
            if isinstance(value, Decimal):
                assert squeezed(f"{abs(value):.2f}") in shown(says, path), path
            elif name == "date":
                day = datetime.date.fromisoformat(value)
                assert str(day.day) in shown(says, path), path
                assert f"{day:%y}" in shown(says, path), path
            elif isinstance(value, str) and name not in {"time", "document_type", "payment_method"}:
                assert squeezed(value) in shown(says, path), path


@every_layout
def test_every_box_lies_in_the_picture(layout: str) -> None:
    receipt = draw(layout, 1, wordings="held_out")
    corners = [corner for line in receipt.truth.lines for corner in line.box]
    assert all(0 <= x <= receipt.image.width and 0 <= y <= receipt.image.height for x, y in corners)


@every_layout
def test_what_an_expense_needs_is_on_every_receipt(layout: str, truth: TruthOf) -> None:
    for seed in SEEDS:
        says = truth(layout, seed)
        assert all((says.merchant, says.address, says.date, says.document_type, says.totals.total_amount)), seed


@every_layout
def test_the_amounts_agree_with_each_other(layout: str, truth: TruthOf) -> None:
    for seed in SEEDS:
        says = truth(layout, seed)
        totals = says.totals
        total = totals.total_amount
        assert total is not None, seed
        if totals.cash is not None and totals.change is not None:
            assert totals.cash - totals.change == total, seed
        if totals.vatable_sales is not None and totals.tax_amount is not None:
            rate = Decimal("0.12") if says.currency == "PHP" else Decimal("0.06")
            assert totals.tax_amount == (totals.vatable_sales * rate).quantize(Decimal("0.01"), "ROUND_HALF_UP"), seed
        if says.line_items and totals.subtotal is not None and says.currency == "PHP":
            assert sum(item.amount for item in says.line_items) == totals.subtotal, seed
        for item in says.line_items:
            if item.quantity is not None and item.unit_price is not None:
                amount = (item.quantity * item.unit_price).quantize(Decimal("0.01"), "ROUND_HALF_UP")
                assert item.amount == amount, seed


@every_layout
def test_no_sale_is_in_the_future(layout: str, truth: TruthOf) -> None:
    assert LAYOUTS[layout].days[1] < datetime.date(2026, 11, 1)
    first, last = LAYOUTS[layout].days
    days = {datetime.date.fromisoformat(truth(layout, seed).date or "") for seed in SEEDS}
    assert first <= min(days) <= max(days) <= last


def test_a_jpeg_opens_as_one() -> None:
    assert draw("card_slip", 1).jpeg().startswith(b"\xff\xd8\xff")
