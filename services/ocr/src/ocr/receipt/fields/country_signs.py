"""Evidence of each country on a receipt: its money, numbers, places, words and taxes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.kinds import TOTAL_KINDS
from ocr.receipt.fields.tax_numbers import find_tax_numbers
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.countries import COUNTRY_MARKS
from ocr.receipt.lexicon.currencies import DOLLAR, LETTERS, OWN_SIGN, SHARED, SIGNS
from ocr.receipt.lexicon.papers import PAPERS, Country
from ocr.receipt.tax import ROUNDED_ONCE, tax_in, tax_on
from ocr.receipt.text.folding import upper
from ocr.receipt.text.phrase_matcher import PhraseMatcher

# Something of a country on the paper: the kind of evidence, and what it is.
Sign = tuple[Country, str, str]

MARKS = PhraseMatcher(COUNTRY_MARKS)
_SHARED = {code: re.compile(pattern) for code, pattern in SIGNS if code in SHARED}
_LETTERS = {
    re.compile(pattern): tuple(code for code, same in LETTERS.items() if same == pattern)
    for pattern in dict.fromkeys(LETTERS.values())
}
# PERF: without one of these there is neither a shared sign nor one of letters.
_MAY_BE_MONEY = re.compile(r"[$¥￥]|R ?\d|(?i:kr)")
_TAXES: dict[str, tuple[Country, ...]] = {
    name: tuple(country for country, paper in PAPERS.items() if name in paper.taxes)
    for name in sorted({name for paper in PAPERS.values() for name in paper.taxes}, key=len, reverse=True)
}
_NAME = "|".join(map(re.escape, _TAXES))
_TAX_NAME = re.compile(_NAME)
_RATE = r"(\d{1,2}(?:[.,]\d{1,3})?)"
_TAX = re.compile(
    rf"(?:{_RATE} ?% ?\W{{0,3}})?(?<![A-Z])({_NAME})(?![A-Z])(?:[^0-9%A-Z]{{0,8}}(?:INCL|RATE|AT|INCLUDED|TOTAL)?[^0-9%]{{0,6}}{_RATE} ?%)?"
)
# Where a telephone number stands: behind its label, or alone on its row.
_NUMBER = r"\+?\(?\+?\d[\d ().–-]{5,18}\d"
_LABELLED = re.compile(
    rf"(?<![A-Z])(?:TELEPHONE|TEL|PHONE|PH|FAX|MOBILE|MOB|HP|H/P|CALL|HOTLINE|CONTACT|CUSTOMER CARE|CELL|TLF|T|✆|☎)(?: ?(?:NO|NUMBER|#))?[ .:#-]{{0,4}}({_NUMBER})"
)
_ALONE = re.compile(rf"\W*({_NUMBER})\W*")
_TELEPHONES = {
    country: re.compile(rf"(?:{paper.telephones})(?!\d)") for country, paper in PAPERS.items() if paper.telephones
}
# Countries in which a number without a label is a telephone's by its shape: (212) 555-0199.
_UNLABELLED: tuple[Country, ...] = ("US", "CA")
_CODES = {country: paper.calling_code for country, paper in PAPERS.items() if paper.calling_code}
_POSTCODES = {country: re.compile(paper.postcodes) for country, paper in PAPERS.items() if paper.postcodes}
_HOST = re.compile(
    r"(?:WWW ?\.|@|HTTPS?:?//)([A-Z0-9.-]+)|((?<![A-Z0-9])[A-Z0-9-]{2,}\.(?:COM?|NET|ORG)\.[A-Z]{2})(?![A-Z])"
)
_DOMAINS = {paper.domain.upper(): country for country, paper in PAPERS.items() if paper.domain}
_ENDS_WITH_AMOUNT = re.compile(r"\d[.,]\d\d\W{0,3}[A-Z]{0,2}$")
_WORD = re.compile(r"[A-Z0-9぀-ヿ㐀-鿿'#]+")
LONGEST_PHRASE = 4
# Of places and names, those of dishes and shops are none: SINGAPORE NOODLES, LONDON FISH AND CHIPS.
_OF_PLACE = frozenset(("name", "place"))
HEAD_ROWS = 1


def _phrases() -> dict[str, list[tuple[Country, str]]]:
    """Return what each phrase of the papers is evidence for, also as it is printed without its blanks."""
    table: dict[str, list[tuple[Country, str]]] = defaultdict(list)
    for country, paper in PAPERS.items():
        for kind, phrases in (
            ("name", paper.names),
            ("place", paper.places),
            ("word", paper.words),
            ("firm", paper.firms),
        ):
            for phrase in phrases:
                words = _WORD.findall(phrase.upper())
                for form in {
                    " ".join(words),
                    "".join(words) if len(words) > 1 and len(phrase) > 5 else " ".join(words),
                }:
                    table[form].append((country, kind))
    return dict(table)


_PHRASES = _phrases()
_FIRST_WORDS = frozenset(phrase.partition(" ")[0] for phrase in _PHRASES)


def find_signs(rows: Sequence[Row], amounts: Sequence[Amount]) -> Iterator[Sign]:
    """Yield every sign of a country on the paper, as often as it is printed; one may stand for several countries."""
    for number, row in enumerate(rows):
        text = upper(row.text)
        yield from _money(row.text)
        yield from _marks(row)
        yield from _words(text, number)
        # PERF: two lines in five have no digit.
        if any(map(str.isdigit, text)):
            yield from _numbers(text)
        yield from _hosts(text)
        yield from _taxes(text)
    yield from _charged(rows, amounts)


def _with_currency(*codes: str) -> Iterator[Country]:
    return (country for country, paper in PAPERS.items() if paper.currency in codes)


def _money(text: str) -> Iterator[Sign]:
    for match in OWN_SIGN.finditer(text):
        code = match.lastgroup or ""
        kind = "letter_money" if match.group().strip() == "P" else "money"
        yield from ((country, kind, code) for country in _with_currency(code))
    if not _MAY_BE_MONEY.search(text):
        return
    for sign, pattern in _SHARED.items():
        if pattern.search(text):
            yield from ((country, "shared_money", sign) for country in _with_currency(*SHARED[sign]))
            if sign == DOLLAR:
                # Where nothing else is printed, it is most often the one that needs no letter before it.
                yield "US", "letter_money", sign
    for pattern, codes in _LETTERS.items():
        yield from (
            (country, "letter_money", match.group())
            for match in pattern.finditer(text)
            for country in _with_currency(*codes)
        )


def _marks(row: Row) -> Iterator[Sign]:
    for mark in MARKS.find(row.folded):
        if mark.kind == "GST" or mark.kind == "VAT":  # noqa: PLR1714 - a type checker sees what remains
            yield from ((country, "tax", mark.kind) for country in _TAXES[mark.kind])
        else:
            phrase = row.text[mark.start : mark.end].upper()
            # Words of Malay are printed in Indonesia too.
            shared = any(country != mark.kind for country, _ in _PHRASES.get(phrase, ()))
            yield mark.kind, "word" if shared else "mark", phrase


def _words(text: str, number: int) -> Iterator[Sign]:
    words = _WORD.findall(re.sub(r"(?<=[A-Z])\.(?=[A-Z])", "", text))
    priced = _ENDS_WITH_AMOUNT.search(text) is not None or (number < HEAD_ROWS and not any(map(str.isdigit, text)))
    start = 0
    while start < len(words):
        longest = min(LONGEST_PHRASE, len(words) - start) if words[start] in _FIRST_WORDS else 0
        for length in range(longest, 0, -1):
            phrase = " ".join(words[start : start + length])
            if meant := _PHRASES.get(phrase):
                yield from ((country, kind, phrase) for country, kind in meant if not (priced and kind in _OF_PLACE))
                start += length - 1
                break
        start += 1


def _numbers(text: str) -> Iterator[Sign]:
    """Yield the countries of tax numbers, telephones and postcodes."""
    for country, number, checked in find_tax_numbers(text):
        yield country, "tax_number_checked" if checked else "tax_number", number
    for match in _LABELLED.finditer(text):
        yield from _telephone(match[1], tuple(_TELEPHONES))
    if alone := _ALONE.fullmatch(text):
        yield from _telephone(alone[1], _UNLABELLED)
    for country, pattern in _POSTCODES.items():
        if postcode := pattern.search(text):
            yield country, "postcode", postcode.group()


def _hosts(text: str) -> Iterator[Sign]:
    for match in _HOST.finditer(text):
        host = (match[1] or match[2]).strip(".-")
        if owner := _DOMAINS.get(host.rsplit(".", 1)[-1]):
            yield owner, "domain", host


def _telephone(number: str, countries: Sequence[Country]) -> Iterator[Sign]:
    digits = re.sub(r"\D", "", number)
    if "+" in number or number.startswith("00"):
        code = max((code for code in _CODES.values() if digits.lstrip("0").startswith(code)), key=len, default="")
        yield from ((country, "calling_code", code) for country, each in _CODES.items() if each == code)
        return
    yield from (
        (country, "telephone", "local")
        for country in countries
        if country in _TELEPHONES and _TELEPHONES[country].match(number)
    )


def _taxes(text: str) -> Iterator[Sign]:
    # PERF: a rate may stand before the name, and is tried at each digit.
    if not _TAX_NAME.search(text):
        return
    for before, name, behind in _TAX.findall(text):
        rate = before or behind
        for country in _TAXES[name]:
            yield country, "tax", name
            if rate and Decimal(rate.replace(",", ".")):
                yield country, "rate" if _is_lawful(country, name, rate) else "other_rate", name


def _is_lawful(country: Country, name: str, rate: str) -> bool:
    return Decimal(rate.replace(",", ".")) in map(Decimal, PAPERS[country].taxes[name])


def _charged(rows: Sequence[Row], amounts: Sequence[Amount]) -> Iterator[Sign]:
    """Yield the countries at whose rate a tax without one is printed: 1.30 of 10.00 is 15 % within it."""
    bases = {
        amount.value
        for amount in amounts
        if amount.kind in TOTAL_KINDS | {"subtotal", "net_of_vat"} and amount.value > 1
    }
    for amount in amounts:
        if amount.kind != "tax" or amount.value <= 0:
            continue
        for name in dict.fromkeys(match[1] for match in _TAX.findall(upper(rows[amount.row].text))):
            for country in _TAXES[name]:
                rates = [Decimal(rate) for rate in PAPERS[country].taxes[name] if Decimal(rate)]
                if any(
                    abs(share(base, rate) - amount.value) <= ROUNDED_ONCE
                    for base in bases
                    for rate in rates
                    for share in (tax_in, tax_on)
                ):
                    yield country, "rate", name
