import random

import pytest

from tests.support.receipts.figures import draw_figure
from tests.support.receipts.marks import Figure

FIGURES: list[Figure] = ["logo", "barcode", "qr", "signature"]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_has_its_width_and_is_the_same_for_a_seed(figure: Figure) -> None:
    first, again, other = (draw_figure(figure, 200, random.Random(seed)) for seed in (1, 1, 2))
    assert first.width == 200
    assert first.getbbox()
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()
