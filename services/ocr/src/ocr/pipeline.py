"""The pipeline from a file's bytes to a receipt: decode, read, understand."""

import datetime
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from ocr import quality
from ocr.engine import MOST_PRINT, Engine, elongation, page_bytes
from ocr.fingerprint import fingerprint
from ocr.image import Limits, Picture, decode
from ocr.memory import Room
from ocr.model import Box, Facts, Fingerprint, Line, Need, Notice, Page, Purchase
from ocr.receipt import Locale, notices, read_receipts
from ocr.receipt.locale import Country, DateOrder

# Where the day begins first: a receipt of this morning in Manila is not of the future, though it is yesterday in UTC
EASTERNMOST = datetime.timezone(datetime.timedelta(hours=14))


@dataclass(frozen=True, slots=True)
class Receipt:
    """The pages of a file as read, the receipts on them, its fingerprint, and notices about it.

    `seconds` has the time that each stage took.
    """

    pages: tuple[Page, ...]
    purchases: tuple[Purchase, ...]
    fingerprint: Fingerprint
    seconds: dict[str, float]
    warnings: tuple[Notice, ...] = ()

    @property
    def facts(self) -> Facts:
        """The facts of the first receipt, the only one on most files."""
        return self.purchases[0].facts

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all pages, in order; a field's `line` counts in it."""
        return tuple(line for page in self.pages for line in page.lines)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Pipeline with its settings: what may be decoded, how open dates and countries are taken, and the memory pages share."""

    limits: Limits
    date_order: DateOrder
    country: Country | None = None
    room: Room = field(default_factory=lambda: Room(math.inf, 0))

    @property
    def locale(self) -> Locale:
        """Defaults for a receipt that gives no evidence of its country or date order, with today's date."""
        today = datetime.datetime.now(EASTERNMOST).date()
        return Locale(date_order=self.date_order, today=today, country=self.country)

    def read(self, data: bytes, engine: Engine) -> Receipt:
        """Read the receipt in a file, a page at a time. Raises the refusals of the package image and of the engine."""
        watch = Stopwatch()
        pages: list[Page] = []
        unread: tuple[Notice, ...] = ()
        with self.room.place(engine.release) as place:

            def wait(need: Need) -> None:
                place.decode(need.decoding, page_bytes(need.width, need.height))

            with watch.stage("decode"):
                pictures = decode(data, self.limits, wait)
            while True:
                with watch.stage("decode"):
                    picture = next(pictures, None)
                if picture is None:
                    break
                if sum(elongation(line.box) for page in pages for line in page.lines) > MOST_PRINT:
                    unread = (pages_unread(len(pages) + 1),)
                    del picture
                    break
                with watch.stage("read"):
                    # while there is room for both, the page as it was and as it is turned
                    picture = turned(picture, engine)
                    place.read()
                    pages.append(read_page(picture, engine, number=len(pages) + 1))
                # not kept while the next one is decoded
                del picture
        with watch.stage("understand"):
            purchases = read_receipts(pages, self.locale)
            lines = (line for page in pages for line in page.lines)
            taken = fingerprint(data, lines, purchases[0].facts)
        warnings = tuple(notice for page in pages for notice in page.warnings) + unread + notices(purchases)
        return Receipt(tuple(pages), purchases, taken, watch.seconds, warnings)


def turned(picture: Picture, engine: Engine) -> Picture:
    """Turn a picture so that its page is upright, as far as the engine can tell."""
    pixels, rotation = engine.upright(picture.pixels)
    width, height = sides(picture, rotation)
    return replace(picture, pixels=pixels, width=width, height=height, rotation=(picture.rotation + rotation) % 360)


def read_page(picture: Picture, engine: Engine, *, number: int) -> Page:
    """Read one picture; boxes come out in pixels of the page that it was reduced from."""
    reading = engine.read(picture.pixels)
    upright = np.rot90(picture.pixels, -reading.rotation // 90)
    seen = quality.notices(upright, [line.box for line in reading.lines], number)
    width, height = sides(picture, reading.rotation)
    factor = width / upright.shape[1]
    return Page(
        width=width,
        height=height,
        rotation=(picture.rotation + reading.rotation) % 360,
        lines=tuple(replace(line, box=scaled(line.box, factor), page=number) for line in reading.lines),
        warnings=(*picture.warnings, *reading.warnings, *seen),
    )


def sides(picture: Picture, rotation: int) -> tuple[int, int]:
    """Return width and height of a picture that is turned by so many degrees."""
    return (picture.height, picture.width) if rotation % 180 else (picture.width, picture.height)


def pages_unread(number: int) -> Notice:
    """Return the notice that this page and those after it were not read."""
    return Notice(
        "pages_skipped",
        f"Page {number} and those after it were not read: the others have more print than ten receipts have. "
        "Send the pages of one receipt.",
    )


def scaled(box: Box, factor: float) -> Box:
    """Return a box scaled by a factor."""
    a, b, c, d = ((round(x * factor), round(y * factor)) for x, y in box)
    return a, b, c, d


@dataclass(slots=True)
class Stopwatch:
    """Seconds spent in each stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time until the end of the block to a stage."""
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started
