from collections.abc import Callable

import pytest

from ocr.receipt.fields.goods import lists_goods
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


def lists(rows: Rows, *texts: str) -> bool:
    first, *rest = rows(*texts)
    return lists_goods(first, rest[0] if rest else None)


@pytest.mark.parametrize(
    "texts",
    [
        ("2 | Soto Betawi | 72,000",), ("1 | Ca phe sua da | 29.000",), ("Plat du jour | 18,00 €",), ("GYOZA 6PC | ¥466 *",), ("TEH KOTAK | Rp 8,000",),
        ("WHITE BREAD 700G | 5.75 S",), ("2 Soto Betawi 72,000",), ("1 x Teh Tarik 2.20",),
        ("TRA DA", "3 @ 3,000 | 9,000"), ("BANANAS LOOSE", "2.193 X R42.00"), ("FULL CREAM MILK 2L | 306", "6 X R51.00"),
        ("2 | Soto Betawi | B", "1 | Es Teh Manis | 72,000"), ("2 | Gado-Gado | B", "4 | Nasi Goreng | B"),
    ],
)  # fmt: skip
def test_words_with_a_price_or_over_one_for_each_are_goods(rows: Rows, texts: tuple[str, ...]) -> None:
    assert lists(rows, *texts)


@pytest.mark.parametrize(
    "texts",
    [
        ("ZEPHRA",), ("99 SPEED MART", "519537-X"), ("7-ELEVEN | POS 2",), ("12, JALAN BESAR", "43,200 KAJANG"), ("No. 55,57 & 59, JALAN SAGU",),
        ("8-2-1 Jingumae, Shibuya-ku", "4-83-7 Ginza"), ("KEDAI SENI | 002043319-W",), ("16 | TOTARA ROAD", "WELLINGTON"), ("43,200 | 18.00",),
        ("A & W | 1980",), ("4 FINGERS", "2 HAJI LANE"),
    ],
)  # fmt: skip
def test_names_and_addresses_are_none(rows: Rows, texts: tuple[str, ...]) -> None:
    assert not lists(rows, *texts)
