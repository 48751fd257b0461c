"""Features of the paper of one country."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DateOrder = Literal["mdy", "dmy", "ymd"]
Phrases = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Words printed on a country's paper, and how days and amounts are written on it.

    Phrases are whole words, in capitals or not, without accents; what several countries print stands with each of them.
    `telephones` and `postcodes` are patterns; a telephone is looked for behind a label of one, or alone on its row.
    `date_order` is that of a date's numbers, None where papers differ; years of two digits come first in `ymd`.
    `taxes` are their names with the rates in per cent that were or are asked for.
    """

    currency: str
    date_order: DateOrder | None = "dmy"
    has_cents: bool = True
    names: Phrases = ()
    places: Phrases = ()
    words: Phrases = ()
    firms: Phrases = ()
    taxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calling_code: str = ""
    telephones: str = ""
    postcodes: str = ""
    domain: str = ""
