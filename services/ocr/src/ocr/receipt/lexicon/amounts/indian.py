"""Labels of GST on Indian receipts: a central half and a state's, and what is rounded to a rupee."""

from ocr.receipt.lexicon.kinds import AmountKind

AMOUNTS: dict[AmountKind, tuple[str, ...]] = {
    "final": ("net payable rs", "grand total rs", "bill amt"),
    "tax": (
        "cgst", "cgst %", "add cgst %", "sgst", "sgst %", "add sgst %", "utgst", "utgst %", "igst", "igst %", "central gst",
        "central gst %", "state gst", "state gst %", "output cgst", "output sgst", "cess",
    ),
    "e_wallet": ("paytm", "phonepe", "upi", "gpay", "bharatpe"),
    "other": ("gstin",),
}  # fmt: skip
