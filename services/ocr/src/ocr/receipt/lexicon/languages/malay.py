"""Malay. Words that Indonesian shares with it are here: jumlah, tunai, bayar, potongan."""

from ocr.receipt.lexicon.languages.language import Language

MALAY = Language(
    amounts={
        "final": ("jumlah besar", "jumlah perlu dibayar", "jumlah keseluruhan", "jumlah bayaran"),
        "total": ("jumlah",),
        "subtotal": ("jumlah kecil", "jumlah kasar", "jumlah sebelum"),
        "tax": ("cukai", "cukai %", "cukai perkhidmatan"),
        "service_charge": ("servis", "caj perkhidmatan", "caj servis"),
        "discount": ("diskaun", "potongan", "tolak"),
        "rounding": ("bundaran", "pelarasan", "penggenapan", "genap"),
        "cash": ("bayaran tunai", "diterima", "tunai", "bayaran", "dibayar", "bayar", "terima"),
        "change": ("baki wang", "baki"),
        "check": ("cek",),
    },
    documents={
        "invoice": ("invois",),
        "official_receipt": ("resit rasmi",),
        "receipt": ("resit",),
    },
    document_numbers={
        "invoice": ("resit", "no resit", "resit no"),
        "bill": ("bil no", "no bil"),
    },
    head={
        "phone": ("telefon", "faks"),
        "registration": ("no syarikat",),
        "document": ("resit",),
        "greeting": ("selamat datang",),
    },
    dates={
        "sale": ("tarikh",),
        "time": ("masa",),
    },
    months={
        1: ("januari",),
        2: ("februari",),
        3: ("mac",),
        5: ("mei",),
        6: ("jun",),
        7: ("julai",),
        8: ("ogos",),
        10: ("oktober",),
        12: ("disember",),
    },
)  # fmt: skip
