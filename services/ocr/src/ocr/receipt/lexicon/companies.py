"""Words of firms: what a legal name ends in, what shops call themselves. A new country: its legal forms."""

import re

# The end of a legal name. Spaces and points may be missing: SDN.BHD, SDNBHD, S/B. Letters of BHD are often misread.
LEGAL_FORM = re.compile(
    r"(?<![A-Z])(?:S[DOB0]N\.?\s?\(?\s?[BE8]H[DO0]\.?(?![A-Z])|S/B(?![A-Z])|BHD\.?(?![A-Z])|ENTERPRISES?|TRADING|INC(?:ORPORATED)?\.?(?![A-Z])|"
    r"CORP(?:ORATION)?\.?(?![A-Z])|CO\.?,?\s?LTD\.?|LTD\.?(?![A-Z])|LIMITED|PTE\.?(?![A-Z])|OPC(?![A-Z])|LLP(?![A-Z])|PLT(?![A-Z])|"
    r"COMPANY|& CO\.?(?![A-Z])|CO\.(?![A-Z]))",
    re.IGNORECASE,
)
LEGAL_TAIL = re.compile(
    r"^\W*(?:\(M\)\s*)?(?:S[DOB0]N\.?\s?[BE8]H[DO0]|BHD|S/B|INC|CORP|CORPORATION|INCORPORATED)\b", re.IGNORECASE
)

# Words that make a row a shop's name.
TRADES: tuple[str, ...] = (
    "enterprise", "enterprises", "trading", "restoran", "restaurant", "cafe", "kafe", "kopitiam", "bistro", "bakery",
    "bakeries", "confectionery", "kedai", "pasaraya", "mini market", "minimarket", "supermarket", "hypermarket", "mart",
    "store", "stores", "shop", "grocer", "grocery", "hardware", "stationery", "stationers", "stationer", "bookstore",
    "bookstores", "books", "book", "pharmacy", "farmasi", "drug", "drugstore", "clinic", "klinik", "hospital", "petrol",
    "station", "service", "services", "motor", "motors", "auto", "electrical", "electronics", "furnishing", "furniture",
    "gift", "gifts", "handicraft", "tailoring", "boutique", "fashion", "salon", "hotel", "resort", "inn", "pizza", "burger",
    "chicken", "kitchen", "food", "foods", "catering", "industries", "industrial", "marketing", "distribution",
    "distributor", "distributors", "holdings", "group", "international", "syarikat", "perniagaan", "niaga", "perusahaan",
    "pembinaan", "sdn", "bhd", "supplies", "supply", "print", "printing", "advertising", "photo", "optical", "jewellery",
    "timber", "paints", "tools", "machinery", "realty", "properties", "parking", "corporation", "company", "merchandising",
    "gasoline", "fuel", "filling", "eatery", "grill", "bar", "coffee", "tea", "house", "center", "centre", "department",
    "general", "merchandise", "construction", "commercial", "ventures", "retail", "express", "garden", "florist", "vegetarian",
    "seafood", "sushi", "noodle", "steamboat", "steak", "market", "emporium", "borong", "wholesale", "gourmet", "health",
    "beauty", "cosmetics", "pets", "toys", "sports", "music", "laundry", "logistics", "transport", "technology",
    "solutions", "systems", "design", "studio", "gallery", "deco", "decoration", "textile", "bistro", "dining",
)  # fmt: skip

# 126926-H, (1152264-K), SA0099552-P, 20965-W: the number under which a Malaysian firm is registered.
REGISTRATION = re.compile(
    r"[\[(]?\s*(?:(?:CO|COMPANY|BR|ROC|BUSINESS|SSM)?\.?\s*(?:REG(?:ISTRATION)?|KEG)?\.?\s*(?:NO|NUM)?\s*[.:]*\s*)?"
    r"[\[(]?\s*(?<![\d/-])(?:[A-Z]{1,3})?\d[0-9OBIL]{3,8}\s*[-–=]?\s*[A-Z]\b\s*[)\]]?",
    re.IGNORECASE,
)
