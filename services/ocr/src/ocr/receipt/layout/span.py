"""A line of text as it lies on the level page."""

from dataclasses import dataclass

from ocr.model import Box, Letter


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A line as it lies on the deskewed page; `index` counts the lines of all pages.

    `letters` has one for each character of the text, or none where the engine does not tell.
    """

    index: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    score: float
    box: Box
    letters: tuple[Letter, ...] = ()

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2
