import random
from dataclasses import replace

import numpy as np

from tests.support.receipts.photo.levels import Level
from tests.support.receipts.photo.wear import wear


def test_ink_fades_towards_the_paper(phone: Level) -> None:
    sheet = np.full((200, 200, 3), 250, np.uint8)
    sheet[80:120] = 10
    worn = wear(random.Random(1), sheet, replace(phone, folds=(0, 0), ink=(0.4, 0.4)))
    assert 30 < worn[85:115].mean() < 200
    assert worn[:60].mean() > 240


def test_a_fold_is_seen(phone: Level) -> None:
    plain = np.full((400, 300, 3), 240, np.uint8)
    flat, folded = (wear(random.Random(1), plain, replace(phone, folds=count)) for count in ((0, 0), (2, 2)))
    assert np.ptp(folded.mean(axis=(1, 2))) > 3 * np.ptp(flat.mean(axis=(1, 2)))
