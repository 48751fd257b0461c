from collections.abc import Callable, Iterable
from decimal import Decimal

from tests.support.receipts.bill import Bill, Item, Taxes
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark
from tests.support.receipts.money import VAT
from tests.support.receipts.parts import amounts
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]
Stated = Callable[[Iterable[Mark]], dict[str, Value]]
SEEDS = range(25)

SOAP = Item("BATH SOAP", Decimal(3), Decimal("42.50"))


def test_totals_lead_from_the_subtotal_to_the_amount_due(make_job: MakeJob, stated: Stated) -> None:
    bill = Bill((SOAP,), Decimal("1000.00"), Decimal("714.29"), discount=Decimal("178.57"), less_vat=Decimal("107.14"))
    assert stated(amounts.totals(make_job(), bill)) == {
        "totals.subtotal": Decimal("1000.00"),
        "totals.discount": Decimal("178.57"),
        "totals.total_amount": Decimal("714.29"),
    }


def test_the_tax_classes_are_printed_in_more_than_one_order(make_job: MakeJob, stated: Stated) -> None:
    taxes = Taxes(VAT, Decimal("100.00"), Decimal("12.00"))
    orders = {tuple(stated(amounts.vat_block(make_job(seed), taxes))) for seed in SEEDS}
    assert len(orders) == 2
    assert {frozenset(order) for order in orders} == {frozenset(next(iter(orders)))}


def test_payment_states_how_and_cash_only_for_cash(make_job: MakeJob, stated: Stated) -> None:
    for seed in SEEDS:
        facts = stated(amounts.payment(make_job(seed), Decimal("349.65"), cash=0.4))
        assert facts["payment_method"] in {"cash", "card", "e_wallet"}, seed
        assert ("totals.cash" in facts) == (facts["payment_method"] == "cash"), seed
        if "totals.cash" in facts:
            cash, change = facts["totals.cash"], facts["totals.change"]
            assert isinstance(cash, Decimal), seed
            assert isinstance(change, Decimal), seed
            assert cash - change == Decimal("349.65"), seed
