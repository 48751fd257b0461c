"""Levels of damage to a picture: ranges from which each receipt draws its own values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

LevelName = Literal["clean", "mild", "phone"]
Range = tuple[float, float]


@dataclass(frozen=True)
class Level:
    """`zoom` is from drawn to pictured pixels, within `longest_px`; shares are of its width or of full light."""

    zoom: Range
    longest_px: Range
    margin: Range
    turn_degrees: Range
    perspective: Range
    bow: Range
    sway: Range
    ink: Range
    folds: tuple[int, int]
    uneven_light: Range
    shadow: Range
    defocus_px: Range
    motion_px: Range
    noise: Range
    quality: tuple[int, int]
    table: bool


LEVELS: Mapping[LevelName, Level | None] = {
    # As drawn.
    "clean": None,
    # A flatbed scanner, or a telephone's scanning application.
    "mild": Level(
        zoom=(0.9, 1.2),
        longest_px=(900, 2500),
        margin=(0.02, 0.05),
        turn_degrees=(-1.0, 1.0),
        perspective=(0, 0.006),
        bow=(-0.004, 0.004),
        sway=(0, 0.002),
        ink=(0.75, 1),
        folds=(0, 1),
        uneven_light=(0, 0.08),
        shadow=(0, 0.05),
        defocus_px=(0.2, 0.6),
        motion_px=(0, 0),
        noise=(1, 4),
        quality=(80, 92),
        table=False,
    ),
    # Held over a table by hand.
    "phone": Level(
        zoom=(1.1, 1.9),
        longest_px=(1200, 2800),
        margin=(0.05, 0.18),
        turn_degrees=(-5, 5),
        perspective=(0.01, 0.055),
        bow=(-0.028, 0.028),
        sway=(0.002, 0.01),
        ink=(0.42, 1),
        folds=(0, 3),
        uneven_light=(0.1, 0.35),
        shadow=(0.1, 0.45),
        defocus_px=(0.5, 1.6),
        motion_px=(0, 2.5),
        noise=(3, 10),
        quality=(62, 88),
        table=True,
    ),
}
