"""Words of rows that say where something was sold, not by whom: branches, streets, and parts of towns by country."""

import re
from collections.abc import Mapping

from ocr.receipt.lexicon.papers import Country

# What a branch calls itself, with its number: Store 041, Filiale 0412, CN Quan 1.
BRANCH_WORDS = re.compile(
    r"\b(?:STORE|STR|ST(?=\s*#)|BRANCH|OUTLET|SHOP|FILIALE|MARKT|MAGASIN|CAWANGAN|CABANG|CAB|CHI NHANH|CN|SUCURSAL|SUCC|AGENCE|CO SO)\b"
    r"(?:\W*(?:NO|ID)\b)?\W*\d*"
)
# Places that every town has, and what joins them to a branch's word.
SITE_WORDS = re.compile(
    r"\b(?:AIRPORT|STATION|TERMINAL|DOWNTOWN|CITY CENT(?:RE|ER)|TOWN CENT(?:RE|ER)|BUS STATION|HAUPTBAHNHOF|BAHNHOF|FLUGHAFEN|INNENSTADT"
    r"|MITTE|GARE|AEROPORT|CENTRE VILLE|BANDARA|STASIUN|SAN BAY|NORTH|SOUTH|EAST|WEST|NORD|SUD|OST|DE|DU|DES|LA|AM|IM)\b"
)

# A row that ends in one of these, or begins with the others, is a street: not SQUARE, LANE, GARDEN or CORNER, as shops are called too.
_STREET_BEHIND = r"STREET|ST|ROAD|RD|AVENUE|AVE|BOULEVARD|BLVD|HIGHWAY|HWY|QUAY|STRASSE|STRA\?E|STRAAT|SALAI|MARG"
_STREET_BEFORE = r"JALAN|JLN|J[LI1]|RUE|AVENUE|BOULEVARD|QUAI|DUONG|CALLE|VIA|RUA"
STREET_ALONE = re.compile(rf"^\W*(?:(?:[\w.']+ ){{1,3}}(?:{_STREET_BEHIND})|(?:{_STREET_BEFORE})\b[. ]+[\w.' ]+)\W*$")
# Jl. Diponegoro No.195, Denpasar: the street, and where on it.
STREET_BEFORE = re.compile(rf"^\W*(?:{_STREET_BEFORE})\b[. ]+(?=\D*[\d,])")
STREET_WORD = re.compile(
    rf"\b(?:{_STREET_BEHIND}|{_STREET_BEFORE}|LANE|DRIVE|DR|CRESCENT|TERRACE|PARADE|PLACE)\b|\w-(?:KU|SHI|CHO|DORI)\b|\dCHOME\b"
    # Tampines Central 5, Bishan Walk: words of other names too, so where the street ends.
    r"|\b(?:CENTRAL \d{1,2}|(?:CLOSE|WALK|GROVE)(?: \d{1,2})?)\W*(?:[,#]|$)"
)
# LINDENSTR. 245, ULMENWEG 353: the house behind its street.
HOUSE_BEHIND = re.compile(
    r"^\W*(?:[\w.-]+ ){0,2}\w{2,}(?:STR|STRASSE|STRA.E|WEG|PLATZ|ALLEE|GASSE|RING|DAMM|UFER)\b\.? \d{1,4}[A-Z]?\b"
)
# Shop 8, Unit 5, Shop No.6, #02-48, Blk 162: a part of a building and its number, with what is behind.
UNIT = re.compile(
    r"^\W*(?:(?:UNIT|SHOP|LOT|LEVEL|BLOCK|BLK|SUITE|STALL|KIOSK|NO|FLOOR|G/F)\b(?:\W*NO\b)?\W{0,2}(?=\w*\d)[\w/-]+|#[A-Z]?\d+-\d+)(?P<behind>.*)$"
)
# 8-6-9 Ginza, 405 rue Cler, #12, Main Road
HOUSE_BEFORE = re.compile(r"^\W*\d{1,5}[A-Z]?(?:[-/]\d+){0,2}[A-Z]?,? +(?=[A-Z])")
ANNOUNCED = re.compile(r"^\W*(?:ADDRESS|ALAMAT|ADD|DIA CHI|DC|D/C|ADRESSE|DIRECCION)\s*[:.]")

