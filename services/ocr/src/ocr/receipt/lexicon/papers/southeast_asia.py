"""Papers of south-east Asia. What else Malaysia, the Philippines and Thailand print is in ../countries/."""

from ocr.receipt.lexicon.papers.paper import Paper

MALAYSIA = Paper(
    currency="MYR",
    words=("resit", "jumlah", "tarikh", "bayar", "selamat datang", "gst summary"),
    firms=("berhad", "plt"),
    taxes={"GST": ("6", "0"), "SST": ("6", "8", "10", "5"), "SERVICE TAX": ("6", "8", "5"), "SALES TAX": ("10", "5")},
    calling_code="60",
    telephones=r"\(?0[3-9]\)?[ -]?\d{4} ?\d{3,4}|\(?08[2-9]\)?[ -]?\d{6}|01\d[ -]?\d{3,4} ?\d{4}|1[ -]?[38]00[ -]?(?:\d{2}[ -]?\d{4}|\d{3}[ -]?\d{3})",
    postcodes=r"\d{5},? ?(?:KUALA LUMPUR|PETALING|SHAH ALAM|JOHOR|SELANGOR|PENANG|MELAKA|IPOH|KLANG|SUBANG|CHERAS|KAJANG|PUCHONG)",
    domain="my",
)
PHILIPPINES = Paper(
    currency="PHP",
    # Month-first, and day-first where a till is set up abroad.
    date_order=None,
    words=("sukli", "petsa", "kabuuan"),
    firms=("inc", "corp", "corporation", "incorporated", "opc"),
    taxes={"VAT": ("12", "10")},
    calling_code="63",
    telephones=r"\(?0[2-8]\d{0,2}\)?[ -]?[2-8]?\d{3}[ -]?\d{4}|09\d\d[ -]?\d{3}[ -]?\d{4}",
    postcodes=r"(?:CITY|MANILA|CAVITE|LAGUNA|BULACAN|RIZAL|CEBU|BATANGAS|PAMPANGA),? \d{4}",
    domain="ph",
)
THAILAND = Paper(
    currency="THB",
    words=("khob khun", "kob khun"),
    taxes={"VAT": ("7", "10")},
    calling_code="66",
    telephones=r"0[ -]?2[ -]?\d{3}[ -]?\d{4}|0[3-7]\d[ -]?\d{3}[ -]?\d{3}|0[689]\d[ -]?\d{3}[ -]?\d{4}",
    postcodes=r"(?:BANGKOK|PHUKET|CHIANG MAI|PATTAYA|NONTHABURI|CHONBURI),? \d{5}",
    domain="th",
)
SINGAPORE = Paper(
    currency="SGD",
    names=("singapore", "s'pore", "spore"),
    places=(
        "orchard road", "jurong", "jurong east", "tampines", "bedok", "ang mo kio", "toa payoh", "bugis",
        "bukit timah", "serangoon", "yishun", "hougang", "punggol", "sengkang", "clementi", "changi",
        "raffles place", "marina bay", "vivocity", "harbourfront", "bishan", "pasir ris", "clarke quay",
        "holland village", "geylang", "kallang", "tanjong pagar", "choa chu kang", "sembawang", "bukit panjang",
    ),
    words=("uen", "nets", "paynow", "gst reg no", "uen no", "co reg no", "ezlink", "grabpay", "fairprice"),
    firms=("pte ltd", "pte"),
    taxes={"GST": ("9", "8", "7", "5", "4", "3")},
    calling_code="65",
    telephones=r"[3689]\d{3}[ -]?\d{4}",
    postcodes=r"(?:SINGAPORE|S'?PORE|\bSG?)[ -]{0,2}\(?\d{6}\)?",
    domain="sg",
)  # fmt: skip
INDONESIA = Paper(
    currency="IDR",
    has_cents=False,
    names=("indonesia",),
    places=(
        "jakarta", "jakarta selatan", "jakarta pusat", "jakarta barat", "jakarta utara", "jakarta timur", "bandung", "surabaya",
        "bali", "denpasar", "kuta", "ubud", "seminyak", "yogyakarta", "jogja", "semarang", "bekasi", "tangerang", "depok",
        "bogor", "makassar", "malang", "batam", "palembang", "jawa barat", "jawa tengah", "jawa timur", "banten", "lombok",
        "canggu", "sleman", "balikpapan", "pekanbaru", "cirebon", "cikarang", "karawang", "badung", "gianyar", "manado"     ),
    words=(
        "terima kasih", "tunai", "kembali", "kembalian", "jumlah", "total belanja", "harga jual", "total bayar", "diskon", "npwp",
        "kasir", "layanan konsumen", "struk", "tgl", "tanggal", "jl", "jln", "jalan", "taman", "kampung", "bayar", "pembayaran", "qris",         "no meja", "hemat", "selamat datang", "gopay", "ovo", "konsumen", "dpp",
        "telp",
    ),
    firms=("pt", "cv", "tbk"),
    taxes={"PPN": ("11", "10", "12"), "PB1": ("10",), "PAJAK": ("10", "11")},
    calling_code="62",
    telephones=r"\(?02\d{1,2}\)?[ -]?\d{3,4}[ -]?\d{3,4}|\(?0[34567]\d{2}\)?[ -]?\d{6,7}|08\d{2}[ -]?\d{4}[ -]?\d{3,5}|1500[ -]?\d{3}",
    postcodes=r"(?:JAKARTA(?: \w+)?|BANDUNG|SURABAYA|BALI|DENPASAR|TANGERANG|BEKASI|DEPOK|BOGOR|BARAT|TIMUR|TENGAH),? \d{5}",
    domain="id",
)  # fmt: skip
VIETNAM = Paper(
    currency="VND",
    has_cents=False,
    names=("vietnam", "viet nam"),
    places=(
        "ha noi", "hanoi", "ho chi minh", "hcm", "tp hcm", "tphcm", "hcmc", "saigon", "sai gon", "da nang", "hoi an", "nha trang",
        "hue", "can tho", "hai phong", "vung tau", "da lat", "dalat", "binh duong", "dong nai", "phu quoc", "quan 1", "quan 3",
    ),
    words=(
        "tong cong", "tong tien", "thanh tien", "hoa don", "phieu", "cam on", "cam on quy khach", "tien mat", "tien thua", "tien",
        "so luong", "don gia", "thu ngan", "khach dua", "khach hang", "ngay", "dia chi", "hotline", "mst", "ma so thue",         "thanh toan", "giam gia", "chiet khau", "hoa don ban hang", "phieu thanh toan", "phieu tinh tien",
        "dien thoai", "tien khach dua", "tra lai", "thue gtgt", "hen gap lai", "xin cam on",
    ),
    firms=("cong ty", "cong ty tnhh", "tnhh", "cty", "co phan"),
    taxes={"VAT": ("10", "8", "5"), "GTGT": ("10", "8", "5"), "THUE": ("10", "8", "5")},
    calling_code="84",
    telephones=r"\(?02\d{1,2}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}|0[35789]\d{1,2}[ .-]?\d{3}[ .-]?\d{3,4}|1[89]00[ .-]?\d{4,6}",
    domain="vn",
)  # fmt: skip
BRUNEI = Paper(
    currency="BND", names=("brunei", "brunei darussalam"), places=("bandar seri begawan", "gadong", "kiulap"), calling_code="673"
)  # fmt: skip
# Its shops ask for American dollars.
CAMBODIA = Paper(
    currency="USD", names=("cambodia",), places=("phnom penh", "siem reap", "sihanoukville"), words=("riel", "khr"), calling_code="855",
    taxes={"VAT": ("10",)},
)  # fmt: skip
