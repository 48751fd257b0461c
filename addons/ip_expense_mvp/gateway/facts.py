"""Typed facts from an answer of the OCR service; what is missing or malformed is None."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Box = tuple[tuple[float, float], ...]

# numeric(14, 2) of the analytics' table; more is a number that was misread.
AMOUNT_LIMIT = 1e12
TEXT_LIMIT = 256
# No receipt is older: a year before it was misread, and some programs cannot print it.
FIRST_YEAR = 1900
# A Philippine TIN with its branch: three times three digits, then the branch.
WITH_BRANCH = re.compile(r"\d{3}([- ])\d{3}\1\d{3}\1\d{3,5}")


@dataclass(frozen=True)
class Fact(Generic[T]):
    """A value, how it is printed, and where: `line` counts in the answer's lines."""

    value: T
    text: str = ""
    confidence: float = 0.0
    box: Box | None = None
    line: int | None = None
    page: int = 1

    def is_sure(self, threshold: float) -> bool:
        """Return whether no person needs to look."""
        return self.confidence >= threshold


@dataclass(frozen=True)
class TextLine:
    """A line of the receipt."""

    text: str
    box: Box | None = None
    confidence: float = 0.0
    page: int = 1


@dataclass(frozen=True)
class Notice:
    """Something that a person should look at."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Facts:
    """Facts that the service has read; width and height are those of the upright page."""

    merchant: Fact[str] | None = None
    tin: Fact[str] | None = None
    receipt_number: Fact[str] | None = None
    date: Fact[date] | None = None
    currency: Fact[str] | None = None
    total_amount: Fact[float] | None = None
    vat_amount: Fact[float] | None = None
    document_type: Fact[str] | None = None
    line_count: int = 0
    avg_confidence: float = 0.0
    lines: tuple[TextLine, ...] = ()
    width: int = 0
    height: int = 0
    rotation: int = 0
    warnings: tuple[Notice, ...] = ()

    @classmethod
    def from_answer(cls, answer: object) -> "Facts":
        """Return the facts of an answer, whatever its shape."""
        said = mapping(answer)
        totals, bir, meta = (
            mapping(said.get(key)) for key in ("totals", "bir", "meta")
        )
        lines = tuple(map(text_line, items(said.get("lines"))))
        scores = [line.confidence for line in lines]
        mean = share(meta.get("avg_confidence"))

        def fact(
            field: object, convert: Callable[[object], T | None]
        ) -> Fact[T] | None:
            return read_fact(field, convert, lines)

        return cls(
            merchant=fact(said.get("merchant"), text),
            tin=fact(bir.get("tin"), text),
            receipt_number=fact(said.get("receipt_number"), text),
            date=fact(said.get("date"), day),
            currency=fact(said.get("currency"), currency_code),
            total_amount=fact(totals.get("total_amount"), amount),
            vat_amount=fact(totals.get("tax_amount"), amount),
            document_type=fact(said.get("document_type"), text),
            line_count=count(meta.get("count")) or len(lines),
            avg_confidence=mean or (sum(scores) / len(scores) if scores else 0.0),
            lines=lines,
            width=count(meta.get("width")),
            height=count(meta.get("height")),
            rotation=count(meta.get("rotation")) % 360,
            warnings=tuple(map(notice, items(meta.get("warnings")))),
        )


def fact_key(
    tin: str | None, merchant: str | None, day: date | None, total: float | None
) -> str | None:
    """Return the key that receipts of one purchase share; None unless all is there.

    The TIN counts without its branch; where there is none the merchant's name does.
    """
    tin = (tin or "").strip()
    who = re.sub(r"\D", "", tin)
    if WITH_BRANCH.fullmatch(tin):
        who = who[:9]
    # A misread TIN of a few digits tells nobody.
    if len(who) < 8:
        who = folded(merchant or "")
    if not (who and day and total):
        return None
    # An index of PostgreSQL takes no more than 2.7 kB.
    return f"{who[:TEXT_LIMIT]}|{day.isoformat()}|{total:.2f}"


def dedupe_key(picture_sha256: str, database_uuid: str, receipt_id: int) -> str:
    """Return the key under which a receipt is one row, however often it is sent."""
    return f"{picture_sha256}:{database_uuid}:{receipt_id}"


def folded(name: str) -> str:
    """Reduce a name to its letters and digits, without case and accents."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if char.isalnum())


def read_fact(
    field: object, convert: Callable[[object], T | None], lines: tuple[TextLine, ...]
) -> Fact[T] | None:
    """Return one field; None where its value is not of its kind."""
    said = mapping(field)
    value = convert(said.get("value"))
    if value is None:
        return None
    line = index(said.get("line"), len(lines))
    return Fact(
        value,
        text=text(said.get("text")) or "",
        confidence=share(said.get("confidence")),
        box=box(said.get("box")),
        line=line,
        page=1 if line is None else lines[line].page,
    )


def text_line(value: object) -> TextLine:
    """Return a line, which keeps its place whatever it is, as fields count lines."""
    said = mapping(value)
    return TextLine(
        text(said.get("text")) or "",
        box(said.get("box")),
        share(said.get("confidence")),
        max(count(said.get("page")), 1),
    )


def notice(value: object) -> Notice:
    """Return a warning, also from one that is a mere text."""
    said = mapping(value)
    code = text(said.get("code")) or text(value) or "unknown"
    return Notice(code, text(said.get("detail")) or "")


def mapping(value: object) -> Mapping[str, Any]:
    """Return a JSON object, empty for all else."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """Return a JSON array, empty for all else."""
    return value if isinstance(value, list) else []


def text(value: object) -> str | None:
    """Return a text that a database keeps, on one line."""
    if not isinstance(value, str):
        return None
    return " ".join(value.replace("\0", "").split())[:TEXT_LIMIT] or None


def number(value: object) -> float | None:
    """Return a finite number, also from a text; None for true and false."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        as_float = float(value)
    except (ValueError, OverflowError):
        return None
    return as_float if math.isfinite(as_float) else None


def amount(value: object) -> float | None:
    """Return an amount of money."""
    found = number(value)
    if found is None or abs(found) >= AMOUNT_LIMIT:
        return None
    return round(found, 2)


def share(value: object) -> float:
    """Return a confidence, limited to 0 to 1; 0 for what is no number."""
    return min(max(number(value) or 0.0, 0.0), 1.0)


def count(value: object) -> int:
    """Return a number of things, in what a column of the database holds."""
    return int(min(max(number(value) or 0.0, 0.0), 2**31 - 1))


def index(value: object, length: int) -> int | None:
    """Return an index into a list of this length; None where it is out of range or no whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value < length else None


def day(value: object) -> date | None:
    """Return a date of ISO 8601."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None


def currency_code(value: object) -> str | None:
    """Return a code of ISO 4217."""
    code = (text(value) or "").upper()
    return code if re.fullmatch("[A-Z]{3}", code) else None


def box(value: object) -> Box | None:
    """Return the corners of a box: four points of finite numbers."""
    points = [
        (number(point[0]), number(point[1]))
        for point in items(value)
        if isinstance(point, (list, tuple)) and len(point) == 2
    ]
    corners = tuple((x, y) for x, y in points if x is not None and y is not None)
    return corners if len(corners) == 4 else None
