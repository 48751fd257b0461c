"""Malaysia: what only its paper prints, words of its addresses and shops."""

from ocr.receipt.lexicon.countries.country import CountryWords

MALAYSIA = CountryWords(
    marks=(
        "sdn bhd", "sdn", "bhd", "rm", "myr", "sst", "jalan", "jln", "taman", "selangor", "kuala lumpur", "johor",
        "penang", "pulau pinang", "perak", "pahang", "kedah", "kelantan", "terengganu", "negeri sembilan", "melaka",
        "sabah", "sarawak", "putrajaya", "malaysia", "petaling jaya", "terima kasih", "tunai", "bandar", "lebuh",
        "kampung", "ringgit",
    ),
    streets=(
        "jalan", "jln", "jl", "lorong", "lrg", "lebuh", "lebuhraya", "persiaran", "psn", "lingkaran", "lintang",
        "leboh", "tingkat", "taman", "tmn", "bandar", "bdr", "kampung", "kampong", "kg", "seksyen", "sek", "pusat",
        "kawasan", "perindustrian", "kompleks", "komplek", "wisma", "menara", "bangunan", "dataran", "medan", "batu",
        "felda", "mukim", "desa", "kota", "bukit", "pekan", "pasar", "simpang", "blok", "presint", "niaga",
    ),
    # States, towns and Kuala Lumpur's quarters.
    places=(
        "johor", "kedah", "kelantan", "melaka", "malacca", "negeri sembilan", "pahang", "perak", "perlis", "penang",
        "pulau pinang", "sabah", "sarawak", "selangor", "terengganu", "kuala lumpur", "labuan", "putrajaya", "malaysia",
        "wilayah persekutuan", "darul ehsan", "darul takzim", "darul ridzuan", "darul makmur", "darul khusus",
        "darul aman", "johor bahru", "shah alam", "petaling jaya", "subang jaya", "klang", "kajang", "puchong",
        "cheras", "ampang", "rawang", "seri kembangan", "semenyih", "bangi", "sepang", "cyberjaya", "gombak", "setapak",
        "kepong", "selayang", "batu caves", "skudai", "masai", "pasir gudang", "kulai", "senai", "muar", "batu pahat",
        "kluang", "segamat", "pontian", "ulu tiram", "iskandar", "gelang patah", "ipoh", "taiping", "teluk intan",
        "sitiawan", "kampar", "bentong", "kuantan", "temerloh", "raub", "mentakab", "seremban", "nilai", "port dickson",
        "alor setar", "sungai petani", "kulim", "kangar", "georgetown", "george town", "butterworth", "bukit mertajam",
        "bayan lepas", "kota bharu", "kuala terengganu", "kota kinabalu", "sandakan", "tawau", "kuching", "miri",
        "sibu", "bintulu", "damansara", "bangsar", "brickfields", "sentul", "segambut", "wangsa maju", "sungai besi",
        "sungei besi", "sungai buloh", "balakong", "hulu langat", "kuala selangor", "bestari jaya", "batang kali",
        "ijok", "setia alam", "kelana jaya", "puteri", "perdana", "utama", "mahkota", "permas", "sri", "seri", "tebrau",
        "tampoi", "larkin", "pandan", "molek", "austin", "nusa bestari", "bukit bintang", "pudu", "chow kit",
        "mont kiara", "sri hartamas", "taman desa", "kuchai lama", "old klang road",
    ),
    neighbours=(
        "utara", "selatan", "timur", "barat", "tengah", "indah", "maju", "sentosa", "bahagia", "besar", "baru", "lama",
        "jaya", "setia", "mutiara", "pelangi", "melati", "kenanga", "mawar", "cempaka", "tanjung", "tanjong", "sultan",
        "raja", "permai", "pantai", "sungai", "sungei", "gunung", "tasik", "rimba", "bunga", "merdeka", "maharaja",
        "laksamana", "industri", "perniagaan", "mahkamah", "gaya", "damai", "aman", "murni", "ria", "suria", "bayu",
        "kasturi", "seroja", "jati", "meranti", "cengal", "pinang", "kelapa", "manis", "wangi", "perdana", "putra",
        "puteri", "puchong", "tanah", "ladang", "estet",
    ),
    trades=(
        "restoran", "kafe", "kopitiam", "kedai", "pasaraya", "farmasi", "klinik", "syarikat", "perniagaan", "niaga",
        "perusahaan", "pembinaan", "sdn", "bhd", "borong",
    ),
    # SDN.BHD, SDNBHD, S/B. Letters of BHD are often misread.
    legal_forms=(
        r"S[DOB0]N\.?\s?[BE83]H[DO0]\.?(?![A-Z])", r"S/B(?![A-Z])",
        # SB, and S/B misread, where a firm's number follows.
        r"(?:SB|[S5]/[B8D])(?=\s*[(\[]\d{4})", r"BHD\.?(?![A-Z])", r"PLT(?![A-Z])",
        # Singapore's, whose firms sell in Malaysia.
        r"PTE\.?(?![A-Z])",
    ),
)  # fmt: skip
