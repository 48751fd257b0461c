"""Features of the paper of each country. A new country: its paper in a module of its region, and a place in `PAPERS`."""

from collections.abc import Mapping
from typing import Literal

from ocr.receipt.lexicon.papers import africa, east_asia, europe, pacific, southeast_asia
from ocr.receipt.lexicon.papers.paper import Paper

Country = Literal[
    "MY", "PH", "TH", "SG", "ID", "VN", "BN", "KH", "IN", "JP", "KR", "CN", "HK", "TW", "AU", "NZ", "US", "CA", "MX",
    "GB", "IE", "DE", "AT", "CH", "FR", "BE", "NL", "ES", "IT", "SE", "NO", "DK", "ZA", "AE", "SA",
]  # fmt: skip

PAPERS: Mapping[Country, Paper] = {
    "MY": southeast_asia.MALAYSIA, "PH": southeast_asia.PHILIPPINES, "TH": southeast_asia.THAILAND,
    "SG": southeast_asia.SINGAPORE, "ID": southeast_asia.INDONESIA, "VN": southeast_asia.VIETNAM,
    "BN": southeast_asia.BRUNEI, "KH": southeast_asia.CAMBODIA,
    "IN": east_asia.INDIA, "JP": east_asia.JAPAN, "KR": east_asia.KOREA, "CN": east_asia.CHINA,
    "HK": east_asia.HONG_KONG, "TW": east_asia.TAIWAN,
    "AU": pacific.AUSTRALIA, "NZ": pacific.NEW_ZEALAND, "US": pacific.UNITED_STATES, "CA": pacific.CANADA, "MX": pacific.MEXICO,
    "GB": europe.UNITED_KINGDOM, "IE": europe.IRELAND, "DE": europe.GERMANY, "AT": europe.AUSTRIA, "CH": europe.SWITZERLAND,
    "FR": europe.FRANCE, "BE": europe.BELGIUM, "NL": europe.NETHERLANDS, "ES": europe.SPAIN, "IT": europe.ITALY,
    "SE": europe.SWEDEN, "NO": europe.NORWAY, "DK": europe.DENMARK,
    "ZA": africa.SOUTH_AFRICA, "AE": africa.EMIRATES, "SA": africa.SAUDI_ARABIA,
}  # fmt: skip
# The countries that the appliance is made for.
MARKETS: frozenset[Country] = frozenset(("PH", "MY"))
