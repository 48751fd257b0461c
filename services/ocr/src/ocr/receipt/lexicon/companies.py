"""Words of companies: endings of legal names, and what shops call themselves. A new country: its legal forms."""

import re

from ocr.receipt.lexicon.countries import COUNTRIES
from ocr.receipt.lexicon.merging import joined

# The end of a legal name, as anywhere in English. Spaces and points may be missing: CO.LTD, INC.
_LEGAL_FORMS = (
    r"ENTERPRISES?", "TRADING", r"INC(?:ORPORATED)?\.?(?![A-Z])", r"CORP(?:ORATION)?\.?(?![A-Z])", r"CO\.?,?\s?LTD\.?",
    r"LTD\.?(?![A-Z])", "LIMITED", r"LLP(?![A-Z])", "COMPANY", r"& CO\.?\s?KG(?![A-Z])", r"& CO\.?(?![A-Z])", r"CO\.(?![A-Z])",
    r"PLC(?![A-Z])", r"LLC(?![A-Z])", r"PTY\.?(?![A-Z])", r"GMBH(?![A-Z])", r"TBK(?![A-Z])",
)  # fmt: skip
LEGAL_FORM = re.compile(
    rf"(?<![A-Z])(?:{'|'.join((*(form for each in COUNTRIES for form in each.legal_forms), *_LEGAL_FORMS))})",
    re.IGNORECASE,
)
LEGAL_TAIL = re.compile(
    r"^\W*(?:\(M\)\s*)?(?:S[DOB0]N\.?\s?[BE8]H[DO0]|BHD|S/B|INC|CORP|CORPORATION|INCORPORATED)\b", re.IGNORECASE
)

# Words that make a row a shop's name, in English anywhere.
_TRADES = (
    "enterprise", "enterprises", "trading", "restaurant", "cafe", "bistro", "bakery", "bakeries", "confectionery",
    "mini market", "minimarket", "supermarket", "hypermarket", "mart", "store", "stores", "shop", "grocer", "grocery",
    "hardware", "stationery", "stationers", "stationer", "bookstore", "bookstores", "books", "book", "pharmacy", "drug",
    "drugstore", "clinic", "hospital", "petrol", "station", "service", "services", "motor", "motors", "auto",
    "electrical", "electronics", "furnishing", "furniture", "gift", "gifts", "handicraft", "tailoring", "boutique",
    "fashion", "salon", "hotel", "resort", "inn", "pizza", "burger", "chicken", "kitchen", "food", "foods", "catering",
    "industries", "industrial", "marketing", "distribution", "distributor", "distributors", "holdings", "group",
    "international", "supplies", "supply", "print", "printing", "advertising", "photo", "optical", "jewellery",
    "timber", "paints", "tools", "machinery", "realty", "properties", "parking", "corporation", "company",
    "merchandising", "gasoline", "fuel", "filling", "eatery", "grill", "bar", "coffee", "tea", "house", "center",
    "centre", "department", "general", "merchandise", "construction", "commercial", "ventures", "retail", "express",
    "garden", "florist", "vegetarian", "seafood", "sushi", "noodle", "steamboat", "steak", "market", "emporium",
    "wholesale", "gourmet", "health", "beauty", "cosmetics", "pets", "toys", "sports", "music", "laundry", "logistics",
    "transport", "technology", "solutions", "systems", "design", "studio", "gallery", "deco", "decoration", "textile",
    "dining",
)  # fmt: skip
TRADES = joined(_TRADES, *(each.trades for each in COUNTRIES))

# 126926-H, (1152264-K), SA0099552-P, 20965-W: the number under which a Malaysian firm is registered; and with its label.
_REGISTERED = r"\d[0-9OBIL]{3,8}\s*[-–=·]?\s*[A-Z]\b"
REGISTERED = re.compile(_REGISTERED, re.IGNORECASE)
REGISTRATION = re.compile(
    r"[\[(]?\s*(?:(?:CO|COMPANY|BR|ROC|BUSINESS|SSM)?\.?\s*(?:REG(?:ISTRATION)?)?\.?\s*(?:NO|NUM)?\s*[.:]*\s*)?"
    r"[\[(]?\s*(?<![\d/-])(?:[A-Z]{1,3})?" + _REGISTERED + r"\s*[)\]]?",
    re.IGNORECASE,
)
