"""Titles of documents and labels of their numbers, the likeliest kind first."""

from typing import get_args

from ocr.receipt.lexicon.bir import NUMBERS
from ocr.receipt.lexicon.kinds import NumberLabel, TitleKind
from ocr.receipt.lexicon.languages import LANGUAGES
from ocr.receipt.lexicon.merging import merged

DOCUMENTS: dict[TitleKind, tuple[str, ...]] = merged(
    get_args(TitleKind),
    {
        "invoice": (
            "invoice", "tax invoice", "simplified tax invoice", "sales invoice", "service invoice", "cash invoice",
            "charge invoice", "billing invoice", "credit invoice", "commercial invoice", "vat invoice",
            "cash sales invoice", "invoice no", "inv no", "tax invoice no", "e invoice", "si no", "sales invoice no",
            "tax inv no", "cash inv no", "serves as your invoice", "serves as your sales invoice",
        ),
        "official_receipt": (
            "official receipt", "or no", "official receipt no", "serves as your official receipt",
            "serves as an official receipt", "serve as your official receipt", "this serves as official receipt",
            "serve as an official receipt",
        ),
        "acknowledgement_receipt": (
            "acknowledgement receipt", "acknowledgment receipt", "ar no", "acknowledgement receipt no",
        ),
        "collection_receipt": ("collection receipt", "cr no", "collection receipt no"),
        "delivery_receipt": ("delivery receipt", "dr no", "delivery receipt no", "delivery order", "delivery note"),
        "billing_statement": (
            "billing statement", "statement of account", "soa no", "billing statement no", "bill statement", "soa",
            "statement of accounts",
        ),
        "card_slip": (
            "merchant copy", "cardholder copy", "customer copy", "card slip", "approval code", "appr code", "tid",
            "batch no", "trace no", "sales slip", "auth code", "cardholder signature", "card type", "terminal id",
            "approval no", "batch", "rrn", "aid", "charge slip", "credit card slip", "sale slip", "batch num",
        ),
        "receipt": (
            "receipt", "cash receipt", "sales receipt", "cash bill", "cash sale", "cash sales", "receipt no", "bill",
            "guest check", "transaction receipt", "payment receipt", "provisional receipt", "bill no", "tax cash sales",
        ),
        "not_a_title": (
            "not an official receipt", "not official receipt", "this is not an official receipt", "with receipt",
            "this receipt", "original receipt", "your receipt", "retain receipt", "keep receipt", "the receipt",
            "original invoice", "this invoice", "invoice shall be valid", "this invoice shall be valid",
            "or tax invoice", "original tax invoice", "of receipt", "tax invoice of", "this tax invoice",
            "keep this receipt", "retain this receipt", "without receipt", "not valid as official receipt",
            "receipt is required", "ask for official receipt", "ask for receipt", "require an official receipt",
            "demand for a receipt", "invoice receipt shall be valid", "this official receipt shall be valid",
            "this receipt shall be valid", "proof of purchase", "return receipt", "unofficial receipt", "receipt upon",
            "present receipt", "shall be valid", "not an invoice", "this is not an invoice", "original copy",
            "present your receipt", "no official receipt",
            # The number of the firm, as Japanese tills print it, and what the shop offers.
            "invoice reg", "invoice reg no", "invoice registration", "invoice registration no", "invoice registration number",
            "invoice registered", "invoice issuer", "registered invoice issuer", "for e invoice", "your e invoice", "request e invoice",
            "request for e invoice", "an e invoice", "e invoice request", "request a tax invoice", "invoice upon request",
        ),
    },
    *(each.documents for each in LANGUAGES),
)  # fmt: skip

DOCUMENT_NUMBERS: dict[NumberLabel, tuple[str, ...]] = merged(
    get_args(NumberLabel),
    {
        "invoice": (
            "invoice serial no", "inv serial no", "si", "or", "inv nr", "invoice nr", "sales inv", "invoice ref",
            "invoice ref no", "inv ref", "serial invoice no", "official receipt nr", "inv id", "document serial no",
            "invoice series", "serial number invoice", "receipt serial no", "si number", "or nr", "si nr", "inv num",
            "inv number", "e invoice no", "vat invoice no", "tax invoice nr", "rcpt", "rcpt number", "receipt ref no",
            "invoice no", "inv no", "invoice number", "tax invoice no", "tax inv no", "si no", "sales invoice no",
            "or no", "official receipt no", "receipt no", "receipt number", "rcpt no", "cash inv no",
            "service invoice no", "receipt num", "invoice num", "tax invoice", "cr no", "ar no", "dr no",
            "collection receipt no", "acknowledgement receipt no", "sales inv no", "tax invoice number",
            "billing invoice no", "cash invoice no", "charge invoice no", "invoice", "billing no", "receipt",
            "or number", "official receipt number", "sales invoice number", "sales invoice", "or si no", "statement no",
            "soa no", "ack receipt no", "delivery receipt no", "official receipt", "acknowledgment receipt no",
            "recpt no", "rec no", "receipt id", "invoice id",
        ),
        "bill": (
            "bill no", "doc no", "document no", "cash bill", "slip no", "slip", "bill number", "cash sale no", "cs no",
            "document number", "sales no", "cash sales no", "cash bill no", "docket", "docket no",
        ),
        "transaction": (
            "trans no", "transaction no", "trn", "txn no", "trans", "tran no", "trx no", "trans id", "transaction id",
            "txn", "trn no", "transaction", "trx", "transaction number", "trace no",
        ),
        "order": (
            "check no", "order no", "ref no", "reference no", "ref", "ticket no", "chk", "chk no", "order",
            "reference number", "control no", "check", "reference", "ticket",
        ),
        "bare": ("no", "no #"),
        "other": (
            "gst no", "gst reg no", "gst id", "gst id no", "gst registration no", "tel no", "tel", "fax no",
            "co reg no", "reg no", "company no", "br no", "table no", "table", "pos no", "counter no", "card no",
            "account no", "member no", "serial no", "id no", "approval no", "batch no", "terminal no", "queue no", "phone no", "mobile no",
            "plate no", "pump no", "item no", "s n", "cashier no", "till no", "shift no", "company reg no",
            "co no", "lot no", "invoice date", "inv date", "receipt date", "batch", "roc no",
            "gst ref no", "sst no", "room no", "site no", "acct no", "no gst", "room", "terminal", "location",
            "tax invoice of", "customer no", "contact no", "sc id no", "po no", "no of", "check digit", "check out", "check in",
            "osca id no", "pwd id no", "bklts", "dti no",
            # Of the seller, of its shops and of its tills.
            "vat", "registration", "registration no", "abn", "acn", "gstin", "uen",
            "gst number", "ird no", "fssai no", "fssai lic no", "license no", "lic no", "store", "store no", "st no", "branch no", "outlet no",
            "shop no", "unit no", "kiosk no", "tid", "mid", "merchant id", "terminal id", "register no", "lane no", "staff no",
            "plot no", "door no", "d no", "house no", "h no", "flat no", "block no", "building no", "bldg no", "floor no", "suite no", "stall no",
            "survey no", "ward no", "street no", "road no", "gate no", "voucher no", "coupon no", "loyalty no", "points no", "model no", "imei no",
            "employee no", "emp no", "telp", "telp no", "telefon", "whatsapp no", "hotline", "mob", "mob no", "ph", "ph no", "cell no", "hp no",
        ),
    },
    # A serial number is the till's or the document's.
    {"other": tuple(phrase for kind, phrases in NUMBERS.items() if kind not in ("serial", "other") for phrase in phrases)},
    *(each.document_numbers for each in LANGUAGES),
)  # fmt: skip
