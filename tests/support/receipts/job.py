"""A print job: the choices, the wordings and the width that a layout works with, and the rows it prints most."""

import datetime
import random
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.receipts.marks import Cell, Row
from tests.support.receipts.parties import Country
from tests.support.receipts.phrasing import Phrasing
from tests.support.receipts.truth import Facts


@dataclass(frozen=True)
class Job:
    """`rng` chooses what is sold and how it is arranged, `say` how it is put; `moment` is that of the sale.

    Of one shop's receipts `sale_rng` chooses what differs from sale to sale; its till was installed before `opened`.
    """

    rng: random.Random
    say: Phrasing
    columns: int
    country: Country
    moment: datetime.datetime
    sale_rng: random.Random | None = None
    opened: datetime.date | None = None

    @property
    def sale(self) -> random.Random:
        """The generator of random numbers that chooses the goods, the numbers and the payment."""
        return self.sale_rng or self.rng

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def before(self, min_days: int, max_days: int) -> datetime.date:
        """Return a day before the sale, or before the shop opened."""
        return (self.opened or self.moment.date()) - datetime.timedelta(days=self.rng.randint(min_days, max_days))

    def centred(
        self, text: str, facts: Facts | None = None, *, wide: float = 1, tall: float = 1, bold: bool = False
    ) -> Iterator[Row]:
        """Set a text in the middle, on as many rows as it needs."""
        for part in _wrapped(text, self.columns / wide):
            yield Row((Cell(part, self.columns / 2, "centre", facts or {}),), wide, tall, bold)

    def left(self, text: str, facts: Facts | None = None, *, indent: float = 0, bold: bool = False) -> Iterator[Row]:
        """Set a text from the left margin, on as many rows as it needs."""
        for part in _wrapped(text, self.columns - indent):
            yield Row((Cell(part, indent, facts=facts or {}),), bold=bold)

    def pair(
        self,
        label: str,
        value: str,
        facts: Facts | None = None,
        *,
        start: float = 0,
        end: float | None = None,
        wide: float = 1,
        tall: float = 1,
        bold: bool = False,
        label_facts: Facts | None = None,
    ) -> Row:
        """Set a label at the left and its value at the right, in wide type where that fits."""
        end = self.columns if end is None else end
        if (len(label) + len(value) + 2) * wide > end - start:
            wide = 1
        cells = (Cell(label, start, facts=label_facts or {}), Cell(value, end, "right", facts or {}))
        return Row(cells, wide, tall, bold)


def _wrapped(text: str, columns: float) -> list[str]:
    return textwrap.wrap(text, int(columns), break_on_hyphens=False)
