"""Data model of the service: lines with boxes, and receipts. No I/O, no HTTP."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Point = tuple[int, int]
Box = tuple[Point, Point, Point, Point]
"""Corners in pixels of the upright page, clockwise from the text's top left."""

Source = Literal["read", "computed", "inferred"]
Status = Literal["pass", "fail", "not_applicable"]
DocumentType = Literal[
    "invoice",
    "official_receipt",
    "acknowledgement_receipt",
    "collection_receipt",
    "delivery_receipt",
    "billing_statement",
    "card_slip",
    "receipt",
]
# Each is a row of the table in docs/api.md
NoticeCode = Literal[
    "blurred",
    "dark",
    "glare",
    "low_resolution",
    "cut_off",
    "truncated_file",
    "several_receipts",
    "not_a_receipt",
    "pages_skipped",
    "form_not_drawn",
    # legacy, for clients that know no other name: web/reply.py
    "print_too_small",
    "truncated",
]
PaymentMethod = Literal["cash", "card", "e_wallet", "bank_transfer", "check", "gift_certificate", "charge", "mixed"]


@dataclass(frozen=True, slots=True)
class Need:
    """The bytes that decoding a page holds at most, and the size in pixels of the page that comes out."""

    decoding: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning to those who rely on an answer: `code` for programs, `detail` for people.

    `detail` says what was wrong and what to do next, without any text of the receipt. `value` is what was measured, and
    `limit` what it should have kept to; both are null where nothing is measured.
    """

    code: NoticeCode
    detail: str
    value: float | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """Fingerprint by which two files of the same receipt are recognised: docs/api.md says how to compare them.

    `sha256` is that of the file; `perceptual` is alike where the print of all pages is, and null where there is none;
    `key` is equal where seller, date, total and number of the first receipt are, and null where one of them is unsure.
    """

    sha256: str
    perceptual: str | None
    key: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """Probability of a character, and what it may be instead, likeliest first: other characters, or "" for none."""

    probability: float
    rivals: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as the engine read it. `page` counts from 1, `score` is 0 to 1.

    `letters` has one for each character of the text, or none where the engine does not tell.
    """

    text: str
    box: Box
    score: float
    page: int = 1
    letters: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A fact of the receipt, with what it was read from.

    `text` is the fact as printed, `confidence` the probability that `value` is right, `line` the index of
    the line it was read from; `box` and `line` are null where it was computed or inferred.
    """

    value: T
    text: str
    confidence: float
    box: Box | None = None
    line: int | None = None
    source: Source = "read"


Text = Field[str]
Money = Field[Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Amounts of the receipt as a whole, in its currency."""

    total_amount: Money | None = None
    subtotal: Money | None = None
    tax_amount: Money | None = None
    vatable_sales: Money | None = None
    vat_exempt_sales: Money | None = None
    zero_rated_sales: Money | None = None
    service_charge: Money | None = None
    discount: Money | None = None
    rounding: Money | None = None
    cash: Money | None = None
    change: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bir:
    """Fields that the Philippine Bureau of Internal Revenue requires a seller to print."""

    tin: Text | None = None
    branch_code: Text | None = None
    vat_registered: Field[bool] | None = None
    atp: Text | None = None
    min: Text | None = None
    ptu: Text | None = None
    accreditation: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """A thing sold; `line` is the index of the line its amount was read from."""

    description: str
    quantity: Decimal | None
    unit_price: Decimal | None
    amount: Decimal
    line: int


@dataclass(frozen=True, slots=True)
class Check:
    """An identity that the amounts of a receipt should fulfil, with the numbers used."""

    name: str
    status: Status
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Facts that an expense needs of a receipt; null for what is not on the paper."""

    merchant: Text | None = None
    address: Text | None = None
    date: Field[datetime.date] | None = None
    time: Field[datetime.time] | None = None
    currency: Text | None = None
    document_type: Field[DocumentType] | None = None
    receipt_number: Text | None = None
    payment_method: Field[PaymentMethod] | None = None
    totals: Totals = field(default_factory=Totals)
    bir: Bir = field(default_factory=Bir)
    line_items: tuple[LineItem, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One receipt of a file: its facts, and the indices of its lines in those of all pages.

    `mixed` tells that there may be another among its lines, which could not be told apart.
    """

    facts: Facts
    lines: tuple[int, ...]
    mixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An upright page as read: its size in pixels, the clockwise degrees it was turned by, its lines, notices about it."""

    width: int
    height: int
    rotation: int
    lines: tuple[Line, ...]
    warnings: tuple[Notice, ...] = ()
