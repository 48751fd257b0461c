"""German, except for months that are the same in English, Malay or Indonesian. BAR, cash, is a word of English goods."""

from ocr.receipt.lexicon.languages.language import Language

GERMAN = Language(
    amounts={
        "final": ("gesamtbetrag", "zu zahlen", "zahlbetrag", "endbetrag", "rechnungsbetrag", "zu bezahlen", "gesamtsumme"),
        "total": ("summe", "gesamt", "summe eur", "gesamt eur", "betrag", "betrag eur"),
        "subtotal": ("zwischensumme", "zw summe", "warenwert", "nettobetrag"),
        "tax": (
            "mwst", "mwst %", "inkl mwst", "inkl mwst %", "inkl % mwst", "% mwst", "mehrwertsteuer", "enthaltene mwst",
            "enth mwst", "umsatzsteuer", "zzgl mwst", "mwst betrag",
        ),
        "discount": ("rabatt", "nachlass", "preisvorteil"),
        "cash": ("gegeben", "gegeben bar", "bar eur", "barzahlung", "bargeld", "bar gegeben"),
        "change": ("ruckgeld", "zuruck", "wechselgeld", "ruckgeld bar", "bar zuruck", "zuruck bar"),
        "card": ("girocard", "ec karte", "kartenzahlung", "kreditkarte", "ec cash", "ec kartenzahlung"),
        "gift_certificate": ("gutschein",),
        "quantity": ("anzahl artikel", "stuckzahl"),
        "other": ("e preis", "einzelpreis", "stuckpreis"),
        "summary": (
            "netto mwst brutto", "netto steuer brutto", "brutto netto mwst", "brutto netto steuer", "netto ust brutto", "mwst netto",
        ),
    },
    documents={
        "invoice": ("rechnung",),
        "receipt": ("kassenbon", "kassenbeleg", "quittung", "beleg", "bewirtungsbeleg"),
    },
    document_numbers={
        "invoice": ("rechnung nr", "rechnungsnummer", "rechnung no"),
        "bill": ("beleg nr", "bon nr", "beleg", "quittungs nr"),
        "transaction": ("ta nr", "vorgang", "tse transaktion"),
        "other": ("ust id nr", "ust id", "uid nr", "steuernummer", "steuer nr", "st nr", "genehmigungs nr"),
    },
    head={
        "tax": ("ust id nr", "ust id", "uid nr", "steuernummer", "steuer nr", "st nr"),
        "document": ("rechnung", "kassenbon", "kassenbeleg", "quittung"),
        "sale": ("datum", "uhrzeit", "kasse", "bediener", "es bediente sie", "kassierer", "beleg nr", "bon nr", "tisch", "autorisierung", "genehmigungs nr"),
        "goods": ("artikel", "bezeichnung", "einzelpreis"),
        "greeting": ("vielen dank", "auf wiedersehen"),
    },
    dates={
        "sale": ("datum", "belegdatum", "rechnungsdatum"),
        "time": ("uhrzeit",),
    },
    months={
        1: ("januar",),
        2: ("februar",),
        3: ("marz", "mrz"),
        5: ("mai",),
        12: ("dezember",),
    },
)  # fmt: skip
