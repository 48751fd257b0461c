"""Context that a receipt does not print: the reader's country and date order, and the day of reading."""

import datetime
from dataclasses import dataclass

from ocr.receipt.lexicon.papers import Country
from ocr.receipt.lexicon.papers.paper import DateOrder

__all__ = ["Country", "DateOrder", "Locale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """Defaults for a receipt that gives no evidence; `today` is the last day a sale can have happened on.

    `country` is the one that most receipts are from, by its code; None where that is not said.
    """

    today: datetime.date
    date_order: DateOrder = "mdy"
    country: Country | None = None
