"""Words printed in one country."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CountryWords:
    """The words of one country: marks of its paper, words of addresses and of firms, legal forms as patterns.

    `neighbours` stand near words of an address: known, so that they are not taken for a misreading of one.
    """

    marks: tuple[str, ...]
    streets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    legal_forms: tuple[str, ...] = ()
