"""Spanish: months, except for those that are the same in Filipino."""

from ocr.receipt.lexicon.languages.language import Language

SPANISH = Language(
    months={
        2: ("febrero",),
        3: ("marzo",),
        6: ("junio",),
        7: ("julio",),
        9: ("septiembre", "setiembre"),
        10: ("octubre",),
        11: ("noviembre",),
        12: ("diciembre",),
    },
)  # fmt: skip
