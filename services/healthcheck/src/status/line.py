"""A titled line of the screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A title, a text, and whether all is well."""

    title: str
    text: str
    well: bool = True
