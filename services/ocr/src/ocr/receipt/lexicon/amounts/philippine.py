"""Labels of amounts in English on Philippine receipts: BIR's classes of sales, senior citizens and PWD, banks, wallets."""

from ocr.receipt.lexicon.kinds import AmountKind

AMOUNTS: dict[AmountKind, tuple[str, ...]] = {
    "final": ("total amount due php",),
    "total": ("total php",),
    # Prices with VAT before discounts and withholding: a subtotal in print, the total where nothing comes off.
    "vat_inclusive": (
        "total sales vat inclusive", "total sales inclusive of vat", "total sales vat inc", "total sales vat incl",
        "total vat inclusive", "total vat incl", "total inclusive of vat", "total with vat", "total incl vat",
        "total amount vat inclusive", "vat inclusive sales", "total sales inclusive vat", "gross sales vat inclusive",
        "total sale vat inc", "total sale vat inclusive", "sales vat inclusive", "sales vat inc", "vat inclusive total",
        "total sales vat in", "vat inclusive amount", "gross sales vat inc", "total vat in",
    ),
    "tax": ("evat", "rvat"),
    # The VAT that a senior citizen is let off, or that a form takes off before it adds it again.
    "less_vat": (
        "less % vat", "less vat %", "vat exemption", "less vat sc", "vat discount", "vat exempt discount",
        "less value added tax", "less vat amount", "less vat exemption", "sc vat", "vat adjustment", "vat deducted",
    ),
    "vatable": (
        "vtble", "vatbl sales", "vatable sls", "v sale", "v able sales", "net vatable", "12% sales", "vat 12% sales",
        "sales w vat", "sales with vat", "vat taxable sales", "taxable amount vat", "vatable net", "vtbl sales",
        "vat sale", "vatable base", "taxable sale", "vatables", "vatable amt net", "less vat sales", "vatable sales",
        "vatable sale", "vatable", "vat sales", "v sales", "vatable amount", "vatable amt", "total vatable sales",
        "sales subject to vat", "taxable sales", "total vatable", "net vatable sales", "taxable", "taxable amt",
        "vat base", "vat taxable", "sales subj to vat", "vat taxable sale", "amount subject to vat",
    ),
    "vat_exempt": (
        "vat ex sale", "vatex", "vatex sales", "vex", "vex sales", "vat exmpt", "vat exmp sales", "vat exempted sales",
        "vat exempted", "ve sales", "exempt amt", "exempt amount", "tax exempt", "tax exempt sale", "e sales",
        "non vatable", "non vatable sales", "non taxable sales", "vat exm sales", "sale exempt", "sales vat exempt",
        "exempted sales", "non taxable", "x sales", "exmpt sales", "sc pwd exempt sales", "vat exempt total",
        "vat xmpt", "vat exempt sales", "vat exempt sale", "vat exempt", "exempt sales", "sales exempt",
        "vat exempt amount", "vat exempt amt", "total vat exempt", "non vat sales", "exempt sale", "v exempt sales",
        "vat x sales", "vat exempt sls", "total exempt sales", "tax exempt sales", "exempt",
    ),
    "zero_rated": (
        "zero rtd", "zero rtd sales", "0 vat", "0 vat sales", "0 rate sales", "0 rated sale", "z rated", "zr sales",
        "zero vat", "zero vat sales", "zero rate", "zero rate sale", "vat 0", "vat 0 sales", "zero", "z sales",
        "vat zero", "vat zero sales", "0 sales", "zero rated total", "vat zero rate", "vat 0 rated", "zr",
        "zero rated sales", "zero rated sale", "zero rated", "vat zero rated sales", "vat zero rated sale",
        "vat zero rated", "zero rate sales", "zero rated amount", "zero rated amt", "0 rated sales", "0 rated",
        "total zero rated sales", "z rated sales", "zero rated sls",
    ),
    "discount": (
        "sc pwd", "sc 20", "senior 20", "less sc", "less pwd", "less senior", "less sc pwd", "less senior citizen",
        "sr citizen disc", "sr cit disc", "sr disc", "snr disc", "osca disc", "osca discount", "less osca", "pwd 20",
        "senior pwd discount", "senior pwd disc", "less senior pwd disc", "sc less 20", "sc discount", "pwd discount",
        "sc pwd discount", "sc pwd disc", "less sc pwd discount", "senior citizen discount", "senior discount",
        "senior citizen disc", "senior disc", "less sc discount", "less pwd discount", "solo parent discount",
        "less % sc disc", "less % sc discount", "% sc pwd disc", "% sc pwd discount", "scd", "naac discount",
        "less senior citizen discount", "less % senior citizen discount", "pwd % discount", "pwd disc", "20% sc",
        "20% pwd", "senior citizen", "sr citizen", "snr citizen", "senior citizen 20", "disc sc", "disc pwd",
        "sc disc %", "ra 9994", "ra 10754", "privilege", "privilege card", "senior citizens disc",
    ),
    "cash": ("cash php",),
    "change": ("change php",),
    "card": (
        "bpi", "bdo card", "bancnet", "bdo", "metrobank", "rcbc", "security bank", "eastwest", "landbank", "chinabank",
        "unionbank", "megalink",
    ),
    "e_wallet": (
        "gcash", "maya", "paymaya", "qrph", "coins ph", "gcash payment", "palawanpay", "gotyme", "starpay", "juanpay",
        "billease", "coins pro", "maya qr", "gcash qr",
    ),
    "bank_transfer": ("instapay", "pesonet"),
    "withholding": (
        "less withholding tax", "withholding tax", "ewt", "less ewt", "less withholding", "less wht", "wht",
        "less withholding tax ewt", "less cwt", "cwt", "creditable withholding tax",
    ),
    "other": ("vat reg tin", "vat reg", "non vat reg tin", "less vat exempt"),
}  # fmt: skip
