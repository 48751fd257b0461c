"""German: months, but for those that are the same in English, Malay or Indonesian."""

from ocr.receipt.lexicon.languages.language import Language

GERMAN = Language(
    months={
        1: ("januar",),
        2: ("februar",),
        3: ("marz", "mrz"),
        5: ("mai",),
        12: ("dezember",),
    },
)  # fmt: skip
