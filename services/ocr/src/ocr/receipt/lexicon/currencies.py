"""How currencies are printed, the longest sign first: US$ is no S$, and that no $."""

from ocr.receipt.lexicon.countries import Country

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
    (DOLLAR, r"(?<![A-Za-z])\$(?=\s?[\d(-])"),
    (YEN, r"[¥￥]"),
)

# What tells which of the currencies a shared sign is, beside their codes.
PLACES: dict[str, str] = {
    "SGD": r"SINGAPORE|\bPTE\.?\s?LTD",
    "HKD": r"HONG\s?KONG|KOWLOON",
    "AUD": r"AUSTRALIA|\bABN\b|SYDNEY|MELBOURNE",
    "NZD": r"NEW\s?ZEALAND|AUCKLAND",
    "CAD": r"CANADA|TORONTO|VANCOUVER|ONTARIO",
    "TWD": r"TAIWAN|TAIPEI|KAOHSIUNG",
    "BND": r"BRUNEI",
    "USD": r"\bU\.?S\.?A\b|UNITED\s?STATES|\bGUAM\b|SAIPAN|HAWAII|HONOLULU|CALIFORNIA|CAMBODIA|PHNOM\s?PENH|SIEM\s?REAP",
    "JPY": r"JAPAN|TOKYO|OSAKA|KYOTO|NAGOYA|FUKUOKA|SAPPORO|NARITA|税",
    "CNY": r"\bCHINA\b|BEIJING|SHANGHAI|SHENZHEN|GUANGZHOU|HANGZHOU|XIAMEN",
}
SHARED: dict[str, tuple[str, ...]] = {
    DOLLAR: ("USD", "SGD", "HKD", "AUD", "NZD", "CAD", "TWD", "BND"),
    YEN: ("JPY", "CNY"),
}

# Whose paper is not day-first, or not only.
NOT_DAY_FIRST = frozenset(("PHP", "USD", "CAD", "JPY", "CNY", "KRW", "TWD", DOLLAR, YEN))
COUNTRY_CURRENCIES: dict[Country, str] = {"PH": "PHP", "MY": "MYR", "TH": "THB"}
# Whose tax law a printed currency tells; those of several countries with taxes of their own tell none.
CURRENCY_COUNTRIES: dict[str, str] = {
    **{currency: country for country, currency in COUNTRY_CURRENCIES.items()},
    "SGD": "SG", "IDR": "ID", "AUD": "AU", "NZD": "NZ", "GBP": "GB",
}  # fmt: skip
