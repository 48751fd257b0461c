"""Indonesian, but for the words that it shares with Malay: they stand in malay.py."""

from ocr.receipt.lexicon.languages.language import Language

INDONESIAN = Language(
    amounts={
        "final": ("total bayar", "total belanja", "total pembayaran", "total tagihan", "jumlah bayar"),
        "tax": ("pajak", "ppn", "ppn %", "pajak %", "pajak restoran", "pb1", "pb1 %"),
        "service_charge": ("biaya layanan",),
        "discount": ("diskon", "total diskon"),
        "rounding": ("pembundaran", "pembulatan"),
        "cash": ("uang tunai", "dibayarkan"),
        "change": ("kembalian", "kembali", "uang kembali", "uang kembalian"),
        "card": ("kartu kredit", "kartu debit"),
        "bank_transfer": ("transfer bank",),
    },
    dates={
        "sale": ("tanggal", "tgl"),
        "time": ("waktu",),
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
