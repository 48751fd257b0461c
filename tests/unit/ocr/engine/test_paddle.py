"""The reference engine, and ours beside it, on drawn receipts."""

import difflib

import numpy as np
import pytest

from ocr.engine import Engine, load
from ocr.settings import Settings
from tests.support.receipts import draw

RECEIPTS = [("grocery_vat", 1), ("official_receipt", 2), ("my_gst_retail", 3)]


@pytest.fixture(scope="module")
def reference() -> Engine:
    return load("paddleocr", lang="multi", models_dir=Settings().models_dir, threads=1)


@pytest.fixture(scope="module")
def ours() -> Engine:
    return load("onnxruntime", lang="multi", models_dir=Settings().models_dir, threads=1)


@pytest.mark.parametrize(("layout", "seed"), RECEIPTS)
def test_reads_what_ours_reads_in_the_same_places(reference: Engine, ours: Engine, layout: str, seed: int) -> None:
    pixels = np.asarray(draw(layout, seed=seed).image.convert("RGB"))
    theirs, own = reference.read(pixels), ours.read(pixels)

    assert theirs.rotation == own.rotation
    assert len(theirs.lines) == len(own.lines)
    corners = [np.array([line.box for line in reading.lines]) for reading in (theirs, own)]
    # they round a box to whole pixels of the reduced page before they grow it
    assert np.abs(corners[0] - corners[1]).max() <= 6
    # they pad a line to the widest of its batch, which changes a character here and there
    expected, found = ("\n".join(line.text for line in reading.lines) for reading in (theirs, own))
    assert difflib.SequenceMatcher(None, expected, found, autojunk=False).ratio() >= 0.98
