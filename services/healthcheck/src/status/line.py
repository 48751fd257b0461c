"""A titled line of the screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A title, what there is to say, and whether it is well."""

    title: str
    text: str
    well: bool = True
