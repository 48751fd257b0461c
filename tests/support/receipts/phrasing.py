"""A receipt's own way of putting things: one variant of each wording, the same throughout the receipt."""

import datetime
import random
from decimal import Decimal
from typing import Literal

from tests.support.receipts import held_out, wordings
from tests.support.receipts.identifiers import Tin, triple
from tests.support.receipts.parties import Country
from tests.support.receipts.wordings import Table

Group = Literal["common", "held_out"]

# Of these no wording is held out: they are drawn for their taxes.
_ABROAD: dict[Country, Table] = {
    "SG": wordings.SINGAPORE, "ID": wordings.INDONESIA, "AU": wordings.AUSTRALIA, "NZ": wordings.NEW_ZEALAND, "GB": wordings.BRITAIN,
    "TH": wordings.THAILAND, "US": wordings.AMERICA,
}  # fmt: skip
_TABLES: dict[Group, dict[Country, Table]] = {
    "common": {**_ABROAD, "PH": wordings.PHILIPPINES, "MY": wordings.MALAYSIA},
    "held_out": {
        **_ABROAD,
        "PH": {**wordings.PHILIPPINES, **held_out.PHILIPPINES},
        "MY": {**wordings.MALAYSIA, **held_out.MALAYSIA},
    },
}


class Phrasing:
    """Choose wordings of a country and group. Calling it with a key gives the receipt's variant of it."""

    def __init__(self, country: Country, group: Group, rng: random.Random) -> None:
        self._table = _TABLES[group][country]
        self._rng = rng
        self._chosen: dict[str, str] = {}

    def __call__(self, key: str) -> str:
        if key not in self._chosen:
            self._chosen[key] = self._rng.choice(self._table[key])
        return self._chosen[key]

    def label(self, key: str) -> str:
        """The wording of a label, with the receipt's punctuation unless it ends in one of its own."""
        text = self(key)
        return text + self("format.colon") if text[-1:].isalnum() or text.endswith((")", "%")) else text

    def money(self, amount: Decimal, *, sign: bool = False) -> str:
        pattern = self("format.amount_with_sign" if sign else "format.amount")
        points = f"{abs(amount):,.0f}".replace(",", ".")
        printed = pattern.format(n=f"{abs(amount):,.2f}", points=points).strip()
        return self("format.minus").format(n=printed) if amount < 0 else printed

    def date(self, day: datetime.date) -> str:
        return day.strftime(self("format.date"))

    def footer_date(self, day: datetime.date) -> str:
        return day.strftime(self("format.footer_date"))

    def time(self, moment: datetime.datetime) -> str:
        return moment.strftime(self("format.time"))

    def seen_time(self, moment: datetime.datetime) -> str:
        """The time as far as it is printed, ISO 8601."""
        shown = moment if "%S" in self("format.time") else moment.replace(second=0)
        return shown.time().isoformat()

    def tin(self, tin: Tin) -> str:
        first, second, third = triple(tin.digits)
        return self("format.tin").format(a=first, b=second, c=third, branch=tin.branch)
