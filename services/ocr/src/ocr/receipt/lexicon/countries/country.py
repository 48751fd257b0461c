"""What is printed in one country."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CountryWords:
    """The words of one country: marks of its paper, words of addresses and of firms, legal forms as patterns.

    `neighbours` stand near words of an address: known, so that they are not taken for a misreading of one.
    """

    marks: Sequence[str]
    streets: Sequence[str] = ()
    places: Sequence[str] = ()
    neighbours: Sequence[str] = ()
    trades: Sequence[str] = ()
    legal_forms: Sequence[str] = ()