# Parts of towns, malls and sites that branches are called after. No sign of the country: others have places of the same name.
QUARTERS: Mapping[Country, tuple[str, ...]] = {
    "SG": (
        "causeway", "causeway point", "orchard", "novena", "jurong west", "jurong point", "boon lay", "bukit batok", "bukit merah",
        "tiong bahru", "woodlands", "sengkang", "buona vista", "dhoby ghaut", "city hall", "suntec", "suntec city", "plaza singapura",
        "tampines mall", "northpoint", "nex", "jewel", "bugis junction", "ion orchard", "paya lebar", "katong", "marine parade",
        "eunos", "simei", "redhill", "queenstown", "commonwealth", "outram", "chinatown", "little india", "farrer park", "lavender",
    ),
    "NZ": (
        "albany", "newmarket", "parnell", "mt eden", "mount eden", "henderson", "botany", "sylvia park", "westgate", "north shore",
        "petone", "newtown", "miramar", "johnsonville", "hornby", "sydenham", "merivale", "addington", "hamilton", "nelson", "hastings",
        "mt maunganui", "grey lynn", "mt roskill", "mt wellington", "pakuranga", "howick", "papakura", "pukekohe", "glenfield", "levin",
    ),
    "AU": (
        "carlton", "richmond", "south yarra", "st kilda", "brunswick", "collingwood", "prahran", "docklands", "box hill", "newtown",
        "chermside", "westfield chermside", "westfield", "bondi junction", "manly", "parramatta", "penrith", "liverpool", "hornsby",
        "castle hill", "macquarie centre", "chadstone", "southland", "doncaster", "fountain gate", "indooroopilly", "carindale",
        "fortitude valley", "south bank", "subiaco", "joondalup", "glenelg", "norwood", "marion", "town hall", "circular quay",
        "darling harbour", "barangaroo", "pyrmont", "glebe", "redfern", "marrickville", "dandenong", "frankston", "ballarat", "bendigo",
    ),
    "IN": (
        "indiranagar", "jayanagar", "koramangala", "whitefield", "malleshwaram", "mg road", "hsr layout", "btm layout", "electronic city",
        "marathahalli", "hebbal", "rajajinagar", "basavanagudi", "andheri", "andheri west", "andheri w", "andheri east", "andheri e",
        "bandra", "bandra w", "bandra west", "powai", "juhu", "dadar", "malad", "borivali", "colaba", "lower parel", "worli", "kurla",
        "vashi", "t nagar", "anna nagar", "adyar", "velachery", "mylapore", "nungambakkam", "tambaram", "connaught place", "saket",
        "karol bagh", "lajpat nagar", "dwarka", "rohini", "hauz khas", "banjara hills", "jubilee hills", "madhapur", "gachibowli",
        "kondapur", "ameerpet", "koregaon park", "viman nagar", "kothrud", "hinjewadi", "salt lake", "park street", "new town",
    ),
    "GB": (
        "kendal", "briggate", "leeds briggate", "york", "bath", "cambridge", "norwich", "exeter", "plymouth", "swansea", "aberdeen", "dundee",
        "inverness", "newcastle", "sunderland", "durham", "hull", "derby", "leicester", "luton", "reading", "slough", "watford", "camden",
        "soho", "covent garden", "kings cross", "euston", "paddington", "waterloo", "victoria", "liverpool street", "canary wharf",
        "stratford", "shoreditch", "hackney", "brixton", "clapham", "wimbledon", "richmond", "ealing", "hammersmith", "fulham", "chelsea",
        "kensington", "notting hill", "islington", "lewisham", "greenwich", "bluewater", "trafford centre", "meadowhall", "bullring",
    ),
    "ZA": (
        "sandton city", "gardens", "claremont", "rosebank", "melville", "parkhurst", "bryanston", "hyde park", "eastgate", "cresta",
        "clearwater", "canal walk", "v a waterfront", "waterfront", "sea point", "green point", "observatory", "woodstock", "constantia",
        "tokai", "century city", "milnerton", "table view", "gateway", "la lucia", "ballito", "brooklyn", "hatfield", "menlyn park",
        "mall of africa", "cavendish", "cavendish square", "tyger valley",
    ),
    "US": (
        "mission valley", "midtown", "uptown", "soho", "tribeca", "chelsea", "harlem", "queens", "bronx", "union square", "times square",
        "penn station", "grand central", "santa monica", "hollywood", "pasadena", "beverly hills", "venice beach", "westwood", "koreatown",
        "burbank", "glendale", "long beach", "anaheim", "irvine", "la jolla", "oakland", "berkeley", "palo alto", "mountain view",
        "cupertino", "capitol hill", "bellevue", "lincoln park", "wicker park", "river north", "the loop", "back bay", "cambridge",
        "south beach", "coral gables", "buckhead", "pearl district", "state street", "austin", "portland", "houston", "phoenix",
    ),
    "ID": (
        "kemang", "dago", "sudirman", "thamrin", "kelapa gading", "menteng", "senayan", "senopati", "blok m", "pondok indah", "cilandak",
        "kuningan", "tebet", "cikini", "gambir", "mangga dua", "glodok", "pluit", "pantai indah kapuk", "pik", "puri indah", "kebon jeruk",
        "kemayoran", "cempaka putih", "rawamangun", "pasar minggu", "fatmawati", "bintaro", "bsd", "bsd city", "serpong", "alam sutera",
        "karawaci", "cibubur", "braga", "riau", "cihampelas", "setiabudi", "pasteur", "buah batu", "malioboro", "tunjungan", "gubeng",
        "darmo", "sanur", "jimbaran", "nusa dua", "legian", "kerobokan", "grand indonesia", "plaza indonesia", "central park", "medan", "solo",
    ),
    "VN": (
        "thao dien", "ben nghe", "ben thanh", "hoan kiem", "ba dinh", "dong da", "hai ba trung", "cau giay", "tay ho", "thanh xuan",
        "long bien", "ha dong", "my dinh", "tan binh", "tan phu", "phu nhuan", "binh thanh", "go vap", "thu duc", "an phu", "phu my hung",
        "nguyen hue", "le loi", "hai chau", "son tra", "my khe", "quan 2", "quan 4", "quan 5", "quan 7", "quan 10", "tp thu duc",
        "q 1", "q 3", "q 7", "q 10", "pham ngu lao", "bui vien", "landmark 81", "royal city", "times city", "saigon centre",
    ),
    "JP": (
        "namba", "umeda", "shinsaibashi", "dotonbori", "tennoji", "roppongi", "harajuku", "omotesando", "ikebukuro", "shinagawa",
        "ebisu", "meguro", "nakameguro", "jingumae", "dogenzaka", "aoyama", "akasaka", "marunouchi", "nihonbashi", "odaiba", "kichijoji",
        "nakano", "kanda", "jimbocho", "gion", "kawaramachi", "arashiyama", "sannomiya", "tenjin", "hakata", "sakae", "susukino", "nara",
        "kamakura", "kawasaki", "chiba", "saitama", "sendai", "kanazawa", "kansai",
    ),
    "IE": (
        "dundrum", "eyre square", "grafton", "temple bar", "rathmines", "ranelagh", "ballsbridge", "blanchardstown", "liffey valley", "swords",
        "tallaght", "dun laoghaire", "blackrock", "stillorgan", "drumcondra", "clontarf", "malahide", "howth", "salthill", "mahon point",
        "douglas", "wilton", "st stephens green", "stephens green", "jervis", "ilac", "phibsborough", "smithfield", "naas", "bray", "sligo",
    ),
    "DE": (
        "altona", "mitte", "kreuzberg", "prenzlauer berg", "charlottenburg", "schoneberg", "neukolln", "friedrichshain", "wedding",
        "spandau", "steglitz", "tempelhof", "alexanderplatz", "potsdamer platz", "schwabing", "sendling", "pasing", "maxvorstadt",
        "marienplatz", "eimsbuttel", "winterhude", "st pauli", "st georg", "ottensen", "harburg", "ehrenfeld", "nippes", "deutz",
        "sachsenhausen", "bornheim", "bockenheim", "sudstadt", "nordstadt", "oststadt", "weststadt", "altstadt", "neustadt",
    ),
    "FR": (
        "bastille", "rivoli", "part dieu", "lyon part dieu", "chatelet", "les halles", "republique", "nation", "opera", "madeleine",
        "montparnasse", "montmartre", "saint lazare", "saint michel", "saint germain", "marais", "belleville", "bercy", "la defense",
        "champs elysees", "bellecour", "confluence", "vieux port", "la canebiere", "capitole", "meriadeck", "euralille", "vieux lille",
        "nice", "dijon", "grenoble", "rouen", "tours", "reims", "roissy", "orly",
    ),
}  # fmt: skip
