import random

import numpy as np

from tests.support.receipts.photo.levels import Level
from tests.support.receipts.photo.scene import light, place


def test_a_table_is_around_a_photographed_sheet_and_a_pale_lid_around_a_scan(mild: Level, phone: Level) -> None:
    paper = np.full((200, 200, 3), 250, np.uint8)
    cover = np.zeros((200, 200), np.uint8)
    cover[50:150, 50:150] = 255
    photographed, scanned = (place(random.Random(1), paper, cover, level) for level in (phone, mild))
    assert photographed[100, 100].mean() > 245
    assert photographed[5, 5].mean() < 220 <= scanned[5, 5].mean()


def test_light_is_more_uneven_in_a_photo_than_in_a_scan(mild: Level, phone: Level) -> None:
    grey = np.full((300, 200, 3), 200, np.float32)
    photographed, scanned = (np.ptp(light(random.Random(2), grey, level)[..., 1]) for level in (phone, mild))
    assert photographed > scanned > 0


def test_a_scan_has_no_tint(mild: Level) -> None:
    lit = light(random.Random(2), np.full((50, 50, 3), 200, np.float32), mild)
    assert np.allclose(lit[..., 0], lit[..., 2])
