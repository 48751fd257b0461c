import random
from dataclasses import replace

import numpy as np
from PIL import Image

from tests.support.receipts.photo.camera import compress, expose
from tests.support.receipts.photo.levels import Level

STILL = (0.0, 0.0)


def edge() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    picture = np.zeros((120, 120, 3), np.float32)
    picture[:, 60:] = 200
    return picture


def test_out_of_focus_an_edge_is_soft(phone: Level) -> None:
    level = replace(phone, noise=STILL, motion_px=STILL)
    sharp, soft = (
        np.asarray(expose(random.Random(1), edge(), replace(level, defocus_px=(blur, blur))), np.float32)
        for blur in (0.2, 2.0)
    )
    assert np.ptp(sharp[60, 57:63, 0]) > np.ptp(soft[60, 57:63, 0])


def test_a_shaking_hand_smears_an_edge(phone: Level) -> None:
    level = replace(phone, noise=STILL, defocus_px=(0.1, 0.1))
    still, shaken = (
        np.asarray(expose(random.Random(3), edge(), replace(level, motion_px=(length, length))), np.float32)
        for length in (0.0, 5.0)
    )
    assert len(np.unique(shaken[60, :, 0])) > len(np.unique(still[60, :, 0]))


def test_a_sensor_adds_noise(phone: Level) -> None:
    taken = np.asarray(expose(random.Random(1), edge(), replace(phone, noise=(6, 6))), np.float32)
    assert taken[:, 100:].std() > 2


def test_compression_loses_detail() -> None:
    noisy = Image.fromarray(np.frombuffer(random.Random(1).randbytes(30_000), np.uint8).reshape(100, 100, 3))
    assert compress(noisy, 60).tobytes() != noisy.tobytes()
