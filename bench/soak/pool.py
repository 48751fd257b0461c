"""The files that honest clients send: receipts drawn as scanners and phones capture them, some damaged, in every format."""

import io
import os
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image

from tests.support.hosts.erp import form
from tests.support.receipts import draw
from tests.support.receipts.photo import LevelName

# Of these a picture takes as long as a labelled receipt, 1.02 times: of all layouts, 1.22 times.
LAYOUTS = (
    "card_slip", "fast_food", "my_gst_restaurant", "my_sst_cafe", "sari_sari_nonvat", "convenience", "my_gst_retail",
    "fuel_station", "senior_restaurant", "senior_shared_bill",
)  # fmt: skip
LEVELS: tuple[LevelName, ...] = ("clean", "mild", "phone")
QUALITY = 85
# what scanners write into a document; without it a page would be as large as a poster
SCAN_DPI = 200.0


@dataclass(frozen=True)
class File:
    """A file and the body of the request that sends it."""

    name: str
    body: bytes
    sha256: str


def damaged(jpeg: bytes, rng: random.Random) -> bytes:
    """Cut a picture off behind its middle, as a connection does that breaks."""
    return jpeg[: int(len(jpeg) * rng.uniform(0.6, 0.95))]


def converted(jpeg: bytes, image_format: str, **options: float | str) -> bytes:
    """Write a picture in another format."""
    buffer = io.BytesIO()
    # the quality of formats that lose some; the others don't look at it
    Image.open(io.BytesIO(jpeg)).save(buffer, image_format, quality=QUALITY, **options)
    return buffer.getvalue()


def two_pages(jpeg: bytes) -> bytes:
    """Write a document whose second page is the lower half of the first."""
    buffer = io.BytesIO()
    whole = Image.open(io.BytesIO(jpeg))
    lower = whole.crop((0, whole.height // 2, whole.width, whole.height))
    whole.save(buffer, "PDF", save_all=True, append_images=[lower], resolution=SCAN_DPI)
    return buffer.getvalue()


def plain(jpeg: bytes, _: random.Random) -> bytes:
    """Leave a picture as it is."""
    return jpeg


Finish = Callable[[bytes, random.Random], bytes]
# Of twenty files, so many of each: what an ERP sends are photographs, some of them broken, and now and then a scan.
FINISHES: tuple[tuple[str, int, Finish], ...] = (
    ("jpeg", 13, plain),
    ("damaged", 2, damaged),
    ("pdf", 1, lambda jpeg, _: converted(jpeg, "PDF", resolution=SCAN_DPI)),
    ("pdf-2", 1, lambda jpeg, _: two_pages(jpeg)),
    ("png", 1, lambda jpeg, _: converted(jpeg, "PNG")),
    ("webp", 1, lambda jpeg, _: converted(jpeg, "WEBP")),
    ("tiff", 1, lambda jpeg, _: converted(jpeg, "TIFF", compression="jpeg")),
)


def kind(number: int) -> str:
    """Return the format of the file of this number: each twenty have all, the next twenty have them with other layouts."""
    names = [name for name, count, _ in FINISHES for _ in range(count)]
    return names[(number + number // len(names)) % len(names)]


def file(number: int) -> File:
    """Draw the file of this number: its layout, level and format follow from it."""
    layout, level = LAYOUTS[number % len(LAYOUTS)], LEVELS[number % len(LEVELS)]
    finish = {name: finish for name, _, finish in FINISHES}[kind(number)]
    rng = random.Random(f"soak {number}")  # noqa: S311 - repeatable, not secret
    data = finish(draw(layout, number, level=level).jpeg(), rng)
    return File(f"{layout}-{number}-{level}.{kind(number)}", form(data), sha256(data).hexdigest())


def files(count: int) -> Sequence[File]:
    """Draw so many files, on all cores."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(file, range(count), chunksize=4))
