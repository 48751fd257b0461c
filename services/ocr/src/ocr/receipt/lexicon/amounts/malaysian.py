"""Labels of amounts in English on Malaysian receipts: GST (Singapore's too), SST, ringgit, sen, wallets."""

from ocr.receipt.lexicon.kinds import AmountKind

AMOUNTS: dict[AmountKind, tuple[str, ...]] = {
    "final": ("total after adj incl gst", "total rm rounded"),
    "total": ("total rm", "total amount rm"),
    "inclusive": (
        "total inclusive of gst", "total sales inclusive of gst", "total sales incl gst", "total sales inclusive % gst",
        "total amount incl gst", "total amt incl gst", "total incl of gst", "total inc gst", "total include gst",
        "total includes gst", "total included gst", "total including gst", "total with gst", "total inclusive of sst",
        "total incl sst", "total incl % gst", "total inclusive % gst", "total amount inclusive gst",
        "total amount inclusive of gst", "total gst incl", "total gst inclusive", "total rm incl gst",
        "total rm incl of gst", "total rm inclusive gst", "total amount inc gst", "total sales inc gst", "total w gst",
        "total incl service tax", "total incl svc tax", "total inc sst", "total inclusive of service tax",
    ),
    "subtotal": (
        "total ex gst", "amount before gst", "total sales excluding gst", "total sales excl gst", "total excl of gst",
        "total exc gst", "total before gst", "total without gst", "total exclusive of gst", "total exclusive gst",
        "total amount excl gst", "total amt excl gst", "total sales exclusive of gst", "total sales exclusive gst",
        "gst ta amt", "total % supplies", "total % supplies excl gst", "total % supplies inc gst",
        "excluded gst subtotal", "total exclude % gst", "total excluding % gst", "total excl % gst", "amount excl gst",
        "amt excl gst", "subtotal excl gst", "subtotal incl gst", "excl gst", "excluding gst", "amt exc gst",
        "net of gst", "net of sst", "gst exclusive total",
    ),
    "tax": (
        "gst value", "gst 6", "gst amt 6", "sst amount", "sst amt", "sst 6", "total sst", "gst", "total gst",
        "gst total", "gst payable", "gst amount", "gst amt", "total gst amt", "total gst amount", "gst included",
        "gst incl", "sst", "service tax", "svr tax", "inclusive % gst", "incl % gst", "add gst", "inclusive of gst",
        "goods services tax", "goods and services tax", "svc tax", "svc tax %", "serv tax", "% service tax",
        "% svc tax", "% serv tax", "service tax %", "serv tax %", "s tax %", "sales service tax",
        "sales and service tax",
    ),
    "rounding": ("5 sen rounding", "sen adjustment"),
    "cash": ("cash myr", "cash rm"),
    "change": ("change rm",),
    "card": ("mydebit",),
    "e_wallet": (
        "touch n go", "tng", "boost", "bigpay", "duitnow", "duitnow qr", "setel", "favepay", "kiplepay", "razer pay",
        "shopback pay", "tng digital",
    ),
    "bank_transfer": ("fpx", "ibg", "duitnow transfer"),
    "other": ("gst id", "gst no", "gst reg", "gst reg no", "gst registration"),
    "summary": (
        "gst summary", "gst analysis", "gst detail", "gst details", "gst breakdown", "gst rate", "gst code",
        "sst summary",
    ),
}  # fmt: skip
