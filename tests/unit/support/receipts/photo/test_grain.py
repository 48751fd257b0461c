import random

import numpy as np
import pytest

from tests.support.receipts.photo.grain import bell, clouds


def test_noise_has_the_spread_it_promises() -> None:
    field = bell(random.Random(1), 400, 400)
    assert float(field.mean()) == pytest.approx(0, abs=0.02)
    assert float(field.std()) == pytest.approx(1, abs=0.02)


def test_clouds_are_smooth_and_between_0_and_1() -> None:
    field = clouds(random.Random(1), 200, 100, rows=4, columns=3)
    assert field.shape == (200, 100)
    assert 0 <= field.min() < field.max() <= 1
    assert np.abs(np.diff(field, axis=0)).max() < 0.1
