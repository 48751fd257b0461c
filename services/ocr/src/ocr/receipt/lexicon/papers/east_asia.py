"""Papers of east Asia and of India."""

from ocr.receipt.lexicon.papers.paper import Paper

INDIA = Paper(
    currency="INR",
    names=("india", "bharat"),
    places=(
        "mumbai", "delhi", "new delhi", "bangalore", "bengaluru", "chennai", "kolkata", "hyderabad", "pune", "ahmedabad", "jaipur",
        "gurgaon", "gurugram", "noida", "karnataka", "maharashtra", "tamil nadu", "tamilnadu", "telangana", "gujarat", "kerala",
        "rajasthan", "uttar pradesh", "west bengal", "andhra pradesh", "madhya pradesh", "haryana", "punjab", "kochi",
        "cochin", "lucknow", "indore", "nagpur", "vadodara", "coimbatore", "mysore", "mysuru", "visakhapatnam",
        "bhopal", "thane", "navi mumbai", "chandigarh", "odisha", "bhubaneswar", "assam", "guwahati", "secunderabad",
        "trivandrum", "thiruvananthapuram", "madurai", "panaji", "dehradun", "uttarakhand", "patna", "bihar", "ranchi",
    ),
    words=(
        "gstin", "gst in", "gstin no", "fssai", "fssai no", "fssai lic no", "hsn", "hsn code", "rupees", "rs", "inr", "mrp",
        "nagar", "marg", "dhaba", "paytm", "upi", "bhim", "phonepe", "kot", "mob",
        "pincode", "round off", "taxable value", "service charge voluntary",
    ),
    firms=("pvt ltd", "private limited", "pvt", "llp"),
    taxes={
        "CGST": ("2.5", "6", "9", "14", "1.5"), "SGST": ("2.5", "6", "9", "14", "1.5"), "IGST": ("5", "12", "18", "28", "40"),
        "UTGST": ("2.5", "6", "9", "14"), "GST": ("5", "12", "18", "28"), "VAT": ("14.5", "5.5", "12.5", "5", "20"),
        "SERVICE TAX": ("5.6", "6", "14", "15", "12.36", "4.94"),
    },
    calling_code="91",
    telephones=r"0?[6-9]\d{4}[ -]?\d{5}|0\d{2}[ -]\d{4} ?\d{4}|0\d{3}[ -]\d{7}|1800[ -]?\d{3}[ -]?\d{3,4}",
    postcodes=r"(?:PIN|PINCODE|PIN CODE|MUMBAI|DELHI|BANGALORE|BENGALURU|CHENNAI|KOLKATA|HYDERABAD|PUNE|GURGAON|GURUGRAM|NOIDA|KARNATAKA|MAHARASHTRA|NADU|INDIA|AHMEDABAD|GOA|KERALA)[ :.,–-]{1,3}[1-8]\d{2} ?\d{3}",
    domain="in",
)  # fmt: skip
JAPAN = Paper(
    currency="JPY",
    date_order="ymd",
    has_cents=False,
    names=("japan", "日本"),
    places=(
        "tokyo", "osaka", "kyoto", "nagoya", "fukuoka", "sapporo", "narita", "haneda", "shinjuku", "shibuya", "ginza", "akihabara",
        "yokohama", "hokkaido", "okinawa", "kobe", "hiroshima", "minato ku", "chuo ku", "chiyoda ku", "ueno", "asakusa", "kanagawa",
    ),
    words=("yen", "tax free", "arigatou gozaimasu", "suica", "pasmo", "paypay"),
    firms=(),
    taxes={"CONSUMPTION TAX": ("10", "8", "5"), "税": ("10", "8", "5")},
    calling_code="81",
    telephones=r"0\d{1,3}[ -]\d{2,4}[ -]\d{4}|0120[ -]\d{3}[ -]\d{3}",
    postcodes=r"〒 ?\d{3}-\d{4}",
    domain="jp",
)  # fmt: skip
KOREA = Paper(
    currency="KRW",
    date_order="ymd",
    has_cents=False,
    names=("korea", "south korea", "republic of korea"),
    places=("seoul", "busan", "incheon", "jeju", "daegu", "gangnam", "gangnam gu", "myeongdong", "hongdae", "jung gu", "mapo gu"),
    words=("krw",),
    taxes={"VAT": ("10",)},
    calling_code="82",
    telephones=r"0(?:2|[3-6]\d|70|10)[ -]\d{3,4}[ -]\d{4}|1[56]\d\d[ -]\d{4}",
    domain="kr",
)  # fmt: skip
CHINA = Paper(
    currency="CNY",
    date_order="ymd",
    names=("china",),
    places=(
        "beijing", "shanghai", "shenzhen", "guangzhou", "hangzhou", "xiamen", "chengdu", "suzhou", "wuhan", "nanjing", "tianjin",
        "xi an", "chongqing", "qingdao", "guangdong",
    ),
    words=("rmb", "wechat", "weixin", "alipay", "fapiao", "yuan"),
    taxes={"VAT": ("13", "6", "9", "17")},
    calling_code="86",
    telephones=r"0\d{2,3}[ -]\d{8}|400[ -]\d{3}[ -]\d{4}|1[3-9]\d ?\d{4} ?\d{4}",
    domain="cn",
)  # fmt: skip
HONG_KONG = Paper(
    currency="HKD",
    names=("hong kong", "hongkong"),
    places=(
        "kowloon", "tsim sha tsui", "causeway bay", "mong kok", "mongkok", "wan chai", "wanchai", "new territories", "sha tin",
        "shatin", "tuen mun", "kwun tong", "sheung wan", "tsuen wan", "lantau", "yuen long", "kennedy town",
        "chek lap kok", "tseung kwan o", "quarry bay", "tai koo", "sham shui po",
    ),
    words=("octopus", "octopus card" ),
    calling_code="852",
    telephones=r"[2356789]\d{3} ?\d{4}",
    domain="hk",
)  # fmt: skip
TAIWAN = Paper(
    currency="TWD",
    date_order="ymd",
    names=("taiwan",),
    places=("taipei", "kaohsiung", "taichung", "tainan", "hsinchu", "taoyuan", "new taipei", "new taipei city"),
    words=("easycard", "ntd" ),
    calling_code="886",
    telephones=r"\(?0\d{1,2}\)?[ -]?\d{3,4}[ -]?\d{4}",
    domain="tw",
)  # fmt: skip
