"""Papers of Africa and the Gulf."""

from ocr.receipt.lexicon.papers.paper import Paper

SOUTH_AFRICA = Paper(
    currency="ZAR",
    names=("south africa", "rsa"),
    places=(
        "johannesburg", "cape town", "durban", "pretoria", "sandton", "centurion", "stellenbosch", "port elizabeth", "gqeberha",
        "bloemfontein", "soweto", "randburg", "midrand", "gauteng", "western cape", "kwazulu natal", "eastern cape",
        "roodepoort", "umhlanga", "polokwane", "limpopo", "mpumalanga", "nelspruit", "knysna",
        "bellville", "somerset west", "paarl", "kempton park", "boksburg", "benoni", "fourways", "menlyn",         "pietermaritzburg", "east london", "tyger valley", "rondebosch", "edenvale", "hermanus",
    ),
    words=("rand", "rands", "dankie", "baie dankie", "vat no", "vat reg no", "snapscan", "zapper", "vat incl", "due vat incl",
           "tax invoice belasting", "nedbank", "absa", "fnb", "smart shopper", "xtra savings", "taxable", "non vat"),
    firms=("pty ltd", "pty", "cc"),
    taxes={"VAT": ("15", "14"), "BTW": ("15", "14")},
    calling_code="27",
    telephones=r"\(?0[1-8]\d\)?[ -]?\d{3}[ -]?\d{4}|0860[ -]?\d{2,3}[ -]?\d{2,3}[ -]?\d{0,2}|0800[ -]?\d{3}[ -]?\d{3}",
    domain="za",
)  # fmt: skip
EMIRATES = Paper(
    currency="AED",
    names=("united arab emirates", "u a e", "uae"),
    places=("dubai", "abu dhabi", "sharjah", "ajman", "deira", "jumeirah", "al ain", "bur dubai", "ras al khaimah", "fujairah"),
    words=("trn", "trn no", "dirhams", "aed", "dhs" ),
    firms=("llc", "fze", "fzco"),
    taxes={"VAT": ("5",)},
    calling_code="971",
    telephones=r"0[2-9][ -]?\d{3}[ -]?\d{4}|0?5\d[ -]?\d{3}[ -]?\d{4}|800[ -]?\d{3,6}",
    domain="ae",
)  # fmt: skip
SAUDI_ARABIA = Paper(
    currency="SAR",
    names=("saudi arabia", "ksa"),
    places=("riyadh", "jeddah", "dammam", "khobar", "al khobar", "makkah", "madinah", "mecca"),
    words=("simplified tax invoice", "sar", "riyals", "mada", "vat number" ),
    taxes={"VAT": ("15", "5")},
    calling_code="966",
    telephones=r"0[15]\d[ -]?\d{3}[ -]?\d{4}|9200\d{5}",
    domain="sa",
)  # fmt: skip
