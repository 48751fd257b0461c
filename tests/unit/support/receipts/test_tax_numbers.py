import random
from collections.abc import Callable, Sequence
from string import ascii_uppercase, digits

import pytest

from tests.support.receipts import tax_numbers
from tests.support.receipts.tax_numbers import TAX_NUMBERS, tax_number


def weighed(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def luhn(number: str) -> bool:
    return sum(sum(divmod(int(digit) * (1 + n % 2), 10)) for n, digit in enumerate(reversed(number))) % 10 == 0


def is_uen(number: str) -> bool:
    return "ZKCMDNERGWH"[weighed(number[:9], (10, 8, 6, 4, 9, 7, 5, 3, 1)) % 11] == number[9]


def is_ird(number: str) -> bool:
    padded = number.zfill(9)
    first, second = ((weighed(padded, (*row, 1))) % 11 for row in ((3, 2, 7, 6, 5, 4, 3, 2), (7, 4, 3, 2, 5, 2, 7, 6)))
    return 0 in (first, second)


def is_abn(number: str) -> bool:
    return (weighed(number, (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) - 10) % 89 == 0


def is_gstin(number: str) -> bool:
    values = [(digits + ascii_uppercase).index(char) * (1 + n % 2) for n, char in enumerate(number)]
    return sum(sum(divmod(value, 36)) for value in values) % 36 == 0


def is_gb_vat(number: str) -> bool:
    return (weighed(number, range(8, 1, -1)) + int(number[7:])) % 97 == 0


def is_mst(number: str) -> bool:
    return (weighed(number, (31, 29, 23, 19, 17, 13, 7, 5, 3)) + int(number[9])) % 11 == 10


def is_corporate_number(number: str) -> bool:
    return (int(number[1]) + weighed(number[2:], (2, 1) * 6)) % 9 == 0


def is_irish(number: str) -> bool:
    return "WABCDEFGHIJKLMNOPQRSTUV"[weighed(number[2:9], range(8, 1, -1)) % 23] == number[9]


def is_german(number: str) -> bool:
    product = 10
    for digit in number[2:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (product + int(number[10])) % 10 == 1


# A published number of each country, which proves the rule, and who makes up others.
RULES = [
    pytest.param(is_uen, "197401143C", tax_numbers.uen, id="SG"),
    pytest.param(is_ird, "49091850", tax_numbers.ird, id="NZ"),
    pytest.param(is_abn, "83914571673", tax_numbers.abn, id="AU"),
    pytest.param(is_gstin, "27AAPFU0939F1ZV", tax_numbers.gstin, id="IN"),
    pytest.param(is_gb_vat, "980780684", tax_numbers.gb_vat, id="GB"),
    pytest.param(luhn, "4090105588", tax_numbers.za_vat, id="ZA"),
    pytest.param(lambda number: luhn(number[:9]), "013000666091000", tax_numbers.npwp, id="ID"),
    pytest.param(is_mst, "0100233488", tax_numbers.mst, id="VN"),
    pytest.param(is_corporate_number, "T5835678256246", tax_numbers.qualified_issuer, id="JP"),
    pytest.param(is_irish, "IE6433435F", tax_numbers.ie_vat, id="IE"),
    pytest.param(is_german, "DE136695976", tax_numbers.de_vat, id="DE"),
    pytest.param(lambda number: luhn(number) and luhn(number[:9]), "73282932000074", tax_numbers.siret, id="FR"),
]


@pytest.mark.parametrize(("is_valid", "published", "make"), RULES)
def test_check_digits_are_those_of_the_country(
    is_valid: Callable[[str], bool], published: str, make: Callable[[random.Random], str]
) -> None:
    assert is_valid(published)
    rng = random.Random(1)
    assert [number for number in (make(rng) for _ in range(200)) if not is_valid(number)] == []


@pytest.mark.parametrize("country", TAX_NUMBERS)
def test_every_pattern_takes_the_whole_number(country: str) -> None:
    make, patterns = TAX_NUMBERS[country]  # type: ignore[index]
    sizes = {pattern.count("?") + (2 if pattern.startswith("GB") else 0) for pattern in patterns}
    assert sizes <= {len(make(random.Random(seed))) for seed in range(9)} | {11}


def test_shops_of_the_united_states_print_none() -> None:
    assert tax_number(random.Random(1), "US") == ""
