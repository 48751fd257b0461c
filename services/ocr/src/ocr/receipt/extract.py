"""Pages of lines in, the facts of a receipt out: the order in which the parts of this room are asked."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from ocr.model import Facts, Field, Page, Text
from ocr.receipt.amounts.candidates import names_total, read_amounts
from ocr.receipt.amounts.thousands import part_thousands
from ocr.receipt.fields.address import Address, find_address
from ocr.receipt.fields.bir import read_bir
from ocr.receipt.fields.checks import check
from ocr.receipt.fields.country import country_of
from ocr.receipt.fields.currency import currency
from ocr.receipt.fields.date import Day, find_time, read_days
from ocr.receipt.fields.document import document_type, payment_method, receipt_number
from ocr.receipt.fields.field import read
from ocr.receipt.fields.head import read_head
from ocr.receipt.fields.line_items import read_items
from ocr.receipt.fields.merchant import Name, name_candidates
from ocr.receipt.fields.roles import assign_roles, lines_of
from ocr.receipt.layout.rows import Row, read_rows
from ocr.receipt.locale import Locale
from ocr.receipt.scoring.calibration import confidence, of_address, of_date, of_merchant
from ocr.receipt.scoring.doubt import doubt
from ocr.receipt.scoring.ranking import Choice, choose
from ocr.receipt.scoring.ranking_weights import DATE, MERCHANT

# A date that scores less is a permit's or an accreditation's.
MIN_DATE_SCORE = -1.0
# A page without a total is a receipt where this many are there: a day, amounts or their label, a title, two numbers.
MIN_MARKS = 2


def extract(pages: Sequence[Page], locale: Locale) -> Facts:
    """Read the facts of the one receipt that is on the pages."""
    return understand(read_rows(pages), locale)


def understand(rows: Sequence[Row], locale: Locale) -> Facts:
    """Read the facts of one receipt; what is not on the paper, or not of a receipt, is null."""
    country = country_of(rows)
    amounts = part_thousands(read_amounts(rows))
    day = choose(read_days(rows, locale, country), DATE, same=lambda day: day.date)
    if day is not None and day.score < MIN_DATE_SCORE:
        day = None
    totals = assign_roles(amounts)
    kind, number, bir = document_type(rows), receipt_number(rows), read_bir(rows, country)
    marks = (day, amounts or names_total(rows), kind, number, bir.tin)
    if totals.total_amount is None and sum(bool(mark) for mark in marks) < MIN_MARKS:
        return Facts()
    head = read_head(rows)
    name = choose(name_candidates(head, rows, country), MERCHANT)
    address = find_address(head, name.what.last if name else None)
    moment = find_time(rows, day.what if day else None)
    facts = Facts(
        merchant=_merchant(name),
        address=_address(address),
        date=_date(day),
        time=None if moment is None else read(moment.time, moment.text, [moment.span], 0.97),
        currency=currency(rows, country, totals.total_amount),
        document_type=kind,
        # The numbers of a card slip are the terminal's, not a document's.
        receipt_number=None if kind and kind.value == "card_slip" else number,
        payment_method=payment_method(rows, amounts, totals),
        totals=totals,
        bir=bir,
        line_items=read_items(rows, amounts, lines_of(totals)),
    )
    return doubt(replace(facts, checks=check(facts, amounts, country, locale.today)), rows)


def _merchant(choice: Choice[Name] | None) -> Text | None:
    if choice is None:
        return None
    name = choice.what
    return read(name.value, name.value, name.spans, confidence("merchant", of_merchant(choice)))


def _address(address: Address | None) -> Text | None:
    if address is None:
        return None
    return read(address.value, address.value, address.spans, confidence("address", of_address(address)))


def _date(choice: Choice[Day] | None) -> Field[datetime.date] | None:
    if choice is None:
        return None
    day = choice.what
    return read(day.date, day.printed.text, [day.span], confidence("date", of_date(choice)))
