"""Indonesian, but for the words that it shares with Malay: they stand in malay.py."""

from ocr.receipt.lexicon.languages.language import Language

INDONESIAN = Language(
    amounts={
        "rounding": ("pembundaran",),
    },
    months={
        2: ("pebruari",),
        3: ("maret",),
        6: ("juni",),
        7: ("juli",),
        8: ("agustus", "ags"),
        12: ("desember",),
    },
)  # fmt: skip
