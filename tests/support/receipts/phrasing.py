"""Phrasing of a receipt: one variant of each wording, the same throughout the receipt."""

import datetime
import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from tests.support.receipts import held_out, held_out_abroad, wordings, wordings_abroad
from tests.support.receipts.identifiers import Tin, triple
from tests.support.receipts.parties import Country
from tests.support.receipts.wordings import Table

Group = Literal["common", "held_out"]

Tables = Mapping[Group, Mapping[Country, Table]]

_HOME: Tables = {
    "common": {"PH": wordings.PHILIPPINES, "MY": wordings.MALAYSIA},
    "held_out": {
        "PH": {**wordings.PHILIPPINES, **held_out.PHILIPPINES},
        "MY": {**wordings.MALAYSIA, **held_out.MALAYSIA},
    },
}
TABLES: Tables = {
    "common": {**_HOME["common"], **wordings_abroad.ABROAD},
    "held_out": {
        **_HOME["held_out"],
        **{country: {**table, **held_out_abroad.ABROAD[country]} for country, table in wordings_abroad.ABROAD.items()},
    },
}
# Receipts of these are drawn for their taxes, and held out is no wording of theirs.
_TAXED_ABROAD: dict[Country, Table] = {
    "SG": wordings.SINGAPORE, "ID": wordings.INDONESIA, "AU": wordings.AUSTRALIA, "NZ": wordings.NEW_ZEALAND, "GB": wordings.BRITAIN,
    "TH": wordings.THAILAND, "US": wordings.AMERICA,
}  # fmt: skip
LAW_TABLES: Tables = {
    "common": {**_HOME["common"], **_TAXED_ABROAD},
    "held_out": {**_HOME["held_out"], **_TAXED_ABROAD},
}


class Phrasing:
    """Wordings chosen of a country and group. Calling it with a key gives the receipt's variant of it."""

    def __init__(self, country: Country, group: Group, rng: random.Random, tables: Tables = TABLES) -> None:
        self._table = tables[group][country]
        self._rng = rng
        self._chosen: dict[str, str] = {}

    def __call__(self, key: str) -> str:
        if key not in self._chosen:
            self._chosen[key] = self._rng.choice(self._table[key])
        return self._chosen[key]

    def label(self, key: str) -> str:
        """Return the wording of a label, with the receipt's punctuation unless it ends in one of its own."""
        text = self(key)
        return text + self("format.colon") if text[-1:].isalnum() or text.endswith((")", "%")) else text

    def money(self, amount: Decimal, *, sign: bool = False) -> str:
        pattern = self("format.amount_with_sign" if sign else "format.amount")
        forms = _separated(abs(amount))
        if "format.number" in self._table:
            forms |= {"n": self("format.number").format_map(forms)}
        printed = pattern.format_map(forms)
        return self("format.minus").format(n=printed) if amount < 0 else printed

    def date(self, day: datetime.date) -> str:
        return day.strftime(self("format.date"))

    def footer_date(self, day: datetime.date) -> str:
        return day.strftime(self("format.footer_date"))

    def time(self, moment: datetime.datetime) -> str:
        return moment.strftime(self("format.time"))

    def seen_time(self, moment: datetime.datetime) -> str:
        """Return the time as far as it is printed, ISO 8601."""
        shown = moment if "%S" in self("format.time") else moment.replace(second=0)
        return shown.time().isoformat()

    def tin(self, tin: Tin) -> str:
        first, second, third = triple(tin.digits)
        return self("format.tin").format(a=first, b=second, c=third, branch=tin.branch)


def _separated(amount: Decimal) -> dict[str, str]:
    """Return an amount as countries write it: with cents or without, with points, commas, or commas every two digits."""
    exact, whole = f"{amount:,.2f}", f"{amount:,.0f}"
    return {
        "n": exact,
        "whole": whole,
        "points": whole.replace(",", "."),
        "comma": exact.translate(str.maketrans(",.", ".,")),
        "lakh": _in_lakhs(exact),
    }


def _in_lakhs(exact: str) -> str:
    """1,234,567.00 as India writes it: 12,34,567.00."""
    thousands, rest = exact.replace(",", "")[:-6], exact.replace(",", "")[-6:]
    pairs = [thousands[max(end - 2, 0) : end] for end in range(len(thousands), 0, -2)]
    return ",".join([*reversed(pairs), rest])
