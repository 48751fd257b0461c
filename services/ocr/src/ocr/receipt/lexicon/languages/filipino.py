"""Filipino. Months that are the same in Spanish are here."""

from ocr.receipt.lexicon.languages.language import Language

FILIPINO = Language(
    amounts={
        "final": ("kabuuang halaga", "kabuuan", "halagang babayaran", "dapat bayaran"),
        "service_charge": ("serbisyo",),
        "discount": ("diskwento", "bawas"),
        "cash": ("cash bayad", "binayad", "bayad", "ibinayad", "binayaran"),
        "change": ("sukli",),
        "check": ("tseke",),
    },
    head={
        "bank": ("bangko",),
    },
    dates={
        "sale": ("petsa",),
        "time": ("oras",),
    },
    months={
        1: ("enero",),
        2: ("pebrero",),
        3: ("marso",),
        4: ("abril",),
        5: ("mayo",),
        6: ("hunyo",),
        7: ("hulyo",),
        8: ("agosto",),
        9: ("setyembre",),
        10: ("oktubre",),
        11: ("nobyembre",),
        12: ("disyembre",),
    },
)  # fmt: skip
