from collections.abc import Callable

import pytest

from ocr.model import Page
from ocr.receipt import Locale
from ocr.receipt.parting.part import Part, contradict, read_part, same_purchase

Read = Callable[..., Part]

HEAD = ("SEASIDE PHARMACY", "12 Rizal Ave., Makati City 1226", "VAT REG TIN 123-456-789-00000")
SALE = (
    "SI No. 0001234",
    "Date: 07/28/2025 14:05",
    "PARACETAMOL | 330.00",
    "TOTAL | 330.00",
    "CASH | 500.00",
    "CHANGE | 170.00",
)
SLIP = (
    "SEASIDE PHARMACY",
    "MAKATI CITY",
    "TID 1234",
    "BATCH NO 22",
    "APPR CODE 99X",
    "07/28/2025 14:07",
    "TOTAL | 330.00",
)


@pytest.fixture
def part(page: Callable[..., Page], locale: Locale) -> Read:
    def read(*texts: str) -> Part:
        pages = [page(*texts)]
        return read_part(pages, range(len(pages[0].lines)), locale)

    return read


def changed(**by: str) -> tuple[str, ...]:
    texts = "\n".join(HEAD + SALE)
    for old, new in by.items():
        texts = texts.replace(
            {"tin": "123-456-789", "number": "0001234", "date": "07/28/2025", "time": "14:05"}[old], new
        )
    return tuple(texts.split("\n"))


def test_a_receipt_is_whole(part: Read, grocery: tuple[str, ...], hardware: tuple[str, ...]) -> None:
    assert all(part(*texts).is_whole for texts in (HEAD + SALE, grocery, hardware))


@pytest.mark.parametrize(
    "texts",
    [
        HEAD,
        SALE[2:],
        HEAD + SALE[:2],
        SALE[2:] + HEAD + SALE[:2],
        ("TOTAL | 330.00", *HEAD),
        ("P50 OFF", "with a purchase of | 500.00", "until 31/12/2026"),
    ],
)
def test_half_of_one_is_not(texts: tuple[str, ...], part: Read) -> None:
    assert not part(*texts).is_whole


@pytest.mark.parametrize(
    "other",
    [
        HEAD + SALE,
        (*HEAD, "REPRINT", *SALE),
        changed(time="16:40"),
        SLIP,
        (*HEAD[:2], "SI No. 0001234", "07/28/2025", "TOTAL | 330.00"),
    ],
    ids=["copy", "reprint", "reprint later", "card slip", "stub"],
)
def test_knows_papers_of_one_purchase(other: tuple[str, ...], part: Read) -> None:
    assert same_purchase(part(*HEAD, *SALE), part(*other))
    assert same_purchase(part(*other), part(*HEAD, *SALE))


@pytest.mark.parametrize(
    "other",
    [
        changed(number="0001235", time="18:30"),
        changed(date="07/29/2025"),
        changed(tin="987-654-321", number="777"),
        changed(number="0001235", date="07/29/2025"),
        tuple(text.replace("330.00", "410.00") for text in changed(number="0001235")),
    ],
    ids=["same price, later", "same price, next day", "same price elsewhere", "next day", "next in the queue"],
)
def test_knows_two_purchases(other: tuple[str, ...], part: Read) -> None:
    assert not same_purchase(part(*HEAD, *SALE), part(*other))
    assert not same_purchase(part(*other), part(*HEAD, *SALE))


def test_parts_with_totals_of_their_own_contradict_each_other(part: Read) -> None:
    assert contradict(part(*HEAD, *SALE), part("Date: 08/02/2025", "TOTAL | 560.00"))
    assert not contradict(part(*HEAD, *SALE), part("Date: 07/28/2025", "TOTAL | 330.00"))
