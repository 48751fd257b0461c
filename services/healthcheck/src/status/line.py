"""A titled line of the screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line of the screen: title, text, and whether it reports no fault."""

    title: str
    text: str
    well: bool = True
