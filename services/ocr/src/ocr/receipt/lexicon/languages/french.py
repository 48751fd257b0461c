"""French: months."""

from ocr.receipt.lexicon.languages.language import Language

FRENCH = Language(
    months={
        1: ("janvier",),
        2: ("fevrier",),
        3: ("mars",),
        4: ("avril",),
        6: ("juin",),
        # JUI is JUL misread more often than it is French.
        7: ("juillet", "jui"),
        8: ("aout",),
        9: ("septembre",),
        10: ("octobre",),
        11: ("novembre",),
        12: ("decembre",),
    },
)  # fmt: skip
