"""Which country's paper this is: marks that only one country prints, counted."""

from collections.abc import Sequence

from ocr.receipt.match import Wordings
from ocr.receipt.rows import Row
from ocr.receipt.wordings.country import COUNTRY_MARKS, Country

__all__ = ["Country", "country_of"]

MARKS = Wordings(COUNTRY_MARKS)


def country_of(rows: Sequence[Row]) -> Country | None:
    """Return the country with the most marks on the paper, None where there are none or they are even."""
    marks: dict[Country, int] = {"PH": 0, "MY": 0}
    for row in rows:
        for found in MARKS.find(row.folded):
            marks[found.kind] += 1
    if marks["PH"] == marks["MY"]:
        return None
    return "PH" if marks["PH"] > marks["MY"] else "MY"
