"""Papers of Australia, New Zealand and the Americas."""

from ocr.receipt.lexicon.papers.paper import Paper

# States whose letters are a word or a label otherwise count behind a comma alone: OR 12345 is an official receipt.
_STATES = "A[LKZR]|C[AOT]|D[EC]|FL|G[AU]|I[LA]|K[SY]|M[DAINSOT]|N[EVHJMYCD]|OH|PR|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|CALIFORNIA|TEXAS|FLORIDA"
_STATES_OTHERWISE = "HI|I[DN]|LA|ME|O[KR]|PA"
AUSTRALIA = Paper(
    currency="AUD",
    names=("australia",),
    places=(
        "sydney", "melbourne", "brisbane", "perth", "adelaide", "canberra", "hobart", "darwin", "gold coast", "nsw", "qld",
        "new south wales", "queensland", "tasmania", "south australia", "western australia", "parramatta", "cairns",
        "geelong", "wollongong", "fremantle", "bondi", "surry hills", "fitzroy", "chatswood", "toowoomba",
    ),
    words=("abn", "acn", "eftpos", "efpos", "gst included in total", "tap and go", "flybuys", "everyday rewards"),
    firms=("pty ltd", "pty" ),
    taxes={"GST": ("10",)},
    calling_code="61",
    telephones=r"\(?0[2378]\)?[ -]?\d{4} ?\d{4}|04\d\d ?\d{3} ?\d{3}|1[38]00 ?\d{3} ?\d{3}|13 ?\d{2} ?\d{2}",
    postcodes=r"(?:\b(?:NSW|VIC|QLD|TAS|ACT)|(?:,|ADELAIDE|PERTH|DARWIN) ?(?:SA|WA|NT)),? ?\d{4}(?!\d)",
    domain="au",
)  # fmt: skip
NEW_ZEALAND = Paper(
    currency="NZD",
    names=("new zealand", "aotearoa"),
    places=(
        "auckland", "wellington", "christchurch", "dunedin", "queenstown", "tauranga", "rotorua", "napier",         "palmerston north", "new plymouth", "invercargill", "ponsonby", "takapuna", "manukau",
        "wanaka", "taupo", "whangarei", "te aro", "papanui", "riccarton", "onehunga", "ellerslie", "remuera",
        "kapiti", "lower hutt", "upper hutt", "porirua", "paraparaumu", "blenheim", "timaru", "gisborne", "whanganui",
    ),
    words=("eftpos", "efpos", "gst no", "gst number", "kia ora", "ird", "nzbn"),
    taxes={"GST": ("15", "12.5")},
    calling_code="64",
    telephones=r"\(?0[34679]\)?[ -]?\d{3}[ -]?\d{4}|02[0-9][ -]?\d{3}[ -]?\d{3,4}|0[58]0[08][ -]?\d{3}[ -]?\d{3}",
    postcodes=r"(?:AUCKLAND|WELLINGTON|CHRISTCHURCH|HAMILTON|DUNEDIN|QUEENSTOWN|TAURANGA|ROTORUA|NAPIER|NORTH|NELSON|NEW ZEALAND),? \d{4}(?!\d)",
    domain="nz",
)  # fmt: skip
UNITED_STATES = Paper(
    currency="USD",
    date_order="mdy",
    names=("usa", "u s a", "united states"),
    places=(
        "new york", "los angeles", "san francisco", "chicago", "las vegas", "san diego", "seattle", "boston", "miami",
        "dallas", "philadelphia", "atlanta", "denver", "washington dc", "brooklyn", "manhattan",
        "hawaii", "honolulu", "guam", "saipan", "california", "texas", "florida", "nevada", "oregon", "san jose",
        "sacramento", "minneapolis", "nashville", "detroit", "baltimore", "pittsburgh", "tampa",
    ),
    words=(
        "tip", "gratuity", "suggested gratuity", "debit tend", "change due", "ebt",
        "food tax", "local tax", "county tax", "city tax",         "visa tend", "us debit"     ),
    firms=("llc", "inc"),
    taxes={"SALES TAX": (), "STATE TAX": ()},
    calling_code="1",
    telephones=r"\(?[2-9]\d{2}\)?[ .-]{1,3}[2-9]\d{2}[ .-]\d{4}|1?[ -]?8(?:00|88|77|66|55|44|33)[ -.]\d{3}[ -.]\d{4}",
    postcodes=rf"[A-Z]{{3}}(?:[,.]? ?(?:{_STATES})|, ?(?:{_STATES_OTHERWISE}))[,.]? ?\d{{5}}(?:-\d{{4}})?(?!\d)",
    domain="gov",
)  # fmt: skip
CANADA = Paper(
    currency="CAD",
    date_order=None,
    names=("canada",),
    places=(
        "toronto", "vancouver", "ontario", "montreal", "quebec", "calgary", "ottawa", "edmonton", "winnipeg", "british columbia",
        "alberta", "mississauga", "manitoba", "nova scotia", "halifax", "burnaby", "saskatchewan", "markham", "brampton"     ),
    words=("interac", "gst/hst", "loonie"),
    firms=("ltee",),
    taxes={"HST": ("13", "15"), "GST": ("5",), "PST": ("7", "8", "6"), "QST": ("9.975",), "TPS": ("5",), "TVQ": ("9.975",)},
    calling_code="1",
    telephones=r"\(?[2-9]\d{2}\)?[ .-]{1,3}[2-9]\d{2}[ .-]\d{4}",
    postcodes=r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b",
    domain="ca",
)  # fmt: skip
MEXICO = Paper(
    currency="MXN",
    names=("mexico",),
    places=("ciudad de mexico", "cdmx", "guadalajara", "monterrey", "cancun", "tijuana", "puebla", "jalisco", "quintana roo"),
    words=("rfc", "iva incluido", "efectivo", "cambio", "gracias por su compra", "fecha", "articulos", "sucursal", "regimen fiscal", "folio" ),
    firms=("s a de c v", "sa de cv"),
    taxes={"IVA": ("16", "15")},
    calling_code="52",
    domain="mx",
)  # fmt: skip
