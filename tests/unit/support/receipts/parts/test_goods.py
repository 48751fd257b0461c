from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest

from tests.support.receipts.bill import Item
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark, Row
from tests.support.receipts.parts import goods
from tests.support.receipts.truth import LineItem

MakeJob = Callable[..., Job]
Printed = Callable[[Iterable[Mark]], list[str]]
SEEDS = range(25)

RICE = Item("WELL-MILLED RICE", Decimal("1.250"), Decimal("48.00"), "exempt")
SOAP = Item("BATH SOAP", Decimal(3), Decimal("42.50"))


def test_items_state_what_is_printed_of_them(make_job: MakeJob, printed: Printed) -> None:
    for seed in SEEDS:
        marks = list(goods.goods(make_job(seed), (RICE, SOAP), marks=True))
        text = "\n".join(printed(marks))
        for item in sold(marks):
            assert item.description in text, seed
            assert f"{item.amount:.2f}" in text, seed
            assert item.quantity is None or goods.quantity(item.quantity) in text, seed
            assert item.unit_price is None or f"{item.unit_price:.2f}" in text, seed


def test_some_registers_print_no_unit_price(make_job: MakeJob) -> None:
    prices = {sold(goods.goods(make_job(seed), (SOAP,)))[0].unit_price for seed in SEEDS}
    assert prices == {None, Decimal("42.50")}


def test_a_narrow_roll_has_no_table(make_job: MakeJob, printed: Printed) -> None:
    heads = [printed(goods.goods(make_job(seed, columns=32), (SOAP,)))[0] for seed in SEEDS]
    assert not any(" | " in head and "42.50" not in head and "SOAP" not in head for head in heads)


@pytest.mark.parametrize(("amount", "shown"), [("3", "3"), ("1.250", "1.250"), ("23.4", "23.400")])
def test_quantities_are_pieces_or_thousandths(amount: str, shown: str) -> None:
    assert goods.quantity(Decimal(amount)) == shown


def sold(marks: Iterable[Mark]) -> list[LineItem]:
    return [cell.item for mark in marks if isinstance(mark, Row) for cell in mark.cells if cell.item]
