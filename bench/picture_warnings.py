#!/usr/bin/env python3
"""Measure the warnings about pictures: how often damage is found, how often it is reported wrongly, and what that costs.

    python -m bench.picture_warnings [--each 60] [--labelled]

Receipts are drawn, photographed mildly and spoilt in one way alone; `--labelled` reads the labelled ones as well,
and names those that something is said of, for a person to look at. `--each 0 --labelled` reads these alone. Run from the
repository with services/ocr/src and services/shared/src on PYTHONPATH.
"""

import argparse
import io
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import cycle, islice
from types import ModuleType
from typing import Any
from unittest.mock import patch

from PIL import Image, ImageDraw

from bench.labelled import labels, picture
from bench.report import machine, quantile
from ocr import pipeline, quality
from ocr.app import create_pipeline, load_engine
from ocr.errors import ImageUnreadable
from ocr.model import NoticeCode
from ocr.settings import Settings
from tests.support.pdf import pages
from tests.support.receipts import LAYOUTS, draw
from tests.support.receipts.fonts import SANS
from tests.support.receipts.photo import LevelName
from tests.support.receipts.photo.damage import DamageName, spoil

FIRST_SEED = 4000
# What a reading takes for its warnings and for its fingerprint, and for nothing else
PARTS: tuple[tuple[str, ModuleType, str], ...] = (
    ("warnings", quality, "notices"),
    ("warnings", pipeline, "notices"),
    ("fingerprint", pipeline, "fingerprint"),
)
CODES: Mapping[DamageName, NoticeCode] = {
    "defocus": "blurred",
    "shake": "blurred",
    "dark": "dark",
    "glare": "glare",
    "small": "low_resolution",
    "cut": "cut_off",
}
LETTER = (
    "Dear Sir or Madam,", "thank you for the friendly talk about the garden behind the house.",
    "We would like to come and see it when the weather is better,", "and bring the plans that our architect has made.",
    "Please tell us whether a morning suits you.", "With kind regards", "Your neighbours from the other side of the river",
)  # fmt: skip


def damaged(each: int, damage: DamageName) -> Iterator[bytes]:
    """Yield receipts of all layouts in turn, spoilt."""
    for seed, layout in enumerate(islice(cycle(LAYOUTS), each), FIRST_SEED):
        receipt = draw(layout, seed, level="mild")
        yield jpeg(spoil(receipt.image, receipt.truth.lines, damage, f"{layout} {seed}"))


def whole(each: int, level: LevelName) -> Iterator[bytes]:
    """Yield receipts of all layouts in turn, as they are."""
    for seed, layout in enumerate(islice(cycle(LAYOUTS), each), FIRST_SEED):
        yield draw(layout, seed, level=level).jpeg()


def cut_off_files(each: int) -> Iterator[bytes]:
    """Yield files of which the end is missing."""
    rng = random.Random("files")  # noqa: S311 - a bench, no secret
    yield from (data[: round(len(data) * rng.uniform(0.5, 0.95))] for data in whole(each, "mild"))


def no_receipts(each: int) -> Iterator[bytes]:
    """Yield blank pages, letters and pictures of things, in turn."""
    rng = random.Random("no receipts")  # noqa: S311
    for kind in islice(cycle((blank, letter, thing)), each):
        yield jpeg(kind(rng))


def blank(rng: random.Random) -> Image.Image:
    """Draw an empty sheet."""
    return Image.new("RGB", (rng.randint(600, 1600), rng.randint(800, 2000)), rng.choice(("white", "#d8d4c8", "#333")))


def letter(rng: random.Random) -> Image.Image:
    """Draw a letter."""
    sheet = Image.new("RGB", (1000, 1400), "#fcfcf8")
    font = SANS.at(rng.randint(24, 30))
    for row, text in enumerate(rng.sample(LETTER, rng.randint(3, len(LETTER)))):
        ImageDraw.Draw(sheet).text((80, 120 + 60 * row), text, "#222", font)
    return sheet


def thing(rng: random.Random) -> Image.Image:
    """Draw something with colours, shades and edges, and no print."""
    scene = Image.new("RGB", (1000, 1000), "#6a7a50")
    for _ in range(rng.randint(5, 30)):
        x, y, size = rng.randint(0, 900), rng.randint(0, 900), rng.randint(40, 400)
        ImageDraw.Draw(scene).ellipse(
            (x, y, x + size, y + size), rng.choice(("#8a5a30", "#ddc090", "#403020", "#c0c0c8"))
        )
    return scene


