"""How dates and times are labelled, and the names of months."""

from typing import Literal

DateKind = Literal[
    "other", "sale", "time",
]  # fmt: skip

DATES: dict[DateKind, tuple[str, ...]] = {
    # Dates that are not the sale's: permits, accreditation, validity, printing.
    "other": (
        "valid until", "valid from", "validity", "date issued", "issued", "expiry", "expires", "expiry date",
        "exp date", "accreditation", "accred", "accr", "permit", "ptu", "ptu no", "permit to use", "atp", "ocn",
        "date of atp", "atp date", "effective", "effectivity", "effective date", "birthday", "birth date",
        "due date", "best before", "until", "promo", "redeem before", "redeem", "date granted", "granted",
        "version", "act", "min", "serial no", "acknowledgement certificate", "printed by", "printer",
        "printers accreditation", "date of issuance", "date registered", "before", "return before",
        "exchange before", "delivery date", "closed", "closing", "register date", "member since", "valid thru",
        "good until", "series", "bir permit", "date of birth", "dob", "issuance", "date accredited",
        "expiration", "expiration date", "as of",
    ),
    "sale": (
        "date", "date time", "trans date", "transaction date", "txn date", "invoice date", "inv date",
        "sale date", "receipt date", "bill date", "bill dt", "or date", "si date", "petsa", "tarikh", "dated",
        "order date", "date issued on", "check date", "tran date", "dt", "business date", "sales date",
        "tax invoice date", "date of sale",
    ),
    "time": (
        "time", "masa", "oras", "time in", "bill time", "order time", "trans time", "time out",
    ),
}  # fmt: skip

# The first three letters of a month's English, Malay or Filipino name, and its number.
MONTHS: dict[str, int] = {
    "JAN": 1, "ENE": 1, "FEB": 2, "PEB": 2, "MAR": 3, "MAC": 3, "APR": 4, "ABR": 4, "MAY": 5, "MEI": 5,
    "JUN": 6, "HUN": 6, "JUL": 7, "HUL": 7, "AUG": 8, "OGO": 8, "AGO": 8, "SEP": 9, "SET": 9, "OCT": 10,
    "OKT": 10, "NOV": 11, "NOB": 11, "DEC": 12, "DIS": 12,
}  # fmt: skip
