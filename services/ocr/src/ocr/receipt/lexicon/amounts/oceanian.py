"""Labels of the tax that prices include on Australian and New Zealand receipts."""

from ocr.receipt.lexicon.kinds import AmountKind

AMOUNTS: dict[AmountKind, tuple[str, ...]] = {
    "inclusive": ("total aud", "total nzd"),
    "tax": (
        "gst included in total", "gst included in this total", "gst included in the total", "gst content", "includes gst of",
        "includes gst", "gst component", "incl gst of", "total gst included", "this includes gst",
    ),
}  # fmt: skip
