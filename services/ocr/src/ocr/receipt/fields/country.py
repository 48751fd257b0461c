"""Probabilities of the countries that a receipt may be from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.fields.country_signs import find_signs
from ocr.receipt.fields.finding import Candidate
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.currencies import NOT_DAY_FIRST, OWN_SIGN
from ocr.receipt.lexicon.papers import MARKETS, PAPERS, Country
from ocr.receipt.locale import DateOrder, Locale

__all__ = ["Country", "country_candidates", "is_day_first", "known", "order_of_dates"]

# How likely each country is; None is one that is not in the table, or any where nothing is printed that tells.
Likelihoods = Mapping[Country | None, float]

# A country this likely is taken for the paper's by what else depends on it.
LIKELY = 0.6
# The order of days is as good as known where countries this likely together share it.
AGREED = 0.8


def country_candidates(
    rows: Sequence[Row], amounts: Sequence[Amount], home: Country | None = None
) -> list[Candidate[Country | None]]:
    """Return each country that something on the paper speaks for, with its evidence, and None for any other country."""
    found: dict[Country, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for country, kind, what in find_signs(rows, amounts):
        found[country][kind].add(what)
    if home:
        found[home]["home"].add(home)
    countries: list[Candidate[Country | None]] = [Candidate(None, {"elsewhere": 1.0})]
    for country in sorted(found):
        # The second of a kind counts half, the third a quarter.
        evidence = {kind: 2 - 2.0 ** (1 - len(things)) for kind, things in found[country].items()}
        countries.append(Candidate(country, evidence | ({"market": 1.0} if country in MARKETS else {})))
    return countries


def known(likelihoods: Likelihoods, least: float = LIKELY) -> Country | None:
    """Return the country whose likelihood is at least `least`, None where there is none."""
    return next((country for country, share in likelihoods.items() if country and share >= least), None)


def order_of_dates(likelihoods: Likelihoods, locale: Locale) -> Locale:
    """Return the locale with the date order that the likely countries agree on, unchanged if they do not."""
    orders: dict[DateOrder, float] = defaultdict(float)
    for country, share in likelihoods.items():
        if country and (order := PAPERS[country].date_order):
            orders[order] += share
    agreed = next((order for order, share in orders.items() if share >= AGREED), None)
    return replace(locale, date_order=agreed) if agreed else locale


def printed_money(rows: Sequence[Row]) -> set[str]:
    """Return the currencies whose own sign or code is printed, not those of a sign that several share."""
    return {match.lastgroup or "" for row in rows for match in OWN_SIGN.finditer(row.text)}


def is_day_first(rows: Sequence[Row]) -> bool:
    """Return whether the paper prints money, all of it of countries where no date is month-first."""
    money = printed_money(rows)
    return bool(money) and not money & NOT_DAY_FIRST
