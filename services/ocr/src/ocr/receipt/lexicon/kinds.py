"""Kinds of the phrases of each table, in the order of the tables."""

from typing import Literal

# What a label says an amount is.
AmountKind = Literal[
    "final", "total", "inclusive", "vat_inclusive", "subtotal", "gross", "net_of_vat", "tax", "less_vat",
    "vatable", "vat_exempt", "zero_rated", "service_charge", "discount", "rounding", "cash", "change", "card",
    "e_wallet", "bank_transfer", "check", "gift_certificate", "charge", "quantity", "saving", "fee",
    "suggestion", "withholding", "other", "summary",
]  # fmt: skip

# What a label says a date is: only a sale's counts.
DateKind = Literal[
    "other", "sale", "time",
]  # fmt: skip

# What a document calls itself, the likeliest kind first.
TitleKind = Literal[
    "invoice", "official_receipt", "acknowledgement_receipt", "collection_receipt", "delivery_receipt",
    "billing_statement", "card_slip", "receipt", "not_a_title",
]  # fmt: skip

# What a document's number is labelled as, the likeliest kind first.
NumberLabel = Literal[
    "invoice", "bill", "transaction", "order", "bare", "other",
]  # fmt: skip

# What a row of a receipt's head holds besides names and addresses.
HeadKind = Literal[
    "phone", "tax", "registration", "document", "sale", "goods", "operated", "bank", "greeting",
]  # fmt: skip
