"""The reference engine, and ours beside it, on drawn receipts."""

import difflib
from importlib import import_module

import numpy as np
import pytest

from ocr.engine import Engine, detection, load
from ocr.settings import Settings
from tests.support.ocr import read
from tests.support.receipts import LAYOUTS, draw

# PaddleOCR takes a second to import: only where these are run
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reference() -> Engine:
    return load("paddleocr", lang="multi", models_dir=Settings().models_dir, threads=1)


@pytest.fixture(scope="module")
def ours() -> Engine:
    return load("onnxruntime", lang="en", weights="published", models_dir=Settings().models_dir, threads=1)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_reads_what_ours_reads_in_the_same_places(
    reference: Engine, ours: Engine, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # ours looks at smaller pages, where the same boxes come out a little different
    monkeypatch.setattr(detection, "LONGEST_SIDE_PX", import_module("ocr.engine.paddle").DETECTION_SIDE_PX)
    pixels = np.asarray(draw(layout, seed=1).image.convert("RGB"))
    theirs, own = read(reference, pixels), read(ours, pixels)

    assert theirs.rotation == own.rotation
    assert len(theirs.lines) == len(own.lines)
    corners = [np.array([line.box for line in reading.lines]) for reading in (theirs, own)]
    # they round a box to whole pixels of the reduced page before they grow it; one in fifty may be cut elsewhere
    assert np.quantile(np.abs(corners[0] - corners[1]).max(axis=(1, 2)), 0.98) <= 6
    # they pad a line to the widest of its batch, which changes a character here and there, and drop spaces
    expected, found = ("\n".join("".join(line.text.split()) for line in reading.lines) for reading in (theirs, own))
    assert difflib.SequenceMatcher(None, expected, found, autojunk=False).ratio() >= 0.98
