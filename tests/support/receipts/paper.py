"""Papers and how they are printed on: width, type, ink."""

from dataclasses import dataclass

from tests.support.receipts import fonts
from tests.support.receipts.fonts import Face

Colour = tuple[int, int, int]

WHITE: Colour = (252, 252, 250)
CREAM: Colour = (248, 244, 232)
YELLOW: Colour = (250, 240, 190)
BLACK: Colour = (28, 28, 30)
GREY: Colour = (62, 62, 66)
BLUE_INK: Colour = (42, 52, 120)
PURPLE_INK: Colour = (78, 70, 140)


@dataclass(frozen=True)
class Paper:
    """A kind of paper in a kind of printer. `columns` is the number of characters in a row."""

    width_px: int
    margin_px: int
    columns: int
    face: Face
    ink: Colour = BLACK
    colour: Colour = WHITE
    leading: float = 1.14

    @property
    def content_px(self) -> int:
        return self.width_px - 2 * self.margin_px


# 80 mm and 58 mm rolls at about 240 dots per inch; 48, 42 and 32 characters are what such printers set in a row.
ROLL_80 = (
    Paper(760, 36, 42, fonts.THERMAL_DOTS),
    Paper(760, 40, 42, fonts.THERMAL_ROUND, ink=GREY),
    Paper(760, 40, 46, fonts.THERMAL_ROUND, ink=PURPLE_INK),
    Paper(760, 40, 48, fonts.THERMAL_PLAIN, ink=GREY),
    Paper(760, 36, 42, fonts.THERMAL_PLAIN),
    Paper(760, 32, 40, fonts.THERMAL_BOLD),
    Paper(760, 44, 42, fonts.THERMAL_PESO),
    Paper(760, 40, 48, fonts.THERMAL_NARROW, ink=PURPLE_INK),
    Paper(760, 36, 44, fonts.SANS_NARROW, leading=1.1),
)
ROLL_58 = (
    Paper(552, 24, 32, fonts.THERMAL_DOTS),
    Paper(552, 26, 34, fonts.THERMAL_ROUND),
    Paper(552, 28, 32, fonts.THERMAL_BOLD, ink=GREY),
    Paper(552, 26, 34, fonts.THERMAL_PLAIN),
    Paper(552, 24, 32, fonts.THERMAL_PESO),
    Paper(552, 28, 36, fonts.THERMAL_ROUND, ink=PURPLE_INK),
)
ROLL_76 = (
    Paper(720, 34, 40, fonts.IMPACT, ink=PURPLE_INK),
    Paper(720, 34, 40, fonts.IMPACT_SANS, ink=GREY, colour=CREAM),
)
FORM = (
    Paper(1000, 44, 76, fonts.SANS, ink=BLUE_INK, leading=1.5),
    Paper(1000, 44, 76, fonts.SANS_NARROW, leading=1.5),
    Paper(1000, 44, 78, fonts.SERIF, ink=(30, 70, 60), colour=YELLOW, leading=1.5),
)
PAGE = (
    Paper(1120, 70, 84, fonts.SANS, leading=1.45),
    Paper(1120, 70, 84, fonts.SANS_PESO, ink=GREY, leading=1.45),
    Paper(1120, 70, 88, fonts.SANS_NARROW, leading=1.45),
)
