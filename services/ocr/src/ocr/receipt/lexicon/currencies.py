"""Signs of currencies, the longest first: US$ is not S$, and S$ is not $."""

import re

from ocr.receipt.lexicon.papers import PAPERS, Country

# Signs that several currencies share.
DOLLAR, YEN = "$", "¥"

SIGNS: tuple[tuple[str, str], ...] = (
    ("USD", r"(?<![A-Za-z])U\.?S\.?\s?D?\$|(?<![A-Za-z])USD\$?(?![A-Za-z])"),
    ("HKD", r"(?<![A-Za-z])HK\s?D?\$|(?<![A-Za-z])HKD(?![A-Za-z])"),
    ("NZD", r"(?<![A-Za-z])NZ\s?D?\$|(?<![A-Za-z])NZD(?![A-Za-z])"),
    ("TWD", r"(?<![A-Za-z])NTD?\$|(?<![A-Za-z])(?:TWD|NTD)(?![A-Za-z])"),
    ("AUD", r"(?<![A-Za-z])AU?D?\$|(?<![A-Za-z])AUD(?![A-Za-z])"),
    ("CAD", r"(?<![A-Za-z])CA?D?\$|(?<![A-Za-z])CAD(?![A-Za-z])"),
    ("SGD", r"(?<![A-Za-z])SG?D?\$|(?<![A-Za-z])SGD(?![A-Za-z])"),
    ("BND", r"(?<![A-Za-z])BN?D?\$|(?<![A-Za-z])BND(?![A-Za-z])"),
    ("MYR", r"(?<![A-Z])(?:RM|MYR)(?![A-Z])|(?<![A-Z])RM(?=\s?\d)"),
    ("PHP", r"₱|(?<![A-Za-z])(?:PHP|PhP|Php|PESOS?)(?![a-z])|(?<![A-Za-z0-9])P\s?(?=\d[\d,]*\.\d\d)"),
    ("EUR", r"€|(?<![A-Za-z])EUR(?![A-Za-z])"),
    ("GBP", r"£|(?<![A-Za-z])GBP(?![A-Za-z])"),
    ("THB", r"฿|(?<![A-Za-z])(?:THB|BAHT|Baht)(?![A-Za-z])"),
    ("IDR", r"(?<![A-Za-z])(?:Rp\.?(?=\s?\d)|RP\.?(?=\s?\d)|IDR(?![A-Za-z]))"),
    ("VND", r"₫|(?<=\d)\s?đ(?![a-z])|(?<![A-Za-z])VN[DĐ](?![A-Za-z])"),
    ("INR", r"₹|(?<![A-Za-z])(?:INR(?![A-Za-z])|Rs\.?(?=\s?\d))"),
    ("CHF", r"(?<![A-Za-z])(?:CHF|SFr\.?)(?![A-Za-z])"),
    ("AED", r"(?<![A-Za-z])(?:AED|Dhs?\.?(?=\s?\d))(?![A-Za-z])"),
    ("SAR", r"(?<![A-Za-z])SAR(?=\s?\d)"),
    ("QAR", r"(?<![A-Za-z])QAR(?![A-Za-z])"),
    ("KWD", r"(?<![A-Za-z])KWD(?![A-Za-z])"),
    ("ZAR", r"(?<![A-Za-z])ZAR(?![A-Za-z])"),
    ("KRW", r"₩|(?<![A-Za-z])KRW(?![A-Za-z])"),
    ("JPY", r"(?<![A-Za-z])JP[Y¥](?![A-Za-z])|円"),
    ("CNY", r"(?<![A-Za-z])(?:CN[Y¥]|RMB)(?![A-Za-z])|元"),
    ("MXN", r"(?<![A-Za-z])MX(?:N\$?|\$)(?![A-Za-z])"),
    ("SEK", r"(?<![A-Za-z])SEK(?![A-Za-z])"),
    ("NOK", r"(?<![A-Za-z])NOK(?![A-Za-z])"),
    ("DKK", r"(?<![A-Za-z])DKK(?![A-Za-z])"),
    (DOLLAR, r"(?<![A-Za-z])\$(?=\s?[\d(-])"),
    (YEN, r"[¥￥]"),
)

SHARED: dict[str, tuple[str, ...]] = {
    DOLLAR: ("USD", "SGD", "HKD", "AUD", "NZD", "CAD", "TWD", "BND"),
    YEN: ("JPY", "CNY"),
}

# PERF: a sign begins with a capital that is not within a word of capitals, with a blank, or with what is no English letter.
_BEGINS = r"(?:(?=[A-Z$\s])(?<![A-Z])|(?=[^\x00-\x7f]))"
ANY_SIGN = re.compile(f"{_BEGINS}(?:{'|'.join(f'(?:{pattern})' for _, pattern in SIGNS)})")
# Signs of one currency alone, each in a group of its code.
OWN_SIGN = re.compile(
    f"{_BEGINS}(?:{'|'.join(f'(?P<{code}>{pattern})' for code, pattern in SIGNS if code not in SHARED)})"
)

# Whose paper is not day-first, or not only.
NOT_DAY_FIRST = frozenset(("PHP", "USD", "CAD", "JPY", "CNY", "KRW", "TWD", DOLLAR, YEN))
# Signs that are letters first, and a currency's only on the paper of its country: R 45.00, kr 45,00.
LETTERS: dict[str, str] = {
    "ZAR": r"(?<![A-Za-z0-9])R ?(?=\d[\d ,]*[.,]\d\d(?!\d))",
    **dict.fromkeys(("SEK", "NOK", "DKK"), r"(?i:(?<![a-z])kr\.?(?=\s?\d)|(?<=\d)\s?kr(?![a-z]))"),
}
# Whose tax law a printed currency tells; those of several countries tell none.
CURRENCY_COUNTRIES: dict[str, Country] = {
    paper.currency: country
    for country, paper in PAPERS.items()
    if [other.currency for other in PAPERS.values()].count(paper.currency) == 1
}
