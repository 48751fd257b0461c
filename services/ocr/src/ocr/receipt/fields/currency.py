"""The currency: the total's own sign before others, a printed sign before that of the likeliest country."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ocr.receipt.fields.finding import Finding
from ocr.receipt.layout.rows import Row
from ocr.receipt.layout.span import TextSpan
from ocr.receipt.lexicon.currencies import ANY_SIGN, DOLLAR, LETTERS, SHARED, SIGNS
from ocr.receipt.lexicon.papers import PAPERS, Country

_SIGNS = tuple((code, re.compile(pattern)) for code, pattern in SIGNS)
_LETTERS: dict[str | None, re.Pattern[str]] = {code: re.compile(pattern) for code, pattern in LETTERS.items()}
_NUMBER_BEHIND = re.compile(r"[\s:.(-]{0,3}(\d[\d,.']*)")
_NUMBER_IN_FRONT = re.compile(r"(\d[\d,.']*[.,]\d\d\d?|\d{3,})\s?\)?$")
# A currency that only goods or remarks name is the sale's where it is printed this often.
MIN_SIGNS = 2
# A currency whose countries are this likely is sure, and one below the second no better than a guess.
SURE, LIKELY = 0.95, 0.75


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a currency with the digits of the amount beside it, if there is one."""

    code: str
    text: str
    digits: str
    span: TextSpan
    row: int


def find_currency(
    rows: Sequence[Row], countries: Mapping[Country | None, float], total: Finding[Decimal] | None
) -> Finding[str] | None:
    """Return the currency that is printed at the total, else on the paper, else that of the country whose paper it is.

    `countries` tells how likely each is.
    """
    likely = _currencies(countries)
    home = max(likely, key=likely.__getitem__)
    signs = [sign for number, row in enumerate(rows) for span in row.spans for sign in _signs(span, number, home)]
    if own := _of_total(signs, rows, total):
        return _read(next((sign for sign in own if sign.code not in SHARED), own[0]), signs, likely)
    # A code without an amount may be any word; not that of the country.
    counted = [sign for sign in signs if sign.digits or sign.code == home]
    codes = Counter(sign.code for sign in counted if sign.code not in SHARED) or Counter(sign.code for sign in counted)
    if not codes:
        return Finding(home, "", (), _how_sure(likely[home]), "inferred") if home else None
    code, times = codes.most_common(1)[0]
    if home is not None and home in codes:
        code = home
    first = next(sign for sign in counted if sign.code == code)
    if home is None or code == home or home in SHARED.get(code, ()):
        return _read(first, signs, likely)
    if times < MIN_SIGNS:
        return Finding(home, "", (), "country_against_sign" if likely[home] >= SURE else "country_unsure", "inferred")
    found = _read(first, signs, likely)
    return replace(found, rule=f"foreign_{found.rule}")


def _currencies(countries: Mapping[Country | None, float]) -> dict[str | None, float]:
    """Return how likely each currency is: as likely as the countries that have it."""
    likely: dict[str | None, float] = defaultdict(float)
    for country, share in countries.items():
        likely[PAPERS[country].currency if country else None] += share
    return likely


def _how_sure(share: float) -> str:
    """Return the rule by which a country's currency is taken."""
    return "country" if share >= SURE else "country_likely" if share >= LIKELY else "country_unsure"


def _signs(span: TextSpan, row: int, home: str | None) -> Iterator[Sign]:
    letters = _LETTERS.get(home)
    for match in (*ANY_SIGN.finditer(span.text), *(letters.finditer(span.text) if letters else ())):
        code = next((code for code, pattern in _SIGNS if pattern.match(span.text, match.start())), home or "")
        number = _NUMBER_BEHIND.match(span.text, match.end()) or _NUMBER_IN_FRONT.search(span.text, 0, match.start())
        yield Sign(code, match.group().strip(), _digits(number[1]) if number else "", span, row)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _of_total(signs: Sequence[Sign], rows: Sequence[Row], total: Finding[Decimal] | None) -> list[Sign]:
    """Return the signs on the total's row that are at no other amount, else those at the same amount elsewhere."""
    if total is None:
        return []
    digits = _digits(f"{total.value:.2f}")
    same = [sign for sign in signs if sign.digits and sign.digits in (digits, digits.removesuffix("00"))]
    row = next((n for n, row in enumerate(rows) if any(p.index == total.line for p in row.spans)), None)
    here = [sign for sign in same if sign.row == row]
    return here or [sign for sign in signs if sign.row == row and not sign.digits] or same


def _read(sign: Sign, signs: Sequence[Sign], likely: Mapping[str | None, float]) -> Finding[str]:
    """Return a sign's currency; which of several that share a sign is as sure as their countries can be told apart."""
    if sign.code not in SHARED:
        return Finding(sign.code, sign.text, (sign.span,), "own_sign")
    codes = SHARED[sign.code]
    sharing = {code: likely.get(code, 0.0) for code in codes}
    best = max(sharing, key=sharing.__getitem__)
    share = sharing[best] / (sum(sharing.values()) or 1.0)
    if named := [other.code for other in signs if other.code in codes]:
        return Finding(named[0], sign.text, (sign.span,), "shared_sign_named")
    if (home := max(likely, key=likely.__getitem__)) not in codes and home in {other.code for other in signs}:
        # A peso sign that was misread is likelier than two currencies.
        return Finding(home or "", sign.text, (sign.span,), "shared_sign_misread")
    if sharing[best] and share >= LIKELY:
        # Of a country that is sure itself; a dollar against the country's money may be anyone's.
        sure = share >= SURE and likely[best] >= SURE
        return Finding(best, sign.text, (sign.span,), "shared_sign_of_country" if sure else "shared_sign_named")
    if sign.code == DOLLAR:
        return Finding(best if sharing[best] else "USD", sign.text, (sign.span,), "dollar")
    # No Japanese amount has cents.
    return Finding("CNY" if _has_cents(sign) else "JPY", sign.text, (sign.span,), "yen_or_yuan")


def _has_cents(sign: Sign) -> bool:
    return re.search(r"\d\.\d\d(?!\d)", sign.span.text) is not None
