"""Words of addresses in Malaysia and the Philippines. A new country: its streets, its places, its postcodes."""

import re

# A row with one of these is a row of an address.
STREETS: tuple[str, ...] = (
    "jalan", "jln", "jl", "lorong", "lrg", "lebuh", "lebuhraya", "persiaran", "psn", "lingkaran", "lintang", "leboh", "tingkat",
    "taman", "tmn", "bandar", "bdr", "kampung", "kampong", "kg", "seksyen", "section", "sek", "pusat", "kawasan", "plaza",
    "perindustrian", "kompleks", "complex", "komplek", "wisma", "menara", "bangunan", "dataran", "medan", "batu", "felda",
    "industrial", "park", "off", "mukim", "desa", "kota", "bukit", "pekan", "pasar", "simpang", "lot", "blok", "presint",
    "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "highway", "hi way", "hiway", "drive", "lane",
    "barangay", "brgy", "bgy", "purok", "sitio", "subdivision", "subd", "village", "vill", "phase", "corner", "cor",
    "extension", "ext", "expressway", "building", "bldg", "tower", "floor", "flr", "level", "unit", "block", "blk", "ground",
    "basement", "mall", "district", "poblacion", "compound", "square", "centre", "center", "bypass", "zone", "estate",
    "heights", "garden", "gardens", "residences", "condominium", "arcade", "junction", "km", "national highway", "city",
    "municipality", "province", "town", "circle", "loop", "terminal", "airport", "suite", "stall", "niaga",
)  # fmt: skip

# The same where the space behind it was not read: TAMANSEA, JLNSULTAN.
GLUED_STREET = re.compile(r"(?:JALAN|JLN|TAMAN|TMN|LORONG|BANDAR)[A-Z]", re.IGNORECASE)

# Malaysian states, towns and Kuala Lumpur's quarters; Philippine provinces and cities.
PLACES: tuple[str, ...] = (
    "johor", "kedah", "kelantan", "melaka", "malacca", "negeri sembilan", "pahang", "perak", "perlis", "penang",
    "pulau pinang", "sabah", "sarawak", "selangor", "terengganu", "kuala lumpur", "labuan", "putrajaya", "malaysia",
    "wilayah persekutuan", "darul ehsan", "darul takzim", "darul ridzuan", "darul makmur", "darul khusus", "darul aman",
    "johor bahru", "shah alam", "petaling jaya", "subang jaya", "klang", "kajang", "puchong", "cheras", "ampang",
    "rawang", "seri kembangan", "semenyih", "bangi", "sepang", "cyberjaya", "gombak", "setapak", "kepong", "selayang",
    "batu caves", "skudai", "masai", "pasir gudang", "kulai", "senai", "muar", "batu pahat", "kluang", "segamat", "pontian",
    "ulu tiram", "iskandar", "gelang patah", "ipoh", "taiping", "teluk intan", "sitiawan", "kampar", "bentong", "kuantan",
    "temerloh", "raub", "mentakab", "seremban", "nilai", "port dickson", "alor setar", "sungai petani", "kulim", "kangar",
    "georgetown", "george town", "butterworth", "bukit mertajam", "bayan lepas", "kota bharu", "kuala terengganu",
    "kota kinabalu", "sandakan", "tawau", "kuching", "miri", "sibu", "bintulu", "damansara", "bangsar", "brickfields",
    "sentul", "segambut", "wangsa maju", "sungai besi", "sungei besi", "sungai buloh", "balakong", "hulu langat",
    "kuala selangor", "bestari jaya", "batang kali", "ijok", "setia alam", "kelana jaya", "puteri", "perdana", "utama",
    "mahkota", "permas", "sri", "seri", "tebrau", "tampoi", "larkin", "pandan", "molek", "austin", "nusa bestari",
    "bukit bintang", "pudu", "chow kit", "mont kiara", "sri hartamas", "taman desa", "kuchai lama", "old klang road",
    "philippines", "metro manila", "manila", "quezon city", "quezon", "makati", "taguig", "pasig", "pasay", "paranaque",
    "mandaluyong", "san juan", "caloocan", "malabon", "navotas", "valenzuela", "marikina", "muntinlupa", "las pinas",
    "pateros", "cavite", "laguna", "batangas", "rizal", "bulacan", "pampanga", "tarlac", "nueva ecija", "bataan",
    "zambales", "pangasinan", "ilocos", "la union", "benguet", "baguio", "isabela", "cagayan", "cebu", "mandaue",
    "lapu lapu", "bohol", "tagbilaran", "iloilo", "bacolod", "negros", "dumaguete", "leyte", "tacloban", "samar", "davao",
    "cagayan de oro", "general santos", "zamboanga", "butuan", "iligan", "cotabato", "surigao", "palawan",
    "puerto princesa", "naga", "legazpi", "albay", "sorsogon", "camarines", "lucena", "antipolo", "bacoor", "imus",
    "dasmarinas", "santa rosa", "calamba", "san pablo", "lipa", "angeles", "san fernando", "malolos", "meycauayan",
    "olongapo", "subic", "dagupan", "urdaneta", "alabang", "ortigas", "bonifacio", "tagaytay", "binan", "ermita", "malate",
    "sampaloc", "binondo", "quiapo", "tondo", "cubao", "diliman", "novaliches", "fairview", "commonwealth", "singapore",
)  # fmt: skip

