"""Draw receipts of fifteen countries, and one of each tax law, with their truth: `draw("nz_market", 1, level="phone")`.

Only the seed decides what is drawn: the same layout, seed, wordings and level give the same bytes, given the same
fonts and the same versions of Pillow, numpy and OpenCV. Rates are those of the service's table of tax law: with
services/ocr/src on PYTHONPATH `python -m tests.support.receipts --help` writes sets of them; with
`--sample --out services/healthcheck` it regenerates the sample receipt that `make up` sends.
"""

from tests.support.receipts.layouts import ABROAD, LAWS, LAYOUTS
from tests.support.receipts.photo import LEVELS, degrade
from tests.support.receipts.receipt import Receipt, draw, marks, truth_of
from tests.support.receipts.truth import Truth

__all__ = ["ABROAD", "LAWS", "LAYOUTS", "LEVELS", "Receipt", "Truth", "degrade", "draw", "marks", "truth_of"]
