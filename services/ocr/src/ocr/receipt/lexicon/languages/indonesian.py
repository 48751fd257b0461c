"""Indonesian, except for the words that it shares with Malay: they are in malay.py."""

from ocr.receipt.lexicon.languages.language import Language

INDONESIAN = Language(
    amounts={
        "final": ("total bayar", "total belanja", "total pembayaran", "total tagihan", "jumlah bayar"),
        "subtotal": ("jml belanja", "harga jual", "total sebelum pajak"),
        "tax": (
            "pajak", "ppn", "ppn %", "pajak %", "pajak restoran", "pajak restoran %", "pb1", "pb1 %", "termasuk ppn", "pajak daerah",
            "pajak resto", "pbjt", "pbjt %",
        ),
        "service_charge": ("biaya layanan", "biaya layanan %"),
        "discount": ("diskon", "total diskon"),
        "rounding": ("pembundaran", "pembulatan"),
        "cash": ("uang tunai", "dibayarkan", "bayar tunai", "uang diterima"),
        "change": ("kembalian", "kembali", "uang kembali", "uang kembalian"),
        "card": ("kartu kredit", "kartu debit"),
        "e_wallet": ("qris", "gopay", "linkaja"),
        "bank_transfer": ("transfer bank",),
        "quantity": ("jml item", "jumlah item", "total qty item"),
        "saving": ("anda hemat", "hemat"),
        "other": ("harga satuan",),
    },
    documents={
        "receipt": ("struk", "struk belanja", "nota penjualan"),
        "invoice": ("faktur", "faktur penjualan"),
    },
    document_numbers={
        "invoice": ("faktur", "no faktur"),
        "bill": ("no struk", "no nota", "no bukti", "no bon", "nota no", "struk no", "bon", "bon no"),
        "transaction": ("no transaksi", "no trx"),
        "other": ("npwp", "no npwp", "no telp", "no meja", "no hp", "no rek", "no kartu"),
    },
    head={
        "phone": ("telp", "telpon", "wa"),
        "tax": ("npwp",),
        "document": ("struk", "struk belanja", "nota"),
        "sale": ("kasir", "tanggal", "tgl", "meja", "pelayan", "no struk", "no nota", "no transaksi", "no trx", "dilayani oleh", "kode otorisasi"),
        "goods": ("nama barang", "harga", "harga satuan"),
        "greeting": ("terima kasih atas kunjungan anda",),
    },
    dates={
        "sale": ("tanggal", "tgl"),
        "time": ("waktu", "pukul"),
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
