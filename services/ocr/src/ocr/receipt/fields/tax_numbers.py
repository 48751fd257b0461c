"""Tax numbers by country: each has a format of its own, and most a check digit."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ocr.receipt.lexicon.papers import Country

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _weighted(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def abn(number: str) -> bool:
    """Return whether an Australian Business Number's digits check: one less in front, modulo 89."""
    return (_weighted(number, (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) - 10) % 89 == 0


def ird(number: str) -> bool:
    """Return whether the last digit of a New Zealand IRD number, which the GST number is, checks the others."""
    number = number.zfill(9)
    for weights in ((3, 2, 7, 6, 5, 4, 3, 2), (7, 4, 3, 2, 5, 2, 7, 6)):
        left = -_weighted(number, weights) % 11
        if left < 10:
            return left == int(number[8])
    return False


def gstin(number: str) -> bool:
    """Return whether the last character of an Indian GSTIN checks the others, in base 36."""
    values = [_LETTERS.index(char) * (1 + n % 2) for n, char in enumerate(number[:14])]
    return _LETTERS[-sum(value // 36 + value % 36 for value in values) % 36] == number[14]


def uen(number: str) -> bool:
    """Return whether the letter of a Singapore company's number checks its digits."""
    if len(number) != 10 or not number[:9].isdigit():
        return False
    return "ZKCMDNERGWH"[_weighted(number, (10, 8, 6, 4, 9, 7, 5, 3, 1)) % 11] == number[9]


def british_vat(number: str) -> bool:
    """Return whether the last two of a British VAT number's nine digits check the others, modulo 97 or 9755."""
    return (_weighted(number, (8, 7, 6, 5, 4, 3, 2)) + int(number[7:9])) % 97 in (0, 42)


def luhn(number: str) -> bool:
    """Return whether a number's digits check by Luhn's sum, as a South African or an Italian VAT number's do."""
    digits = [int(char) for char in reversed(number)]
    return sum(digit if n % 2 == 0 else sum(divmod(2 * digit, 10)) for n, digit in enumerate(digits)) % 10 == 0


def thai(number: str) -> bool:
    """Return whether the last digit of a Thai tax number of thirteen checks the others."""
    return (11 - _weighted(number, tuple(range(13, 1, -1))) % 11) % 10 == int(number[12])


def german_vat(number: str) -> bool:
    """Return whether the last digit of a German VAT number's nine checks the others (ISO 7064, modulo 11, 10)."""
    product = 10
    for digit in number[:8]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10 == int(number[8])


def vietnamese(number: str) -> bool:
    """Return whether the tenth digit of a Vietnamese tax number checks the others."""
    return 10 - _weighted(number, (31, 29, 23, 19, 17, 13, 7, 5, 3)) % 11 == int(number[9])


def korean(number: str) -> bool:
    """Return whether the last digit of a Korean business number checks the others."""
    total = _weighted(number, (1, 3, 7, 1, 3, 7, 1, 3, 5)) + int(number[8]) * 5 // 10
    return -total % 10 == int(number[9])


def japanese(number: str) -> bool:
    """Return whether the first digit of the thirteen of a Japanese qualified invoice issuer's number checks the others."""
    digits = [int(char) for char in reversed(number[1:])]
    return 9 - sum(digit * (1 + n % 2) for n, digit in enumerate(digits)) % 9 == int(number[0])


class TaxNumber(NamedTuple):
    """A country's tax number: its format behind its label, and what proves that no digit was misread, if anything does."""

    country: Country
    pattern: re.Pattern[str]
    checks: Callable[[str], bool] | None = None


def _number(country: Country, pattern: str, checks: Callable[[str], bool] | None = None) -> TaxNumber:
    return TaxNumber(country, re.compile(pattern), checks)


_OF_GST = r"G\.?S\.?T\.?(?: ?(?:REG(?:ISTRATION)?|ID|TAX))*\.? ?(?:NO|NUMBER|#)?[ .:#-]*"
_OF_VAT = r"V\.?A\.?T\.?(?: ?(?:REG(?:ISTRATION)?|ID|TAX|INVOICE))*\.? ?(?:NO|NUMBER|NUM|#)?[ .:#-]*"
_D = r"[ .-]?\d"
TAX_NUMBERS = (
    _number("AU", rf"A\.?B\.?N\.?[^0-9]{{0,8}}(\d(?:{_D}){{10}})(?!\d)", abn),
    _number("NZ", rf"{_OF_GST}(\d(?:{_D}){{7,8}})(?!{_D})", ird),
    _number("IN", r"(?<![A-Z0-9])(\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z])(?![A-Z0-9])", gstin),
    _number("SG", rf"(?:{_OF_GST}|(?:U\.?E\.?N|C[O0]\.? ?REG|ROC|REG)\.?[^0-9A-Z]{{0,4}}(?:NO)?[ .:#-]*)((?:19|20)\d{{7}}-?[A-Z])(?![A-Z0-9])", uen),
    _number("SG", r"(?<![A-Z0-9])(M[0-9R]-?[0-9]{7}-?[0-9A-Z]|[TS]\d{2}[A-Z]{2}\d{4}[A-Z])(?![A-Z0-9])"),
    _number("MY", rf"{_OF_GST}(00\d{{10}})(?!\d)"),
    _number("MY", r"(?<![A-Z0-9])([A-Z]\d{2}-\d{4}-\d{8})(?!\d)"),
    _number("GB", rf"{_OF_VAT}(?:GB)?[ .:-]*(\d(?:{_D}){{8}})(?!{_D})", british_vat),
    _number("ZA", rf"(?:{_OF_VAT}|B\.?T\.?W\.?[^0-9]{{0,8}})(4(?:{_D}){{9}})(?!{_D})", luhn),
    _number("PH", r"\b(?:T\.?I\.?N|TAX ?ID)\.?[^0-9]{0,8}(\d{3}[ -]\d{3}[ -]\d{3}(?:[ -]\d{3,5})?)(?!\d)"),
    _number("TH", rf"\bTAX ?(?:PAYER ?)?I\.?D[^0-9]{{0,12}}(\d(?:{_D}){{12}})(?!\d)", thai),
    _number("ID", r"(?<!\d)(\d{2}\.\d{3}\.\d{3}\.\d[.-]\d{3}\.\d{3})(?!\d)"),
    _number("VN", r"\b(?:MST|MA SO THUE)[^0-9]{0,6}(\d{10})(?!\d)", vietnamese),
    _number("JP", r"(?<![A-Z0-9])T(\d{13})(?!\d)", japanese),
    _number("KR", r"(?<!\d)(\d{3}-\d{2}-\d{5})(?!\d)", korean),
    _number("AE", r"\bT\.?R\.?N\.?[^0-9]{0,8}(100\d{12})(?!\d)"),
    _number("SA", rf"{_OF_VAT}(3\d{{13}}3)(?!\d)"),
    _number("DE", r"(?<![A-Z])DE ?(\d{3} ?\d{3} ?\d{3})(?!\d)", german_vat),
    _number("FR", r"(?<![A-Z])FR ?([0-9A-Z]{2} ?\d{3} ?\d{3} ?\d{3})(?!\d)"),
    _number("IE", r"(?<![A-Z])IE ?(\d{7}[A-Z]{1,2})(?![A-Z0-9])"),
    _number("NL", r"(?<![A-Z])NL ?(\d{9}B\d{2})(?!\d)"),
    _number("AT", r"(?<![A-Z])ATU ?(\d{8})(?!\d)"),
    _number("CH", r"(?<![A-Z])CHE[ -]?(\d{3}[ .]?\d{3}[ .]?\d{3})(?!\d)"),
    _number("IT", r"\bP(?:ART(?:ITA)?)?\.? ?I\.?V\.?A\.?[^0-9]{0,6}(?:IT)?(\d{11})(?!\d)", luhn),
    _number("ES", r"\b[CN]\.?I\.?F\.?[ .:]*(?:ES)?([A-Z]-?\d{8}|\d{8}-?[A-Z])(?![A-Z0-9])"),
    _number("CA", r"(?<!\d)(\d{9} ?RT ?\d{4})(?!\d)"),
)  # fmt: skip

# Of an Indian one and of some of Singapore; all others have more.
FEWEST_DIGITS = 6


def find_tax_numbers(text: str) -> Iterator[tuple[Country, str, bool]]:
    """Yield the country of each tax number in a text in capitals, the number, and whether its digits check."""
    # PERF: few rows have as many.
    if sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return
    for country, pattern, checks in TAX_NUMBERS:
        for match in pattern.finditer(text):
            number = re.sub(r"[^0-9A-Z]", "", match[1])
            checked = checks is not None and checks(number)
            # Nine digits behind GST or VAT are any number's, thirteen of a tax payer too but for a Thai firm's: those that check are not.
            if checked or country not in ("NZ", "GB", "TH") or (country == "TH" and number[0] == "0"):
                yield country, number, checked
