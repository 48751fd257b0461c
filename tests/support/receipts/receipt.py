"""Draw a receipt of a layout from a seed: its picture, and all that it says."""

import datetime
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from tests.support.receipts.job import Job
from tests.support.receipts.layouts import ABROAD, LAWS, LAYOUTS, Layout
from tests.support.receipts.marks import Mark, Row
from tests.support.receipts.paper import Paper
from tests.support.receipts.parties import Country
from tests.support.receipts.photo import LevelName, degrade
from tests.support.receipts.phrasing import Group, Phrasing
from tests.support.receipts.truth import Line, Truth, collect
from tests.support.receipts.typeset import Typesetter

CURRENCIES: dict[Country, str] = {
    "PH": "PHP", "MY": "MYR", "SG": "SGD", "ID": "IDR", "AU": "AUD", "NZ": "NZD", "GB": "GBP", "TH": "THB", "US": "USD",
    "IN": "INR", "ZA": "ZAR", "VN": "VND", "JP": "JPY", "IE": "EUR", "DE": "EUR", "FR": "EUR",
}  # fmt: skip
_ALL = {**LAYOUTS, **ABROAD, **LAWS}
_NOWHERE = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0))


@dataclass(frozen=True)
class Receipt:
    """A drawn receipt. `quality` is that of its JPEG."""

    image: Image.Image
    truth: Truth
    quality: int

    def jpeg(self) -> bytes:
        buffer = io.BytesIO()
        self.image.save(buffer, "JPEG", quality=self.quality)
        return buffer.getvalue()


def draw(
    layout: str,
    seed: int,
    *,
    wordings: Group = "common",
    level: LevelName = "clean",
    shop: int | None = None,
    shot: int | None = None,
) -> Receipt:
    """Draw the receipt that belongs to layout, seed and wordings; the level changes the picture, not what it says.

    The two groups of wordings print the same sale in other words. Receipts of one `shop` have till, paper and heading in
    common; each `shot` is another picture of the same receipt.
    """
    image, truth = _print(_ALL[layout], layout, seed, wordings, shop)
    origin = f"{layout} {seed} {level}" + (f" shop {shop}" if shop is not None else "")
    photo = degrade(image, level, origin if shot is None else f"{origin} shot {shot}")
    return Receipt(photo.image, truth.moved(photo.move), photo.quality)


def marks(layout: str, seed: int, *, wordings: Group = "common") -> Iterator[Mark]:
    """Yield what such a receipt says from top to bottom, without drawing it."""
    job, _ = _job(_ALL[layout], layout, seed, wordings)
    return _ALL[layout].marks(job)


def truth_of(layout: str, seed: int, *, wordings: Group = "common") -> Truth:
    """Return the truth of such a receipt without drawing it, a hundred times as fast; its lines have no place.

    It may be another sale than the one drawn from this seed: the typesetter takes its random numbers in between.
    """
    rows = (mark for mark in marks(layout, seed, wordings=wordings) if isinstance(mark, Row))
    cells = (cell for row in rows for cell in row.cells if cell.is_text)
    stated = ((Line(cell.text, _NOWHERE), cell.facts, cell.item) for cell in cells)
    return collect(CURRENCIES[_ALL[layout].country], stated)


def _job(layout: Layout, name: str, seed: int, wordings: Group, shop: int | None = None) -> tuple[Job, Paper]:
    common = f"{name} {seed}" if shop is None else f"{name} shop {shop}"
    rng = random.Random(common)
    paper = rng.choice(layout.papers)
    say = Phrasing(layout.country, wordings, random.Random(f"{common} {wordings}"), layout.tables)
    if shop is None:
        return Job(rng, say, paper.columns, layout.country, _moment(rng, layout.days)), paper
    sale = random.Random(f"{common} {seed}")
    moment, opened = _moment(sale, layout.days), layout.days[0]
    return Job(rng, say, paper.columns, layout.country, moment, sale_rng=sale, opened=opened), paper


def _print(layout: Layout, name: str, seed: int, wordings: Group, shop: int | None) -> tuple[Image.Image, Truth]:
    job, paper = _job(layout, name, seed, wordings, shop)
    setter = Typesetter(paper, job.rng)
    image = setter.typeset(layout.marks(job))
    return image, collect(CURRENCIES[layout.country], setter.statements)


def _moment(rng: random.Random, days: tuple[datetime.date, datetime.date]) -> datetime.datetime:
    first, last = days
    day = first + datetime.timedelta(days=rng.randint(0, (last - first).days))
    return datetime.datetime.combine(day, datetime.time(rng.randint(7, 21), rng.randint(0, 59), rng.randint(0, 59)))
