"""Words of addresses that several countries print, and patterns; the words of one country are in countries/."""

import re

from ocr.receipt.lexicon.countries import COUNTRIES
from ocr.receipt.lexicon.merging import joined

# A row with one of these is a row of an address, in English anywhere.
_STREETS = (
    "section", "plaza", "complex", "industrial", "park", "off", "lot", "street", "st", "avenue", "ave", "road", "rd",
    "boulevard", "blvd", "highway", "drive", "lane", "village", "phase", "corner", "extension", "ext", "expressway",
    "building", "bldg", "tower", "floor", "flr", "level", "unit", "block", "blk", "ground", "basement", "mall",
    "district", "compound", "square", "centre", "center", "bypass", "zone", "estate", "heights", "garden", "gardens",
    "residences", "condominium", "arcade", "junction", "km", "city", "town", "circle", "loop", "terminal", "airport",
    "suite", "stall",
)  # fmt: skip
STREETS = joined(_STREETS, *(each.streets for each in COUNTRIES))

# The same where the space behind it was not read: TAMANSEA, JLNSULTAN.
GLUED_STREET = re.compile(r"(?:JALAN|JLN|TAMAN|TMN|LORONG|BANDAR)[A-Z]", re.IGNORECASE)

PLACES = joined(("singapore",), *(each.places for each in COUNTRIES))

# Words of addresses that stand near another one: known, so that they are not taken for a misreading of it.
NEIGHBOURS = joined(*(each.neighbours for each in COUNTRIES))

# Behind these stands a year: SINCE 1974.
_NO_YEAR = "".join(
    rf"(?<!\b{word} )" for word in ("SINCE", "ESTD", "EST", r"EST\.", "SEIT", "DEPUIS", "SEJAK", "DESDE")
)
# 43200 Cheras, 1226 Makati City: five digits before a place, or four at the end of a row or before a place.
POSTCODE = re.compile(
    r"(?<![\d-])(?:\d{5}(?=\s*,?\s*[A-Z])|\d{5}\s*\.?$"
    rf"|{_NO_YEAR}(?:\d{{4}}(?=\s+[A-Z]{{4}})|(?<=[A-Z, ])\d{{4}}\s*\.?$))",
    re.IGNORECASE,
)
# Elsewhere: Singapore 238801, Bengaluru 560 001, Seattle, WA 98101-1234, London SW1A 1AA, Sydney NSW 2000, Toronto ON M5V 2T6.
FOREIGN_POSTCODE = re.compile(
    r"(?:\bS(?:INGAPORE)?\s*\(?|[A-Z]{4}[\s,-]+)(?:\d{6}|\d{3} \d{3})\)?(?:\W*$|\s*,)|\b[A-Z]{2}\.?,? \d{5}(?:-\d{4})?\W*(?:USA?\W*)?$"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \d{4}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b"
    # Tokyo 150-0031, with the sign of the post or behind a prefecture.
    r"|(?:\u3012\s?|\b(?:TOKYO|OSAKA|KYOTO|HOKKAIDO|FUKUOKA|NAGOYA|AICHI|KANAGAWA|YOKOHAMA|KOBE|HYOGO|CHIBA|SAITAMA|JAPAN),? )\d{3}-\d{4}\b",
    re.IGNORECASE,
)
_GERMAN_STREET = r"[A-Z]{2}(?:STR|STRASSE|STRA\?E|WEG|PLATZ|ALLEE|GASSE)\.?"
# Words of addresses that are short and stand elsewhere in other words, so that only their stops, numbers and hyphens tell them:
# Indonesia's RT 03/RW 05, Kel. Menteng, Kec. Tebet, Kab. Sleman, Kav. 12; Vietnam's P. Ben Nghe, Q.3, Quan 1, TP. HCM; Japan's
# Chuo-ku, 2-chome, and the prefectures; Germany's Lindenstr. 48. With the towns that stand for a city of each.
ABROAD = re.compile(
    r"\bRT\W?\d{1,3}\s?/\s?(?:RW\W?)?\d{1,3}\b|\b(?:KEL|KEC|KAB|KAV|GG|DS)\.\s?\w|\b(?:KELURAHAN|KECAMATAN|KABUPATEN|KAVLING|KODE POS)\b"
    r"|\b(?:JAKARTA(?: SELATAN| PUSAT| BARAT| UTARA| TIMUR)?|BANDUNG|SURABAYA|YOGYAKARTA|SEMARANG|DENPASAR|TANGERANG|BEKASI|BOGOR)\b"
    r"|\b(?:P|Q|TP|TX|TT)\.\s?(?:\d{1,2}\b|[A-Z]{2,})|\b(?:PHUONG|QUAN|DUONG|HUYEN)\s\w|\b(?:HA NOI|HANOI|HO CHI MINH|TPHCM|HCMC?|DA NANG|HAI PHONG|CAN THO)\b"
    r"|[A-Z]{2}-(?:KU|SHI|CHO|MACHI|KEN|FU|TO)\b|\b\d{1,2}-?\s?CHOME\b|\b(?:TOKYO|OSAKA|KYOTO|HOKKAIDO|FUKUOKA|NAGOYA|YOKOHAMA|KOBE)\b"
    rf"|{_GERMAN_STREET} \d{{1,4}}\b"
)
# A postcode that was broken off onto its own row.
BARE_POSTCODE = re.compile(r"^\W*\d{4,5}\W*$")
# No. 3, LOT 6, 27, A-G-06: how the first row of an address begins.
OPENING = re.compile(
    r"^\W*(?:(?:NO|LOT|UNIT|LEVEL|BLOCK|BLK|SUITE|SHOP(?=\W*\d)|G/F|GF|HQ|KM|PT|L\d)\b|(?:\d{1,4}[A-Z]?|[A-Z]{1,2}-?\d{0,2}-\d+)(?:[\s,&-]|$)|\d(?:ST|ND|RD|TH)\b)",
    re.IGNORECASE,
)
# Elsewhere with the street: Jl. Kemang Raya, Lindenstr. 48, Am Markt 12.
OPENING_ABROAD = re.compile(rf"^\W*(?:J[LI1]\. ?[A-Z]|(?:[\w.-]+ ){{0,2}}[A-Z]*{_GERMAN_STREET} \d|AM [A-Z]+ \d)")
