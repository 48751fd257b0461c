"""Truth of a drawn receipt: the fields of the HTTP contract, and the lines they are printed on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Corners in pixels, clockwise from the text's top left."""

Value = str | Decimal | bool
Facts = Mapping[str, Value]
"""What a printed text states, by path: {"date": "2026-01-31", "totals.cash": Decimal("500.00")}."""


@dataclass(frozen=True)
class Line:
    """A run of text as drawn; rules, blanks to be filled in, pictures and barcodes are not text."""

    text: str
    box: Quad


@dataclass(frozen=True)
class LineItem:
    """A thing sold, as printed; `line` is the index of the line that its amount stands on."""

    description: str
    quantity: Decimal | None
    unit_price: Decimal | None
    amount: Decimal
    line: int | None = None


@dataclass(frozen=True)
class Totals:
    """The amounts of the receipt as a whole; `rounding` has its sign, `discount` is what was taken off."""

    total_amount: Decimal | None = None
    subtotal: Decimal | None = None
    tax_amount: Decimal | None = None
    vatable_sales: Decimal | None = None
    vat_exempt_sales: Decimal | None = None
    zero_rated_sales: Decimal | None = None
    service_charge: Decimal | None = None
    discount: Decimal | None = None
    rounding: Decimal | None = None
    cash: Decimal | None = None
    change: Decimal | None = None


@dataclass(frozen=True)
class Bir:
    """Fields required by Philippine tax rules: `tin` is the seller's nine digits as 123-456-789."""

    tin: str | None = None
    branch_code: str | None = None
    vat_registered: bool | None = None
    atp: str | None = None
    min: str | None = None
    ptu: str | None = None
    accreditation: str | None = None


@dataclass(frozen=True)
class Truth:
    """All that a receipt says; None for what is not printed. `where` gives the lines that state a field."""

    currency: str
    merchant: str | None = None
    address: str | None = None
    date: str | None = None
    time: str | None = None
    document_type: str | None = None
    receipt_number: str | None = None
    payment_method: str | None = None
    totals: Totals = Totals()
    bir: Bir = Bir()
    line_items: tuple[LineItem, ...] = ()
    lines: tuple[Line, ...] = ()
    where: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def moved(self, move: Callable[[Sequence[Point]], Sequence[Point]]) -> "Truth":
        """Return the same truth with every box carried along with the picture."""
        lines = (replace(line, box=_quad(move(line.box))) for line in self.lines)
        return replace(self, lines=tuple(lines))

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it: amounts are numbers."""
        plain = _plain(self)
        assert isinstance(plain, dict)
        return plain


def collect(currency: str, stated: Iterable[tuple[Line, Facts, LineItem | None]]) -> Truth:
    """Gather what the lines state. Raises ValueError when two of them contradict each other."""
    lines: list[Line] = []
    items: list[LineItem] = []
    values: dict[str, Value] = {}
    where: dict[str, tuple[int, ...]] = {}
    for index, (line, facts, item) in enumerate(stated):
        lines.append(line)
        if item:
            items.append(replace(item, line=index))
        for path, value in facts.items():
            if values.setdefault(path, value) != value:
                raise ValueError(f"{path} is printed both as {values[path]} and as {value}")
            where[path] = (*where.get(path, ()), index)
    return Truth(
        currency=currency,
        totals=Totals(**_under("totals.", values)),
        bir=Bir(**_under("bir.", values)),
        line_items=tuple(items),
        lines=tuple(lines),
        where=where,
        **{path: value for path, value in values.items() if "." not in path},  # type: ignore[arg-type]
    )


def _under(prefix: str, values: Facts) -> dict[str, Any]:
    return {path.removeprefix(prefix): value for path, value in values.items() if path.startswith(prefix)}


def _quad(points: Sequence[Point]) -> Quad:
    top_left, top_right, bottom_right, bottom_left = ((round(x, 1), round(y, 1)) for x, y in points)
    return top_left, top_right, bottom_right, bottom_left


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    return value
