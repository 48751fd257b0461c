import datetime
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pytest

from tests.support.receipts import ABROAD, Truth, draw, marks
from tests.support.receipts.marks import Mark, Row
from tests.support.receipts.phrasing import Group
from tests.support.receipts.receipt import CURRENCIES

every_layout = pytest.mark.parametrize("layout", ABROAD)
SEEDS = range(1, 7)
MANY = range(40)
Printed = Callable[[Iterable[Mark]], list[str]]
Stated = Callable[[Iterable[Mark]], dict[str, Any]]
TruthOf = Callable[..., Truth]


def squeezed(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", text).upper()


def shown(truth: Truth, path: str) -> str:
    return squeezed(" ".join(truth.lines[index].text for index in truth.where[path]))


@every_layout
@pytest.mark.parametrize("group", ["common", "held_out"])
def test_every_field_can_be_read_on_the_lines_that_state_it(layout: str, group: Group) -> None:
    truth = draw(layout, 1, wordings=group).truth
    assert truth.currency == CURRENCIES[ABROAD[layout].country]
    assert {"date", "totals.total_amount"} <= truth.where.keys()
    for path in truth.where.keys() - {"time", "document_type", "payment_method", "totals.tax_amount"}:
        scope, _, name = path.rpartition(".")
        value = getattr(getattr(truth, scope) if scope else truth, name)
        if isinstance(value, Decimal):
            whole = value == value.to_integral_value()
            assert squeezed(f"{abs(value):.0f}" if whole else f"{abs(value):.2f}") in shown(truth, path), path
        elif name == "date":
            assert f"{datetime.date.fromisoformat(value):%y}" in shown(truth, path), path
        else:
            assert squeezed(value) in shown(truth, path), path


@every_layout
def test_the_amounts_add_up_to_what_is_paid(layout: str, truth: TruthOf) -> None:
    for seed in SEEDS:
        totals = truth(layout, seed).totals
        assert totals.total_amount, seed
        if totals.subtotal is not None:
            on_top = totals.tax_amount if layout.startswith(("in_", "us_", "sg_eatery", "id_eatery")) else None
            owed = totals.subtotal + (totals.service_charge or 0) - (totals.discount or 0) + (on_top or 0)
            assert owed + (totals.rounding or 0) == totals.total_amount, seed
        if totals.cash is not None:
            assert totals.cash - (totals.change or 0) == totals.total_amount, seed


@pytest.mark.parametrize("layout", [layout for layout in ABROAD if layout.startswith(("id_", "vn_", "jp_"))])
def test_money_without_cents_is_printed_without_them(layout: str, truth: TruthOf) -> None:
    amounts = [item.amount for seed in SEEDS for item in truth(layout, seed).line_items]
    assert amounts
    assert all(amount % 1 == 0 for amount in amounts)


@every_layout
def test_both_groups_print_the_same_sale_in_other_words(layout: str, truth: TruthOf) -> None:
    for seed in SEEDS:
        common, held_out = (truth(layout, seed, group) for group in ("common", "held_out"))
        assert (common.totals.total_amount, common.date, common.merchant, common.address) == (
            held_out.totals.total_amount,
            held_out.date,
            held_out.merchant,
            held_out.address,
        ), seed
        assert [line.text for line in common.lines] != [line.text for line in held_out.lines], seed


def test_what_is_not_printed_is_not_in_the_truth(stated: Stated, printed: Printed) -> None:
    """Some shops have a picture for a name, some no address; then the paper tells neither in another place."""
    nameless = [seed for seed in MANY if "merchant" not in stated(marks("nz_market", seed))]
    homeless = [seed for seed in MANY if "address" not in stated(marks("nz_market", seed))]
    assert nameless
    assert homeless
    assert not any(
        re.search("limited|ltd|www|co.nz", "\n".join(printed(marks("nz_market", seed))), re.IGNORECASE)
        for seed in nameless
    )
    assert all(re.search("gst|ird", "\n".join(printed(marks("nz_market", seed))), re.IGNORECASE) for seed in homeless)


@pytest.mark.parametrize("country", sorted({layout[:2] for layout in ABROAD}))
def test_some_receipts_print_no_sign_of_their_money(country: str, printed: Printed) -> None:
    signs = re.compile(r"[$£€¥₹₫]|\bR ?(?=\d)|\b(?:Rp|Rs|yen|[A-Z]{2}[DYPR](?= ?\d))|(?<=\d) ?(?:d|VND|EUR)\b|NZD|EUR")
    papers = ["\n".join(printed(marks(f"{country}_market", seed))) for seed in MANY]
    unsigned = sum(not signs.search(paper) for paper in papers)
    assert 0 < unsigned < len(papers)


@pytest.mark.parametrize(
    ("layout", "printed_in_some"),
    [
        ("sg_eatery", r"(?:GST.*9%|9%.*GST)"),
        ("nz_market", r"GST"),
        ("au_market", r"\*"),
        ("in_eatery", r"CGST.*2\.5%"),
        ("gb_market", r"20%"),
        ("us_market", r"TAX|Tax"),
        ("us_eatery", r"Suggested Tip"),
        ("id_market", r"PPN"),
        ("vn_market", r"VAT 8%|GTGT 8%"),
        ("jp_market", r"8%"),
        ("de_market", r"19%"),
        ("fr_market", r"5\.5%"),
        ("za_market", r"15%"),
        ("nz_market", r"#\d+-"),
        ("au_market", r"(?:MON|TUE|WED|THU|FRI|SAT|SUN) \d\d [A-Z]{3} 20\d\d"),
    ],
)
def test_a_countrys_paper_has_its_law_and_its_looks(layout: str, printed_in_some: str, printed: Printed) -> None:
    papers = ["\n".join(printed(marks(layout, seed))) for seed in MANY]
    assert any(re.search(printed_in_some, paper) for paper in papers)


def test_a_tax_that_is_printed_without_a_rate_is_all_of_it() -> None:
    rows = [mark.cells for seed in MANY for mark in marks("fr_market", seed) if isinstance(mark, Row)]
    whole = [
        value for label, value in (cells for cells in rows if len(cells) == 2) if label.text.startswith("Total TVA")
    ]
    assert whole
    assert all(squeezed(f"{value.facts['totals.tax_amount']:.2f}") in squeezed(value.text) for value in whole)


@pytest.mark.parametrize(("layout", "coin"), [("nz_market", "0.10"), ("au_eatery", "0.05"), ("in_market", "1")])
def test_cash_is_rounded_to_the_coin(layout: str, coin: str, stated: Stated) -> None:
    sales = [stated(marks(layout, seed)) for seed in MANY]
    paid = [sale["totals.total_amount"] for sale in sales if "totals.cash" in sale]
    assert paid
    assert all(total % Decimal(coin) == 0 for total in paid)
    assert any("totals.rounding" in sale for sale in sales)
