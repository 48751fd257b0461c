"""Words printed in one country only, tolerant of misread letters; what tells countries' papers apart is in ../papers/."""

from collections.abc import Sequence
from typing import Literal

from ocr.receipt.lexicon.countries.malaysia import MALAYSIA
from ocr.receipt.lexicon.countries.philippines import PHILIPPINES
from ocr.receipt.lexicon.countries.thailand import THAILAND

# VAT and GST are printed by shops of many countries.
Mark = Literal["PH", "MY", "TH", "VAT", "GST"]

COUNTRIES = (MALAYSIA, PHILIPPINES, THAILAND)
COUNTRY_MARKS: dict[Mark, Sequence[str]] = {
    "MY": MALAYSIA.marks,
    "PH": PHILIPPINES.marks,
    "TH": THAILAND.marks,
    "VAT": ("vat",),
    "GST": ("gst", "gst id", "gst no", "gst reg no", "gst summary"),
}
