"""What is printed in one country only. A new country: its module, a place in `COUNTRIES`, its currency in currencies.py."""

from collections.abc import Sequence
from typing import Literal

from ocr.receipt.lexicon.countries.malaysia import MALAYSIA
from ocr.receipt.lexicon.countries.philippines import PHILIPPINES
from ocr.receipt.lexicon.countries.thailand import THAILAND

Country = Literal["PH", "MY", "TH"]
# VAT and GST are printed by shops of many countries: marks of these where the paper prints no other country's money.
Mark = Literal[Country, "VAT", "GST"]

COUNTRIES = (MALAYSIA, PHILIPPINES, THAILAND)
COUNTRY_MARKS: dict[Mark, Sequence[str]] = {
    "MY": MALAYSIA.marks,
    "PH": PHILIPPINES.marks,
    "TH": THAILAND.marks,
    "VAT": ("vat",),
    "GST": ("gst", "gst id", "gst no", "gst reg no", "gst summary"),
}
