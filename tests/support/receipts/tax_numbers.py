"""Tax numbers of shops in other countries, invented, with the check digits by which readers recognise them."""

import random
from collections.abc import Callable, Mapping, Sequence
from string import ascii_uppercase, digits

from tests.support.receipts.identifiers import digits as some_digits
from tests.support.receipts.parties import Country

_BASE_36 = digits + ascii_uppercase


def uen(rng: random.Random) -> str:
    """Return a number of Singapore's registry of companies: the year of incorporation, five digits, a letter."""
    number = f"{rng.randint(1985, 2022)}{some_digits(rng, 5)}"
    return number + "ZKCMDNERGWH"[_weighed(number, (10, 8, 6, 4, 9, 7, 5, 3, 1)) % 11]


def ird(rng: random.Random) -> str:
    """Return a number of New Zealand, whose check digit a second row of weights decides where the first leaves none."""
    while True:
        number = str(rng.randint(10_000_000, 13_999_999))
        for weights in ((3, 2, 7, 6, 5, 4, 3, 2), (7, 4, 3, 2, 5, 2, 7, 6)):
            check = -_weighed(number, weights) % 11
            if check < 10:
                return f"{number}{check}"


def abn(rng: random.Random) -> str:
    """Return a number of Australia: two check digits in front, by which the whole is a multiple of 89."""
    number = str(rng.randint(1, 9)) + some_digits(rng, 8)
    return f"{99 - _weighed(f'00{number}', (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) % 89}"[-2:] + number


def gstin(rng: random.Random) -> str:
    """Return a number of India: the state, the owner's PAN, and a check character of base 36."""
    pan = "".join(rng.choice(ascii_uppercase) for _ in range(3)) + rng.choice("CFP") + rng.choice(ascii_uppercase)
    number = f"{rng.choice(('07', '27', '29', '32', '33'))}{pan}{some_digits(rng, 4)}{rng.choice(ascii_uppercase)}1Z"
    products = (_BASE_36.index(char) * (1 + n % 2) for n, char in enumerate(number))
    return number + _BASE_36[-sum(product // 36 + product % 36 for product in products) % 36]


def gb_vat(rng: random.Random) -> str:
    """Return a number of the United Kingdom: the older of two ways, modulus 97."""
    number = str(rng.randint(1_000_000, 9_999_999))
    return f"{number}{97 - _weighed(number, range(8, 1, -1)) % 97:02}"


def za_vat(rng: random.Random) -> str:
    return _luhn(f"4{some_digits(rng, 8)}")


def npwp(rng: random.Random) -> str:
    """Return a number of Indonesia: fifteen digits, the ninth of which checks those before; tax office and branch follow."""
    return f"{_luhn('0' + some_digits(rng, 7))}{some_digits(rng, 3)}000"


def mst(rng: random.Random) -> str:
    """Return a number of Vietnam: a province's two digits first. No check digit of ten is given out."""
    while True:
        number = rng.choice(("01", "03", "04")) + some_digits(rng, 7)
        check = 10 - _weighed(number, (31, 29, 23, 19, 17, 13, 7, 5, 3)) % 11
        if check < 10:
            return f"{number}{check}"


def qualified_issuer(rng: random.Random) -> str:
    """Return a number of Japan: T and the thirteen digits of a corporate number, the check digit first."""
    number = some_digits(rng, 12)
    return f"T{9 - _weighed(number, (2, 1) * 6) % 9}{number}"


def ie_vat(rng: random.Random) -> str:
    number = str(rng.randint(1_000_000, 9_999_999))
    return f"IE{number}{'WABCDEFGHIJKLMNOPQRSTUV'[_weighed(number, range(8, 1, -1)) % 23]}"


def de_vat(rng: random.Random) -> str:
    """Return a number of Germany: ISO 7064, modulus 11, 10."""
    number, product = str(rng.randint(10_000_000, 99_999_999)), 10
    for digit in map(int, number):
        product = ((digit + product) % 10 or 10) * 2 % 11
    return f"DE{number}{(11 - product) % 10}"


def siret(rng: random.Random) -> str:
    """Return a number of France: the company's nine digits, then its shop's five; both end in a check digit."""
    return _luhn(f"{_luhn(str(rng.randint(30_000_000, 89_999_999)))}000{rng.randint(1, 4)}")


# How a number is written: ? is its next character.
TAX_NUMBERS: Mapping[Country, tuple[Callable[[random.Random], str], Sequence[str]]] = {
    "SG": (uen, ("??????????",)),
    "NZ": (ird, ("???-???-???", "?????????")),
    "AU": (abn, ("?? ??? ??? ???", "???????????")),
    "IN": (gstin, ("???????????????",)),
    "GB": (gb_vat, ("??? ???? ??", "GB ??? ???? ??", "GB?????????", "?????????")),
    "ZA": (za_vat, ("??????????",)),
    "ID": (npwp, ("??.???.???.?-???.???",)),
    "VN": (mst, ("??????????",)),
    "JP": (qualified_issuer, ("??????????????",)),
    "IE": (ie_vat, ("??????????", "?? ????????")),
    "DE": (de_vat, ("???????????",)),
    "FR": (siret, ("??? ??? ??? ?????", "??????????????")),
}


def tax_number(rng: random.Random, country: Country) -> str:
    """Invent a number and write it in one of its country's ways; nothing where shops print none."""
    if country not in TAX_NUMBERS:
        return ""
    make, patterns = TAX_NUMBERS[country]
    number = iter(make(rng))
    return "".join(next(number) if char == "?" else char for char in rng.choice(patterns))


def _weighed(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))


def _luhn(number: str) -> str:
    """Return a number with its check digit behind it, ISO/IEC 7812-1."""
    doubled = (int(digit) * (1 + n % 2) for n, digit in enumerate(reversed(f"{number}0")))
    return f"{number}{-sum(each // 10 + each % 10 for each in doubled) % 10}"
