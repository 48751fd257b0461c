import json
from decimal import Decimal

import pytest

from tests.support.receipts.truth import Facts, Line, LineItem, Quad, Totals, collect

BOX: Quad = ((0, 0), (10, 0), (10, 5), (0, 5))


def line(text: str) -> Line:
    return Line(text, BOX)


def test_fields_come_from_the_lines_that_state_them() -> None:
    total: Facts = {"totals.total_amount": Decimal("12.50")}
    truth = collect(
        "PHP",
        [(line("KUSINA"), {"merchant": "KUSINA"}, None), (line("12.50"), total, None), (line("12.50"), total, None)],
    )
    assert truth.merchant == "KUSINA"
    assert truth.totals == Totals(total_amount=Decimal("12.50"))
    assert truth.where == {"merchant": (0,), "totals.total_amount": (1, 2)}


def test_what_no_line_states_is_none() -> None:
    truth = collect("PHP", [(line("KUSINA"), {"merchant": "KUSINA"}, None)])
    assert (truth.date, truth.totals.total_amount, truth.bir.tin, truth.line_items) == (None, None, None, ())


def test_refuses_lines_that_contradict_each_other() -> None:
    with pytest.raises(ValueError, match=r"date is printed both as 2026-01-02 and as 2026-01-03"):
        collect("PHP", [(line("a"), {"date": "2026-01-02"}, None), (line("b"), {"date": "2026-01-03"}, None)])


def test_an_item_knows_the_line_of_its_amount() -> None:
    item = LineItem("RICE", Decimal(2), Decimal("45.00"), Decimal("90.00"))
    truth = collect("PHP", [(line("RICE"), {}, None), (line("90.00"), {}, item)])
    assert truth.line_items[0].line == 1


def test_boxes_move_with_the_picture() -> None:
    truth = collect("PHP", [(line("a"), {}, None)])
    moved = truth.moved(lambda points: [(x * 2, y + 1) for x, y in points])
    assert moved.lines[0].box == ((0, 1), (20, 1), (20, 6), (0, 6))


def test_as_dict_is_json_with_amounts_as_numbers() -> None:
    item = LineItem("DIESEL", Decimal("23.456"), Decimal("61.25"), Decimal("1436.68"))
    whole = LineItem("RICE", Decimal(2), Decimal("45.00"), Decimal("90.00"))
    stated = [(line("1,436.68"), {"totals.cash": Decimal("1500.00")}, item), (line("90.00"), {}, whole)]
    written = json.loads(json.dumps(collect("PHP", stated).as_dict()))
    assert written["totals"]["cash"] == 1500.0
    assert written["line_items"][0] == {
        "description": "DIESEL",
        "quantity": 23.456,
        "unit_price": 61.25,
        "amount": 1436.68,
        "line": 0,
    }
    assert json.dumps(written["line_items"][1]["quantity"]) == "2"
    assert written["lines"][0] == {"text": "1,436.68", "box": [[0, 0], [10, 0], [10, 5], [0, 5]]}
    assert len(written["totals"]) == 11
