"""Amounts of money as receipts print them, misread digits and points included."""

import re
from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")

# RH is RM misread; P, F and B stand for the peso sign, which thermal printers lack and OCR misreads.
_CURRENCY = r"(?<![A-Z])(?:RM|RH|MYR|PHP|PH[₱P]|US\$|S\$|USD|SGD|₱|\$|P|F|B)"
_DIGIT = r"[0-9OQ]"
_MISREAD_ZERO = str.maketrans("OQ", "00")
_UNIT = r"(?!\s?(?:%|(?:L|ML|KG|KGS|G|GM|LTRS?|LITRES?|LITERS?|OZ|MM|CM|PM|AM|HRS?)(?![A-Z])))"
_DECIMAL = re.compile(
    rf"(?P<sign>[-–(]\s?)?(?:(?P<currency>{_CURRENCY})\s?[:.]?\s?)?(?P<minus>[-(]\s?)?"
    rf"(?<![\d.,/:#])(?<![A-WYZ](?<!RM)(?<!RH)(?<!MYR)(?<!PHP)(?<!USD)(?<!SGD)(?<!P)(?<!F)(?<!B))"
    rf"(?P<whole>{_DIGIT}{{1,3}}(?:[,.]{_DIGIT}{{3}})+|{_DIGIT}{{1,7}})"
    rf"(?P<point>\s?[.·]{{1,2}}\s?|[.,:]{{1,2}})(?P<cents>{_DIGIT}{{2}})(?![\d/])(?![.,:-]\d){_UNIT}(?P<after>\s?-(?![\s\d]))?",
    re.IGNORECASE,
)
# A decimal point that was not read at all is trusted after a currency, or in a piece of nothing else.
_SPACED = re.compile(r"(?:RM|MYR|PHP|₱)\s?(\d{1,5}) (\d{2})(?![\d.,])|^(\d{1,4}) (\d{2})$", re.IGNORECASE)
_WHOLE = re.compile(r"(?<![A-Z])(?:RM|MYR|PHP|₱|P)\s?(\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.,:/-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """An amount in a text: its value, its span, the text without sign and currency, whether cents were printed."""

    value: Decimal
    start: int
    end: int
    text: str
    exact: bool = True


def find_amounts(text: str) -> tuple[Printed, ...]:
    """Return the amounts printed in a text, left to right."""
    if not any(char.isdigit() for char in text):
        return ()
    found = tuple(printed for match in _DECIMAL.finditer(text) if (printed := _decimal(match)) is not None)
    return found or tuple(map(_spaced, _SPACED.finditer(text))) or tuple(map(_whole, _WHOLE.finditer(text)))


def _decimal(match: re.Match[str]) -> Printed | None:
    whole, cents = match["whole"], match["cents"]
    misread_time = ":" in match["point"] and not match["currency"]
    if misread_time or not any(char.isdigit() for char in whole + cents):
        return None
    value = Decimal(f"{re.sub('[,.]', '', whole)}.{cents}".upper().translate(_MISREAD_ZERO))
    if match["sign"] or match["minus"] or match["after"]:
        value = -value
    # a colon, a dot in the middle or blanks beside it are how a point was read, not what is printed
    point = "," if match["point"] == "," else "."
    text = match.string[match.start() : match.start("point")] + point + match.string[match.end("point") : match.end()]
    return Printed(value, match.start("whole"), match.end("cents"), text.strip())


def _spaced(match: re.Match[str]) -> Printed:
    whole, cents = (part for part in match.groups() if part)
    return Printed(Decimal(f"{whole}.{cents}"), match.start(), match.end(), match.group())


def _whole(match: re.Match[str]) -> Printed:
    value = Decimal(match[1].replace(",", "")).quantize(CENT)
    return Printed(value, match.start(), match.end(), match[1], exact=False)