def several(each: int) -> Iterator[bytes]:
    """Yield two receipts on a table, side by side."""
    for seed, layout in enumerate(islice(cycle(("convenience", "pharmacy", "fast_food")), each), FIRST_SEED):
        pictures = [draw(name, seed).image for name in (layout, "fuel_station")]
        table_top = Image.new(
            "RGB", (sum(p.width + 80 for p in pictures), max(p.height for p in pictures) + 80), "#463c32"
        )
        for number, one in enumerate(pictures):
            table_top.paste(one, (40 + sum(p.width + 80 for p in pictures[:number]), 40))
        yield jpeg(table_top)


def broken_documents(each: int) -> Iterator[bytes]:
    """Yield documents of which a page cannot be drawn."""
    yield from (pages("Hi", broken=number % 3) for number in range(each))


def jpeg(image: Image.Image) -> bytes:
    """Save a picture as a phone does."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def timed(spent: dict[str, float], part: str, do: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that adds the milliseconds which it takes to a part."""

    def measured(*given: object, **named: object) -> object:
        started = time.perf_counter()
        done = do(*given, **named)
        done = tuple(done) if isinstance(done, Iterator) else done
        spent[part] += (time.perf_counter() - started) * 1000
        return done

    return measured


class Reader:
    """A reader that reads pictures as the service does, and measures what their warnings and fingerprints take."""

    def __init__(self) -> None:
        """Load the models."""
        settings = Settings.from_env(os.environ)
        self._engine = load_engine(settings)
        self._pipeline = create_pipeline(settings)
        self.milliseconds: list[dict[str, float]] = []

    def codes(self, data: bytes) -> set[NoticeCode]:
        """Read a file and return the codes of its warnings."""
        spent = {part: 0.0 for part, _, _ in PARTS}
        with ExitStack() as ends:
            for part, module, name in PARTS:
                ends.enter_context(patch.object(module, name, timed(spent, part, getattr(module, name))))
            try:
                receipt = self._pipeline.read(data, self._engine)
            except ImageUnreadable:
                # the refusal of a file that is broken says so, too
                return {"truncated_file"}
        self.milliseconds.append(spent)
        return {notice.code for notice in receipt.warnings}

    def share(self, files: Iterable[bytes], code: NoticeCode) -> str:
        """Return in words for how many files a warning is reported."""
        found = [code in self.codes(data) for data in files]
        return f"{sum(found)} of {len(found)} ({sum(found) / len(found):.3f})"

    def alarms(self, files: Iterable[tuple[str, bytes]]) -> str:
        """Return in words for how many faultless files anything is reported, and for which."""
        said = {name: codes for name, data in files if (codes := self.codes(data))}
        for name, codes in said.items():
            print(f"    {name}: {', '.join(sorted(codes))}")
        return f"{len(said)}"


def times(milliseconds: Iterable[Mapping[str, float]]) -> str:
    """Return how long each part and all of them take of a receipt."""
    parts: dict[str, list[float]] = {}
    count = 0
    for spent in milliseconds:
        count += 1
        for part, value in {**spent, "both": sum(spent.values())}.items():
            parts.setdefault(part, []).append(value)
    shown = (f"{part} {quantile(x, 0.5):.1f} (99 of 100: {quantile(x, 0.99):.1f})" for part, x in parts.items())
    return f"milliseconds of a receipt, median of {count}: {', '.join(shown)}"


def numbered(files: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Name files by their number."""
    return ((f"number {number}", data) for number, data in enumerate(files, 1))


def drawn(reader: Reader, each: int) -> None:
    """Measure what is said of drawn receipts, spoilt and whole, and how long that takes of whole ones."""
    for damage, code in CODES.items():
        print(f"found, {damage}: {code} on {reader.share(damaged(each, damage), code)}", flush=True)
    others: Mapping[NoticeCode, Iterator[bytes]] = {
        "truncated_file": cut_off_files(each),
        "several_receipts": several(max(1, each // 3)),
        "not_a_receipt": no_receipts(each),
        "pages_skipped": broken_documents(max(1, each // 3)),
    }
    for code, files in others.items():
        print(f"found: {code} on {reader.share(files, code)}", flush=True)
    reader.milliseconds.clear()
    for level in ("clean", "mild", "phone"):
        print(f"drawn, {level}: said of {reader.alarms(numbered(whole(each, level)))} of {each}", flush=True)
    print(f"drawn: {times(reader.milliseconds)}", flush=True)


def main() -> None:
    """Run the benchmark that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=60, help="so many pictures of each kind")
    parser.add_argument("--labelled", action="store_true", help="the labelled receipts as well")
    args = parser.parse_args()
    reader = Reader()
    print(machine())
    if args.each:
        drawn(reader, args.each)
    if args.labelled:
        reader.milliseconds.clear()
        pictures = ((file, picture(file).read_bytes()) for file in labels())
        print(f"labelled: said of {reader.alarms(pictures)} of {len(labels())}", flush=True)
        print(f"labelled: {times(reader.milliseconds)}")


if __name__ == "__main__":
    main()
