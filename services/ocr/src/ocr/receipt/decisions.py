"""Decisions on the fields of one receipt, before their confidence is computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ocr.model import LineItem
from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.fields.address import Address
from ocr.receipt.fields.country import Country
from ocr.receipt.fields.date import Day
from ocr.receipt.fields.finding import Choice, Evidence, Finding
from ocr.receipt.fields.merchant import Name
from ocr.receipt.layout.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """The findings by the name of their field, and what they came from.

    `country`, `merchant`, `address`, `date` and `total` are the choices with all their candidates; one with too low a score is no finding
    (scoring/thresholds.py). `countries` tells how likely each country is. `evidence` tells whether a finding is right where that was learnt, for the others their rule does.
    """

    rows: Sequence[Row]
    country: Choice[Country | None] | None
    countries: Mapping[Country | None, float]
    amounts: Sequence[Amount]
    merchant: Choice[Name] | None
    address: Choice[Address] | None
    date: Choice[Day] | None
    total: Choice[Amount] | None
    findings: Mapping[str, Finding[Any]]
    evidence: Mapping[str, Evidence]
    total_is_doubtful: bool
    date_is_doubtful: bool
    line_items: tuple[LineItem, ...]
    is_receipt: bool
