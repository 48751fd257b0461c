"""Labels of dates and times, and names of months."""

from typing import get_args

from ocr.receipt.lexicon.kinds import DateKind
from ocr.receipt.lexicon.languages import LANGUAGES
from ocr.receipt.lexicon.merging import merged

DATES: dict[DateKind, tuple[str, ...]] = merged(
    get_args(DateKind),
    {
        # Dates that are not the sale's: permits, accreditation, validity, printing.
        "other": (
            "valid until", "valid from", "validity", "date issued", "issued", "expiry", "expires", "expiry date",
            "exp date", "accreditation", "accred", "accr", "permit", "ptu", "ptu no", "permit to use", "atp", "ocn",
            "date of atp", "atp date", "effective", "effectivity", "effective date", "birthday", "birth date",
            "due date", "best before", "until", "promo", "redeem before", "redeem", "date granted", "granted",
            "version", "act", "min", "serial no", "acknowledgement certificate", "printed by", "printer",
            "printers accreditation", "date of issuance", "date registered", "before", "return before",
            "exchange before", "delivery date", "closed", "closing", "register date", "member since", "valid thru",
            "good until", "series", "bir permit", "date of birth", "dob", "issuance", "date accredited", "expiration",
            "expiration date", "as of",
        ),
        "sale": (
            "date", "date time", "trans date", "transaction date", "txn date", "invoice date", "inv date", "sale date",
            "receipt date", "bill date", "bill dt", "or date", "si date", "dated", "order date", "date issued on",
            "check date", "tran date", "dt", "business date", "sales date", "tax invoice date", "date of sale",
        ),
        "time": ("time", "time in", "bill time", "order time", "trans time", "time out"),
    },
    *(each.dates for each in LANGUAGES),
)  # fmt: skip

_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# A month's names, January's first. Three letters of one are enough.
MONTHS: tuple[tuple[str, ...], ...] = tuple(
    (english, *(name for each in LANGUAGES for name in each.months.get(number, ())))
    for number, english in enumerate(_ENGLISH_MONTHS, 1)
)