# Words of addresses that stand near another one: known, so that they are not taken for a misreading of it.
NEIGHBOURS: tuple[str, ...] = (
    "utara", "selatan", "timur", "barat", "tengah", "indah", "maju", "sentosa", "bahagia", "besar", "baru", "lama", "jaya",
    "setia", "mutiara", "pelangi", "melati", "kenanga", "mawar", "cempaka", "tanjung", "tanjong", "sultan", "raja", "permai",
    "pantai", "sungai", "sungei", "gunung", "tasik", "rimba", "bunga", "merdeka", "maharaja", "laksamana", "industri",
    "perniagaan", "mahkamah", "gaya", "damai", "aman", "murni", "ria", "suria", "bayu", "kasturi", "seroja", "jati", "meranti",
    "cengal", "pinang", "kelapa", "manis", "wangi", "perdana", "putra", "puteri", "puchong", "rizal", "bonifacio", "mabini",
    "burgos", "luna", "quirino", "roxas", "osmena", "magsaysay", "laurel", "aguinaldo", "santo", "santa", "santiago", "pedro",
    "maria", "rosario", "bagong", "silang", "malaya", "maligaya", "kalayaan", "masaya", "maganda", "tanah", "ladang", "estet",
)  # fmt: skip

# 43200 Cheras, 1226 Makati City: five digits before a place, or four at the end of a row or before a place.
POSTCODE = re.compile(
    r"(?<![\d-])(?:\d{5}(?=\s*,?\s*[A-Z])|\d{5}\s*\.?$|\d{4}(?=\s+[A-Z]{4})|(?<=[A-Z, ])\d{4}\s*\.?$)", re.IGNORECASE
)
# A postcode that was broken off onto its own row.
BARE_POSTCODE = re.compile(r"^\W*\d{4,5}\W*$")
# No. 3, LOT 6, 27, A-G-06: how the first row of an address begins.
OPENING = re.compile(
    r"^\W*(?:(?:NO|LOT|UNIT|LEVEL|BLOCK|BLK|SUITE|SHOP(?=\W*\d)|G/F|GF|HQ|KM|PT|L\d)\b|(?:\d{1,4}[A-Z]?|[A-Z]{1,2}-?\d{0,2}-\d+)(?:[\s,&-]|$)|\d(?:ST|ND|RD|TH)\b)",
    re.IGNORECASE,
)
