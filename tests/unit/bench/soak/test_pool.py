"""Files of the endurance run."""

import functools
import io
import random
from collections import Counter

import pypdfium2 as pdfium
import pytest
from PIL import Image

from bench.soak import pool
from tests.support.receipts import draw

# what the edge takes
MAX_BYTES = 10_000_000


@functools.cache
def jpeg() -> bytes:
    return draw("card_slip", 1).jpeg()


def test_the_same_number_gives_the_same_file() -> None:
    # clean ones, which are soon drawn
    one, again, other = pool.file(0), pool.file(0), pool.file(3)
    assert one == again
    assert one.sha256 != other.sha256


@pytest.mark.parametrize("first", [0, 20, 220])
def test_each_twenty_files_have_every_format(first: int) -> None:
    kinds = Counter(pool.kind(number) for number in range(first, first + 20))
    assert kinds == {name: count for name, count, _ in pool.FINISHES}


@pytest.mark.slow
def test_the_largest_are_not_too_large() -> None:
    # photographs that are kept without loss
    numbers = [number for number in range(240) if pool.kind(number) == "png" and number % 3 == 2]
    assert max(len(pool.file(number).body) for number in numbers[:2]) < MAX_BYTES


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_is_the_same_picture_in_another_format(kind: str) -> None:
    written = Image.open(io.BytesIO(pool.converted(jpeg(), kind)))
    assert (written.format, written.size) == (kind, Image.open(io.BytesIO(jpeg())).size)


def test_a_document_of_two_pages_has_two_of_a_scans_size() -> None:
    document = pdfium.PdfDocument(pool.two_pages(jpeg()))
    whole = Image.open(io.BytesIO(jpeg()))
    assert len(document) == 2
    assert document[0].get_size() == pytest.approx((whole.width * 72 / 200, whole.height * 72 / 200), abs=1)


def test_what_is_damaged_is_cut_off_where_most_of_it_is_there() -> None:
    cut = pool.damaged(jpeg(), random.Random(1))
    assert jpeg().startswith(cut)
    assert 0.6 <= len(cut) / len(jpeg()) < 0.95
