"""Extraction of a receipt's facts from pages of lines: the order in which the parts of this package are called."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ocr.model import Facts, Page
from ocr.receipt.amounts.candidates import Amount, names_total, read_amounts
from ocr.receipt.amounts.inclusive import inclusive_totals
from ocr.receipt.amounts.proofs import PROOFS, Arithmetic
from ocr.receipt.amounts.rounding import rounded_totals
from ocr.receipt.amounts.thousands import part_thousands
from ocr.receipt.decisions import Decisions
from ocr.receipt.facts import facts_of
from ocr.receipt.fields.address import address_candidates, evidence_for_address
from ocr.receipt.fields.bir import find_bir
from ocr.receipt.fields.country import country_candidates, known, order_of_dates
from ocr.receipt.fields.currency import find_currency
from ocr.receipt.fields.date import day_candidates, evidence_for_date
from ocr.receipt.fields.date import is_doubtful as is_doubtful_date
from ocr.receipt.fields.document_type import document_type
from ocr.receipt.fields.finding import Finding
from ocr.receipt.fields.head import read_head
from ocr.receipt.fields.line_items import read_items
from ocr.receipt.fields.merchant import evidence_for_merchant, name_candidates
from ocr.receipt.fields.payment_method import payment_method
from ocr.receipt.fields.receipt_number import receipt_number
from ocr.receipt.fields.roles import assign_roles, roles_by_label
from ocr.receipt.fields.time import find_time
from ocr.receipt.fields.total import evidence_for_total, is_doubtful, total_candidates
from ocr.receipt.layout.rows import Row, read_rows
from ocr.receipt.locale import Locale
from ocr.receipt.scoring.address_weights import ADDRESS
from ocr.receipt.scoring.country_weights import COUNTRY
from ocr.receipt.scoring.ranking import choose, probabilities
from ocr.receipt.scoring.ranking_weights import DATE, MERCHANT, TOTAL
from ocr.receipt.scoring.thresholds import MIN_ADDRESS_SCORE, MIN_DATE_SCORE, MIN_MERCHANT_SCORE, MIN_TOTAL_SCORE

# A page without a total is a receipt where this many are there: a day, amounts or their label, a title, two numbers.
MIN_MARKS = 2


def extract(pages: Sequence[Page], locale: Locale) -> Facts:
    """Read the facts of the one receipt that is on the pages."""
    return understand(read_rows(pages), locale)


def understand(rows: Sequence[Row], locale: Locale) -> Facts:
    """Read the facts of one receipt; what is not on the paper, or not of a receipt, is null."""
    return facts_of(decide(rows, locale), locale)


def decide(rows: Sequence[Row], locale: Locale) -> Decisions:
    """Decide what each field says; the candidates and their evidence stay beside it."""
    amounts = read_amounts(rows)
    country = choose(country_candidates(rows, amounts, locale.country), COUNTRY)
    countries = probabilities(country.candidates, COUNTRY) if country else {}
    known_country, local = known(countries), order_of_dates(countries, locale)

    amounts = part_thousands(rounded_totals(inclusive_totals(amounts)), _proven_total)
    arithmetic = Arithmetic(amounts)
    total = choose(total_candidates(amounts, arithmetic), TOTAL)
    sold = total if total and total.score >= MIN_TOTAL_SCORE else None
    roles = assign_roles(amounts, sold.value) if sold else roles_by_label(amounts)

    date = choose(day_candidates(rows, local, known_country), DATE, same=lambda day: day.date)
    day = date if date and date.score >= MIN_DATE_SCORE else None

    head = read_head(rows)
    merchant = choose(name_candidates(head, rows, known_country), MERCHANT)
    name = merchant if merchant and merchant.score >= MIN_MERCHANT_SCORE else None
    place = choose(address_candidates(head, (name.value.first, name.value.last) if name else None), ADDRESS)
    address = place if place and place.score >= MIN_ADDRESS_SCORE else None

    kind, number, bir = document_type(rows), receipt_number(rows), find_bir(rows, known_country)
    marks = (day, amounts or names_total(rows), kind, number, bir.get("tin"))
    found: dict[str, Finding[Any] | None] = {
        "merchant": name.value.finding if name else None,
        "address": address.value.finding if address else None,
        "date": day.value.finding if day else None,
        "time": find_time(rows, day.value if day else None),
        "currency": find_currency(rows, countries, roles.get("total_amount")),
        "document_type": kind,
        # The numbers of a card slip are the terminal's, not a document's.
        "receipt_number": None if kind and kind.value == "card_slip" else number,
        "payment_method": payment_method(rows, amounts, roles),
        **roles,
        **bir,
    }
    evidence = {
        "merchant": evidence_for_merchant(name) if name else None,
        "address": evidence_for_address(address) if address else None,
        "date": evidence_for_date(day) if day else None,
        "total_amount": evidence_for_total(sold, amounts, known_country) if sold else None,
    }
    return Decisions(
        rows=rows,
        country=country,
        countries=countries,
        amounts=amounts,
        merchant=merchant,
        address=place,
        date=date,
        total=total,
        findings={field: finding for field, finding in found.items() if finding},
        evidence={field: known for field, known in evidence.items() if known},
        total_is_doubtful=sold is not None and is_doubtful(sold, amounts, arithmetic),
        date_is_doubtful=day is not None and is_doubtful_date(day),
        line_items=read_items(rows, amounts, roles.values()),
        is_receipt=sold is not None or sum(bool(mark) for mark in marks) >= MIN_MARKS,
    )


def _proven_total(amounts: Sequence[Amount]) -> tuple[int, Decimal | None]:
    """Return how many sums of the paper make the total that would be chosen, and that total."""
    choice = choose(total_candidates(amounts, Arithmetic(amounts)), TOTAL)
    return (0, None) if choice is None else (len(PROOFS.intersection(choice.evidence)), choice.value.value)
