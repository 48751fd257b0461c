"""The noun of the screen: one line with its title."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A title, what there is to say, and whether it is well."""

    title: str
    text: str
    well: bool = True
