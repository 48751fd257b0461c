import datetime
import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from ocr.fingerprint import SAME_BITS, fingerprint, key, print_hash
from ocr.model import Bir, Facts, Field, Line, Totals

BOX = ((0, 0), (1, 0), (1, 1), (0, 1))
SHOP = ("PARALUMAN SAVERS MART", "VAT REGISTERED TIN: 821-822-188-00086", "MIN 22102142428100625", "SALES INVOICE")
SALE = ("Invoice No. 010-0664141124", "23-Dec-2024 16:12", "ORANGE JUICE 1L", "1 @ 108.95 108.95", "TOTAL 2,207.37")
OTHER_SALE = ("Invoice No. 010-0577682059", "08-Nov-2025 08:51", "POTATO CRISPS", "2 @ 45.00 90.00", "TOTAL 2,208.52")
FACTS = Facts(
    merchant=Field("PARALUMAN SAVERS MART", "PARALUMAN SAVERS MART", 0.98),
    date=Field(datetime.date(2024, 12, 23), "23-Dec-2024", 0.99),
    receipt_number=Field("010-0664141124", "010-0664141124", 0.95),
    totals=Totals(total_amount=Field(Decimal("2207.37"), "2,207.37", 0.99)),
    bir=Bir(tin=Field("821-822-188", "821-822-188", 0.97)),
)


def lines(texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(text, BOX, 0.9) for text in texts)


def bits(one: Iterable[str], other: Iterable[str]) -> int:
    return (int(print_hash(lines(one)) or "", 16) ^ int(print_hash(lines(other)) or "", 16)).bit_count()


def test_takes_the_digest_of_the_file() -> None:
    assert fingerprint(b"file", (), Facts()).sha256 == hashlib.sha256(b"file").hexdigest()


def test_has_the_same_hash_for_the_same_print_and_64_digits() -> None:
    assert bits(SHOP + SALE, SHOP + SALE) == 0
    assert len(print_hash(lines(SALE)) or "") == 64


def test_is_the_same_on_every_machine() -> None:
    """What clients have stored must stay comparable: changing this value makes duplicates go unseen."""
    assert print_hash(lines(SHOP + SALE)) == "474757a514c31358b641b5949c9b9faa6ef34eb24b3b4cc94f4c8ba1f468710a"


@pytest.mark.parametrize(
    "reading",
    [
        pytest.param(tuple(re.sub(r"(?<=[A-Z]) (?=[A-Z])", "", text) for text in SHOP + SALE), id="without spaces"),
        pytest.param(tuple(text.upper() for text in SHOP + SALE), id="in capitals"),
        pytest.param(SALE + SHOP, id="in another order"),
        pytest.param(SHOP + SALE[:2] + ("0RANGE JUICE lL",) + SALE[3:], id="with two letters misread"),
    ],
)
def test_hardly_changes_with_how_a_print_was_read(reading: tuple[str, ...]) -> None:
    assert bits(SHOP + SALE, reading) <= SAME_BITS


def test_tells_two_sales_of_one_shop_apart() -> None:
    assert bits(SHOP + SALE, SHOP + OTHER_SALE) > SAME_BITS


@pytest.mark.parametrize("texts", [(), ("",), ("--",), ("ab",)])
def test_has_no_hash_of_what_prints_nothing(texts: tuple[str, ...]) -> None:
    assert print_hash(lines(texts)) is None


def test_has_the_same_key_for_the_same_sale_however_it_is_printed() -> None:
    spaced = replace(FACTS, receipt_number=Field("010 0664141124", "010 0664141124", 0.99), merchant=None)

    assert key(FACTS) == key(spaced) is not None


def test_has_the_key_that_clients_have_stored() -> None:
    """Changing this value makes duplicates go unseen."""
    assert key(FACTS) == "62331ee1f560bcccfdcc9f45385c1867a09a3648614ae975aece25d4dee169e4"


def test_tells_a_refund_from_its_purchase() -> None:
    refund = replace(FACTS, totals=Totals(total_amount=Field(Decimal("-2207.37"), "-2,207.37", 0.99)))

    assert key(refund) not in (key(FACTS), None)


def test_knows_the_seller_by_the_merchant_where_no_tin_is_sure() -> None:
    unsure = replace(FACTS, bir=Bir(tin=Field("821-822-188", "821-822-188", 0.6)))
    other = replace(unsure, merchant=Field("LAKAN FOOD DEPOT", "LAKAN FOOD DEPOT", 0.99))

    assert len({key(FACTS), key(unsure), key(other), None}) == 4


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(Facts(), id="nothing"),
        pytest.param(replace(FACTS, date=None), id="no date"),
        pytest.param(replace(FACTS, totals=Totals()), id="no total"),
        pytest.param(replace(FACTS, receipt_number=None), id="no number"),
        pytest.param(replace(FACTS, merchant=None, bir=Bir()), id="no seller"),
        pytest.param(replace(FACTS, date=Field(None, "23 Dec", 0.95)), id="a date without a year"),  # type: ignore[arg-type]
        pytest.param(replace(FACTS, receipt_number=Field("010", "010", 0.89)), id="an unsure number"),
    ],
)
def test_has_no_key_where_one_fact_is_missing_or_unsure(facts: Facts) -> None:
    assert key(facts) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(FACTS, date=Field(datetime.date(2024, 12, 24), "24-Dec-2024", 0.99)),
        replace(FACTS, receipt_number=Field("010-0664141125", "010-0664141125", 0.95)),
        replace(FACTS, totals=Totals(total_amount=Field(Decimal("2207.38"), "2,207.38", 0.99))),
    ],
)
def test_has_another_key_for_another_sale(other: Facts) -> None:
    assert key(other) not in (key(FACTS), None)
