"""How dates and times are labelled, and what months are called."""

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

# A month's names: English, Malay, Indonesian, Filipino, Spanish, German, French. Three letters of one are enough.
MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "januari", "enero", "januar", "janvier"),
    ("february", "februari", "pebrero", "pebruari", "febrero", "februar", "fevrier"),
    ("march", "mac", "maret", "marso", "marzo", "marz", "mars", "mrz"),
    ("april", "abril", "avril"),
    ("may", "mei", "mayo", "mai"),
    ("june", "jun", "juni", "hunyo", "junio", "juin"),
    # JUI is JUL misread more often than it is French.
    ("july", "julai", "juli", "hulyo", "julio", "juillet", "jui"),
    ("august", "ogos", "agustus", "ags", "agosto", "aout"),
    ("september", "setyembre", "septiembre", "setiembre", "septembre"),
    ("october", "oktober", "oktubre", "octubre", "octobre"),
    ("november", "nobyembre", "noviembre", "novembre"),
    ("december", "disember", "desember", "disyembre", "diciembre", "dezember", "decembre"),
)
