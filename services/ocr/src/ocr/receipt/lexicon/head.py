"""Contents of a receipt's head other than names and addresses."""

from typing import get_args

from ocr.receipt.lexicon.kinds import HeadKind
from ocr.receipt.lexicon.languages import LANGUAGES
from ocr.receipt.lexicon.merging import merged

HEADER: dict[HeadKind, tuple[str, ...]] = merged(
    get_args(HeadKind),
    {
        "phone": (
            "tel", "tel no", "telephone", "fax", "phone", "hp", "mobile", "contact no", "contact", "cel", "cell",
            "email", "website", "hotline", "careline", "facebook", "customer service", "whatsapp", "tel fax", "telefax",
            "cp no", "landline", "phone no",
        ),
        "tax": (
            "gst id", "gst no", "gst reg no", "gst reg", "gst registration no", "gst registration", "gst id no", "gst",
            "no gst", "gst ref no", "gst number", "sst no", "sst id", "sst reg no", "service tax no", "tin", "tin no",
            "vat reg tin", "vat registered tin", "non vat reg tin", "vat reg", "non vat reg", "vat tin", "tax id",
            "min", "min no", "serial no", "sn", "permit no", "ptu no", "ptu", "accreditation no", "accr no",
            "vat reg no", "non vat", "vat registered", "non vat registered", "sst", "bir permit no", "atp no",
            "vat no", "vat number", "vat registration no", "abn", "acn", "gstin", "uen", "ird no",
        ),
        "registration": (
            "co reg no", "company reg no", "company no", "br no", "reg no", "roc no", "roc", "co no", "co reg",
            "business reg no", "company registration no", "registration no", "ssm no", "comp reg no", "company reg",
            "dti no", "sec reg no", "reg num",
        ),
        "document": (
            "tax invoice", "invoice", "simplified tax invoice", "receipt", "official receipt", "cash bill", "cash sale",
            "sales invoice", "cash invoice", "service invoice", "billing invoice", "charge invoice", "guest check",
            "tax cash sales", "acknowledgement receipt", "collection receipt", "delivery receipt", "bill",
            "provisional receipt", "sales receipt", "cash receipt", "statement of account", "order slip", "duplicate",
            "reprint", "copy", "customer copy", "merchant copy", "tax invoice adjustment note", "billing statement",
            "original", "payment receipt", "pre authorisation", "official receipt tax invoice", "cash sales",
        ),
        "sale": (
            "date", "time", "table", "cashier", "cashier id", "invoice no", "inv no", "receipt no", "bill no", "doc no",
            "order no", "order", "trans no", "trn", "counter", "salesperson", "served by", "server", "staff",
            "check no", "or no", "si no", "terminal", "pos no", "pax", "pax s", "queue no", "bill to", "sold to",
            "customer", "shift", "operator", "location", "member", "clerk", "slip no", "slip", "reg", "till", "room no",
            "register", "waiter", "transaction", "txn", "ref no", "ref", "card no", "approval code", "auth code", "shopping hours",
            "business hours", "operating hours", "store hours", "site", "name", "cash inv no", "ticket no", "pos",
            "attendant", "pump", "issued to", "received from", "guest", "dine in", "take out", "takeaway", "trans",
            "agent", "docket", "docket no", "deliver to", "ship to", "attn", "terms", "order time", "entry time", "approved",
            "authorisation code", "authorization code", "trace no", "batch no",
        ),
        "goods": (
            "description", "item description", "qty", "quantity", "item qty", "unit price", "qty item", "desc",
            "qty description", "particulars", "articles", "u price", "item name", "product", "price", "amount",
            "qty menu", "item desc", "desc item", "product name", "items amt",
        ),
        "operated": (
            "operated by", "run by", "owned managed by", "owned and managed by", "managed and operated by",
            "franchised by", "franchise of", "a division of", "division of", "doing business as", "dba", "company name",
            "owner", "proprietress", "registered to", "brand of", "business of", "registered name", "owned", "operated",
            "under the management of", "operated under", "owner operator", "franchise owner", "a business of",
            "owned by", "owned operated by", "owned and operated by", "managed by", "formerly known as", "trading as",
            "franchisee", "prop", "proprietor", "a member of", "subsidiary of", "powered by", "licensee of", "under",
        ),
        "bank": ("bank", "savings bank", "rural bank", "merchant services", "payments"),
        "greeting": ("welcome", "welcome to", "thank you", "thanks for", "good morning", "please come again"),
    },
    *(each.head for each in LANGUAGES),
)  # fmt: skip
