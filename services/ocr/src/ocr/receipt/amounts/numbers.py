"""Amounts of money as receipts print them, misread digits and points included."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from ocr.receipt.text.caching import LINES_KEPT

CENT = Decimal("0.01")

# R is the rand, RH is RM misread; P, F and B stand for the peso sign, which thermal printers lack and OCR misreads.
_SIGN = r"[₱$€£¥￥₹฿₫₩]|(?:US|HK|NT|AU?|CA?|NZ|S)\$"
_CODE = "MYR|PHP|USD|SGD|EUR|GBP|JPY|CNY|RMB|HKD|AUD|NZD|CAD|CHF|THB|IDR|VND|KRW|INR|TWD|AED|SAR"
_CURRENCY = rf"(?:{_SIGN}|(?<![A-Z])(?:{_CODE}|RM|RH|PH[₱P]|RP|RS|R|P|F|B))"
_DIGIT = r"[0-9OQ]"
_MISREAD_ZERO = str.maketrans("OQ", "00")
_UNIT = r"(?!\s?(?:%|(?:L|ML|KG|KGS|G|GM|LTRS?|LITRES?|LITERS?|OZ|MM|CM|PM|AM|HRS?)(?![A-Z])))"
# What parts thousands besides comma and point: 1'234.50, 1·234.50, and a comma with a blank that OCR saw beside it.
_PARTED = r"(?:\s?,{1,2}\s?|\s?\.|\s\.\s|\s?[;_'’`´·\"]\s?)"  # noqa: RUF001 - as printed
# Where an amount may begin: behind a currency, a blank, a colon, leaders, a word (TOTAL31.00); not within a number, a
# date or a code (A12.50).
_BEGINS = r"(?<![\d/,])(?<!\d[.:;_'’`´·\"-])(?<!\d, )(?:(?<![A-WYZ])|(?<=[A-Z]{3}))"  # noqa: RUF001
# Of leaders (TOTAL----5.00) no dash is a sign, and none behind a digit.
_MINUS = r"(?<![-–_=~\d])[-–(]\s?"
_DECIMAL = re.compile(
    rf"(?P<sign>{_MINUS})?(?:(?P<currency>{_CURRENCY})\s?[:.]?\s?(?P<minus>[-(]\s?)?|{_BEGINS})"
    rf"(?P<whole>{_DIGIT}{{1,3}}(?:{_PARTED}{_DIGIT}{{3}})+|\d{{1,2}}(?:,\d\d)+,\d{{3}}|{_DIGIT}{{1,7}})"
    rf"(?P<point>\s?[.·]{{1,2}}\s?|[.,:]{{1,2}})(?P<cents>{_DIGIT}{{2}})(?![\d/])(?![.,:-]\d){_UNIT}"
    rf"(?P<after>\s?-(?![\s\d])|\s?CR(?![A-Z]))?",
    re.IGNORECASE,
)
# 1 234.50: one of 234.50, or thousands parted by a blank.
_BLANKS = re.compile(
    rf"(?P<currency>{_CURRENCY}\s?)?(?<![\d.,:/#-])(?P<front>\d{{1,3}}(?: \d{{3}})*)(?: {{1,2}}|\. )$", re.IGNORECASE
)
# A decimal point that was not read at all is trusted behind thousands, a currency, or in a span of nothing else; a comma
# with a blank behind it at the end alone: 89, 15 EUR, not $5, 10 for.
_SPACED = re.compile(
    rf"(?<![\d.,:/#])(\d{{1,3}}(?:,\d{{3}})+)\s?(\d{{2}})(?![\d.,:/-])"
    rf"|(?:{_SIGN}|(?<![A-Z])(?:{_CODE}|RM|P))\s?(\d{{1,5}})(?: (\d{{2}})(?![\d.,])|, (\d{{2}})\s*$)"
    rf"|^(\d{{1,4}}) (\d{{2}})$|^(\d{{1,4}}), (\d{{2}})\s?(?:{_SIGN}|{_CODE})$",
    re.IGNORECASE,
)
_GROUPED = r"\d{1,3}(?:[,.]\d{3})+|\d{1,7}"
# The sign of the yen read as a letter: before thousands, or alone with a number that is short for a code.
_YEN_AS_Y = r"(?<![A-Z])Y(?=\d{1,3}(?:,\d{3})+(?!\d))|^Y(?=\d{1,3}$)"
_WHOLE = re.compile(
    rf"(?:{_SIGN}|{_YEN_AS_Y}|(?<![A-Z])(?:{_CODE}|RM|RP|P))\s?\.?\s?({_GROUPED})(?:\.(\d))?(?![\d.,:/-]){_UNIT}",
    re.IGNORECASE,
)
# What may stand behind an amount without cents: 110/-, 110.-, 110 pesos, 350 PHP, 350 V.
_BEHIND_WHOLE = (
    r"(?:\s?(?:/[-=]|[.,]\s?-{1,2}))?(?:\s?(?:pesos?|php|baht|thb|rupees?|inr|rs|ringgit|myr|rm|yen|円|원|đ|d|vnd|usd|eur|only)\.?)*"
    r"(?:\s[A-Z])?[\s|*.]*"
)
_BARE = re.compile(
    rf"(?:^|(?<=[\s:=|_*])|(?<=\D\.))(?<!\d[.,]\s)(?P<sign>-\s?)?(?P<whole>\d{{1,3}}(?:(?:\s?,\s?|[.'])\d{{3}})+|\d{{1,7}})"
    rf"(?:\.(?P<tenth>\d))?(?P<after>\s?-|\s?CR)?{_BEHIND_WHOLE}$",
    re.IGNORECASE,
)
# The point of a dot-matrix print read as a dash or a colon, in a span of nothing else.
_MISREAD_POINT = re.compile(rf"^(?P<currency>{_CURRENCY}\s?)?(?P<whole>\d{{1,5}})[-:](?P<cents>\d\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """An amount in a text: its value, its span, the text without sign and currency, whether cents were printed.

    `alternative` is the amount with the digits before it, where the blank between them may part thousands; `bare` is a
    number without cents and without a currency.
    """

    value: Decimal
    start: int
    end: int
    text: str
    exact: bool = True
    alternative: "Printed | None" = None
    bare: bool = False


@lru_cache(LINES_KEPT)
def find_amounts(text: str) -> tuple[Printed, ...]:
    """Return the amounts printed in a text, left to right."""
    if not any(map(str.isdigit, text)):
        return ()
    found = tuple(printed for match in _DECIMAL.finditer(text) if (printed := _decimal(match)) is not None)
    return found or tuple(map(_spaced, _SPACED.finditer(text))) or tuple(map(_whole, _WHOLE.finditer(text)))


def find_whole_amount(text: str) -> tuple[Printed, ...]:
    """Return the number that a text ends with as an amount without cents and without a currency: `TOTAL 110`.

    A text of an amount alone whose point was misread is one too: `12-50`, `12:50`.
    """
    if pointed := _MISREAD_POINT.match(text):
        printed = f"{pointed['whole']}.{pointed['cents']}"
        return (Printed(Decimal(printed), pointed.start("whole"), pointed.end(), printed, exact=False, bare=True),)
    match = _BARE.search(text)
    # 0045 is a document's number.
    if match is None or (match["whole"][0] == "0" and match["whole"] != "0"):
        return ()
    value = Decimal(f"{re.sub(r'[^0-9]', '', match['whole'])}.{match['tenth'] or 0}").quantize(CENT)
    value = -value if match["sign"] or match["after"] else value
    end = match.end("tenth") if match["tenth"] else match.end("whole")
    return (Printed(value, match.start("whole"), end, match.group().strip(" |*"), exact=False, bare=True),)


def _decimal(match: re.Match[str]) -> Printed | None:
    whole, cents = match["whole"], match["cents"]
    misread_time = ":" in match["point"] and not match["currency"]
    if misread_time or not any(map(str.isdigit, whole + cents)):
        return None
    value = Decimal(f"{re.sub('[^0-9OQoq]', '', whole)}.{cents}".upper().translate(_MISREAD_ZERO))
    if match["sign"] or match["minus"] or match["after"]:
        value = -value
    # a colon, a dot in the middle or blanks beside it are how a point was read, not what is printed
    point = "," if match["point"] == "," else "."
    text = match.string[match.start() : match.start("point")] + point + match.string[match.end("point") : match.end()]
    printed = Printed(value, match.start("whole"), match.end("cents"), text.strip())
    return _with_thousands(printed, match)


def _with_thousands(printed: Printed, match: re.Match[str]) -> Printed:
    """Return the amount with the digits before it as its thousands, for certain or as a second reading."""
    blanks = _BLANKS.search(match.string[: match.start("whole")]) if re.fullmatch(r"\d{3}", match["whole"]) else None
    if blanks is None or match["currency"] or match["sign"]:
        return printed
    front = blanks["front"].replace(" ", "")
    value = printed.value.copy_abs() + Decimal(front) * 1000
    start = blanks.start("front")
    text = match.string[start : match.start()] + printed.text
    joined = replace(printed, value=value.copy_sign(printed.value), start=start, text=text)
    # no amount begins with a nought, and no count has a currency
    certain = match["whole"].startswith("0") or len(front) > 3 or blanks["currency"]
    return joined if certain else replace(printed, alternative=joined)


def _spaced(match: re.Match[str]) -> Printed:
    whole, cents = (part for part in match.groups() if part)
    return Printed(Decimal(f"{whole.replace(',', '')}.{cents}"), match.start(), match.end(), match.group())


def _whole(match: re.Match[str]) -> Printed:
    value = Decimal(f"{re.sub('[,.]', '', match[1])}.{match[2] or 0}").quantize(CENT)
    return Printed(value, match.start(), match.end(), match.string[match.start(1) : match.end()], exact=False)
