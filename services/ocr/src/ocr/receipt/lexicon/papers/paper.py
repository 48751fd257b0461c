"""What the paper of one country looks like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DateOrder = Literal["mdy", "dmy", "ymd"]
Phrases = tuple[str, ...]
# What parts the cents from the whole: 1,234.56 or 1.234,56. Money without cents has neither: 12.500, 12,500.
DecimalMark = Literal[".", ","]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is printed on a country's paper, and how numbers and days are written on it.

    Phrases are whole words, in capitals or not, without accents; what several countries print stands with each of them.
    `telephones` and `postcodes` are patterns; a telephone is looked for behind a label of one, or alone on its row.
    `taxes` are their names with the rates in per cent that were or are asked for.
    """

    currency: str
    date_order: DateOrder = "dmy"
    decimal_mark: DecimalMark = "."
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
