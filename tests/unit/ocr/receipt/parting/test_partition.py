"""Receipts that share a page or a file are parted where each is whole, and one receipt never is."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from bench.labelled import page_of
from ocr.model import Page
from ocr.receipt import Locale
from ocr.receipt.parting.partition import part_receipts
from tests.support.receipts import LAYOUTS, draw
from tests.support.sheets import Arrangement, lay, scattered

pytestmark = pytest.mark.slow

Write = Callable[..., Page]
Texts = tuple[str, ...]

SLIP = (
    "TINGKAD HYPERMART",
    "Bonifacio St., Bacoor, Cavite 4102",
    "TID 12345678",
    "BATCH NO 000022",
    "APPR CODE 99X123",
    "Jan 29, 2026 10:09",
    "TOTAL | P775.00",
    "CUSTOMER COPY",
)
STUB = ("CLAIM STUB", "SI# 05661261", "Jan 29, 2026", "TOTAL | 775.00")
COUPON = ("P50 OFF", "on your next purchase of | 500.00", "Valid until Dec 31, 2026", "TOTAL SAVINGS | 50.00")
GST_SUMMARY = ("GST SUMMARY", "Code | % | Net | GST", "SR | 6 | 70.00 | 4.20", "TOTAL | 70.00 | 4.20")
SOLD_TO = ("SOLD TO: JUAN DELA CRUZ", "TIN: 111-222-333-00000", "14 Mabini St., Manila", "TERMS: CASH")


def drawn(layout: str, seed: int) -> Page:
    receipt = draw(layout, seed)
    return page_of(receipt.truth.as_dict() | {"width": receipt.image.width, "height": receipt.image.height})


def own_lines(pages: Sequence[Page], locale: Locale) -> set[frozenset[int]]:
    return {part.lines for part in part_receipts(pages, locale)}


def totals(pages: Sequence[Page], locale: Locale) -> list[str]:
    parts = part_receipts(pages, locale)
    return [str(part.facts.totals.total_amount.value) for part in parts if part.facts.totals.total_amount]


@pytest.mark.parametrize("arrangement", ["beside", "below"])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("grocery_vat", "pharmacy"),
        ("fast_food", "my_gst_retail"),
        ("fuel_station", "my_sst_cafe"),
        ("sari_sari_nonvat", "official_receipt"),
        ("convenience", "convenience"),
        ("manual_invoice", "senior_restaurant"),
    ],
)
@pytest.mark.parametrize("seed", [41, 42])
def test_parts_two_receipts(arrangement: Arrangement, left: str, right: str, seed: int, locale: Locale) -> None:
    receipts = [drawn(left, seed), drawn(right, seed + 100)]
    sheet = scattered(receipts, arrangement, random.Random(seed))

    assert totals([sheet.page], locale) == [totals([each], locale)[0] for each in receipts]


@pytest.mark.parametrize(
    ("arrangement", "count"), [("beside", 3), ("below", 3), ("grid", 3), ("grid", 4), ("beside", 5)]
)
def test_parts_several(arrangement: Arrangement, count: int, locale: Locale) -> None:
    receipts = [drawn(layout, 7) for layout in list(LAYOUTS)[:count]]
    sheet = scattered(receipts, arrangement, random.Random(count))

    assert sorted(totals([sheet.page], locale)) == sorted(totals([each], locale)[0] for each in receipts)


@pytest.mark.parametrize("arrangement", ["beside", "below"])
@pytest.mark.parametrize("turns", [(0, 5), (5, 0), (-2.5, 2.5), (0, -5), (-5, -1)])
def test_each_keeps_every_line_of_its_own_however_askew(
    arrangement: Arrangement, turns: tuple[float, float], locale: Locale
) -> None:
    sheet = lay([drawn("pharmacy", 3), drawn("my_gst_retail", 3)], arrangement, turns=turns, gap=4)

    assert own_lines([sheet.page], locale) == set(sheet.own)


@pytest.mark.parametrize("scales", [(1, 0.6), (0.6, 1), (1, 1.6), (1.3, 0.8)])
def test_receipts_may_differ_in_size_and_length(scales: tuple[float, float], locale: Locale) -> None:
    sheet = lay([drawn("card_slip", 5), drawn("department", 5)], "beside", scales=scales, offsets=(500, 0))

    assert own_lines([sheet.page], locale) == set(sheet.own)


@pytest.mark.parametrize("count", [2, 3, 4, 6])
@pytest.mark.parametrize("arrangement", ["beside", "below", "grid"])
def test_wider_gaps_between_the_columns_of_each_mislead_nobody(
    arrangement: Arrangement, count: int, grocery: Texts, page: Write, locale: Locale
) -> None:
    text = "\n".join(grocery)
    sales = [
        text.replace("Jan 29", f"Jan {n}").replace("05661261", f"0566{n:04}").replace("775.00", f"775.{n:02}")
        for n in range(1, count + 1)
    ]
    sheet = lay([page(*sale.split("\n")) for sale in sales], arrangement, gap=3)

    assert own_lines([sheet.page], locale) == set(sheet.own)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_leaves_one_receipt_whole(layout: str, seed: int, locale: Locale) -> None:
    page = drawn(layout, seed)
    (part,) = part_receipts([page], locale)

    assert part.lines == set(range(len(page.lines)))
    assert not part.another


@pytest.mark.parametrize("arrangement", ["beside", "below"])
@pytest.mark.parametrize("other", [SLIP, STUB, COUPON, GST_SUMMARY, SOLD_TO], ids=lambda texts: texts[0])
def test_what_belongs_to_a_receipt_is_not_another(
    arrangement: Arrangement, other: Texts, grocery: Texts, page: Write, locale: Locale
) -> None:
    sheet = lay([page(*grocery), page(*other)], arrangement)

    assert own_lines([sheet.page], locale) == {frozenset(range(len(sheet.page.lines)))}
    assert totals([sheet.page], locale) == ["775.00"]


@pytest.mark.parametrize("turns", [(0, 0), (0, 3), (-3, 0)])
def test_a_copy_beside_a_receipt_is_not_read_into_it(
    turns: tuple[float, float], grocery: Texts, page: Write, locale: Locale
) -> None:
    sheet = lay([page(*grocery), page(*grocery, "CUSTOMER COPY")], "beside", turns=turns, gap=4)
    (part,) = part_receipts([sheet.page], locale)

    assert [str(item.amount) for item in part.facts.line_items] == ["118.00", "657.00"]


def test_a_slip_beside_a_receipt_leaves_it_its_number(grocery: Texts, page: Write, locale: Locale) -> None:
    (part,) = part_receipts([lay([page(*SLIP), page(*grocery)], "beside", gap=4).page], locale)

    assert part.facts.receipt_number
    assert part.facts.receipt_number.value == "05661261"


def test_pages_of_a_batch_are_receipts_of_their_own(locale: Locale) -> None:
    pages = [drawn(layout, 9) for layout in ("grocery_vat", "fuel_station", "my_gst_retail", "pharmacy", "fast_food")]
    parts = part_receipts(pages, locale)
    counts = [len(page.lines) for page in pages]

    assert [len(part.lines) for part in parts] == counts
    assert parts[1].lines == set(range(counts[0], counts[0] + counts[1]))


@pytest.mark.parametrize("cut", [7, 10, 12, 14, 17, 21])
def test_a_receipt_goes_on_over_pages(cut: int, grocery: Texts, page: Write, locale: Locale) -> None:
    assert len(part_receipts([page(*grocery[:cut]), page(*grocery[cut:])], locale)) == 1


@pytest.mark.parametrize(
    "second",
    [
        ("TERMS AND CONDITIONS", "Goods sold are not returnable after 7 days"),
        ("TINGKAD HYPERMART", "SI# 05661261", "Page 2 of 2", "Received by: ________"),
        SLIP,
        STUB,
    ],
    ids=lambda texts: texts[0],
)
def test_a_page_that_belongs_to_the_one_before_is_no_receipt(
    second: Texts, grocery: Texts, page: Write, locale: Locale
) -> None:
    assert len(part_receipts([page(*grocery), page(*second)], locale)) == 1


def test_nothing_on_the_pages_is_one_receipt_that_says_nothing(page: Write, locale: Locale) -> None:
    (part,) = part_receipts([page(), page()], locale)

    assert not part.lines
    assert part.facts.totals.total_amount is None


@pytest.mark.parametrize("blurred", ["TOTAL", "DATE", "SI#"])
def test_a_receipt_beside_what_is_left_of_another_is_told(
    blurred: str, grocery: Texts, hardware: Texts, page: Write, locale: Locale
) -> None:
    rest = [text for text in grocery[3:] if blurred not in text and "TIN" not in text]
    sheet = lay([page(*rest), page(*hardware)], "beside", gap=4)
    parts = part_receipts([sheet.page], locale)

    assert len(parts) == 2 or parts[0].another


def test_a_forged_page_takes_no_long_time(grocery: Texts, page: Write, locale: Locale) -> None:
    sheet = lay([page(*grocery)] * 6, "grid", gap=1)
    lines = tuple(replace(line, text=f"{line.text} {n}") for n, line in enumerate(sheet.page.lines))

    assert part_receipts([replace(sheet.page, lines=lines * 4)], locale)
