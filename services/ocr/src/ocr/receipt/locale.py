"""What a receipt's paper does not say: the reader's date order and the day of reading."""

import datetime
from dataclasses import dataclass
from typing import Literal

DateOrder = Literal["mdy", "dmy", "ymd"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """Defaults for a receipt that gives no evidence; `today` is the last day a sale can have happened on."""

    today: datetime.date
    date_order: DateOrder = "mdy"
