"""Shops of other countries, all invented: the brand over the door, and what is printed below it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from tests.support.receipts.identifiers import digits
from tests.support.receipts.parties import Country
from tests.support.receipts.tax_numbers import tax_number

# One word, as most chains are called.
_BRANDS = (
    *("Zephra", "Nimbo", "Oakline", "Fernhill", "Mokari", "Tesselle", "Brightleaf", "Kubrik", "Lumora", "Pomelo"),
    *("Juno", "Tandem", "Velvetine", "Marlo", "Quillon", "Saffra", "Everdale", "Ottomar", "Rumbla", "Northpaw"),
)
_SLOGANS = (
    *("Good food, good mood", "Fresh every day", "Your neighbour since 1974", "More for less", "Always open for you"),
    *("EVERYDAY BETTER", "Made by hand, shared with love", "the taste of home", "Low prices. Every day."),
)


@dataclass(frozen=True)
class Shop:
    """Texts that a shop may print about itself. `brand` is what people call it, `company` who owns it."""

    brand: str
    company: str
    slogan: str
    branch: str
    address: tuple[str, ...]
    phone: str
    web: str
    tax_number: str


@dataclass(frozen=True)
class Land:
    """Names and places of a country's shops: ? is a digit, {n} a house, {street} and {town} those below."""

    names: tuple[str, ...]
    company: tuple[str, ...]
    branches: tuple[str, ...]
    streets: tuple[str, ...]
    towns: tuple[str, ...]
    addresses: tuple[tuple[str, ...], ...]
    phones: tuple[str, ...]
    domain: str


LANDS: Mapping[Country, Land] = {
    "SG": Land(
        ("Lorong Bakes", "Merlimart", "Peranakan Pantry", "Straits Kopi House"),
        ("{} Pte Ltd", "{} (S) Pte. Ltd.", "{} Holdings Pte Ltd"),
        ("Bedok Outlet", "Causeway Branch", "Outlet: Jurong East", "PUNGGOL"),
        ("Tampines Central 5", "Bedok North Avenue 1", "Jurong Gateway Road", "Tiong Bahru Road", "Serangoon Road"),
        ("Singapore ??????", "S(??????)", "SINGAPORE ??????"),
        (("{n} {street}", "#0?-??", "{town}"), ("{n} {street} #0?-??", "{town}"), ("Blk {n} {street}", "#B?-??, {town}")),
        ("Tel: 6??? ????", "Tel: +65 6??? ????", "TEL : 6???????"),
        "com.sg",
    ),
    "NZ": Land(
        ("Kauri Pantry", "Tui Corner Store", "Harakeke Cafe", "Pukeko Provisions"),
        ("{} Limited", "{} NZ Ltd", "{} Holdings Limited"),
        ("Riccarton", "Lower Hutt Store", "Store 041 Albany", "Queen St"),
        ("Rata Street", "Totara Road", "Great South Road", "Lambton Quay", "Manukau Road"),
        ("Nelson 70??", "Wellington 60??", "Auckland 10??", "Christchurch 80??", "Hamilton 32??"),
        (("{n} {street}", "{town}"), ("{n} {street}, {town}",), ("Shop ?, {n} {street}", "{town}", "New Zealand")),
        ("Ph: 0? ??? ????", "Phone (0?) ??? ????", "Ph 0? ???-????", "Tel +64 ? ??? ????"),
        "co.nz",
    ),
    "AU": Land(
        ("Wattle Lane", "Banksia Provisions", "Magpie & Co", "Billabong Grocer"),
        ("{} Pty Ltd", "{} Australia Pty Limited", "{} Group Pty Ltd"),
        ("Carlton Store", "Store 3127", "Westfield Chermside", "Fitzroy"),
        ("Wattle Street", "Ferny Road", "Lygon Street", "Pacific Highway", "Beaufort Street"),
        ("Geelong VIC 3220", "Sydney NSW 2000", "BRISBANE QLD 4000", "Perth WA 6000", "Hobart TAS 7000", "Adelaide SA 5000"),
        (("{n} {street}", "{town}"), ("Shop ??, {n} {street}", "{town}"), ("{n} {street}, {town}",)),
        ("Ph: (0?) 9??? ????", "Ph 0? 8??? ????", "Phone: 1300 ??? ???", "Tel: +61 ? 9??? ????"),
        "com.au",
    ),
    "IN": Land(
        ("Sri Annapurna Stores", "Kaveri Bhavan", "Neelam Supermarket", "Madhuram Sweets"),
        ("{} Retail Pvt Ltd", "{} Foods Private Limited", "{} Enterprises", "M/s {} & Sons"),
        ("Indiranagar Branch", "JAYANAGAR", "Andheri (W)", "T Nagar"),
        ("100 Feet Road", "M.G. Road", "Linking Road", "Anna Salai", "FC Road"),
        ("Bengaluru - 5600??", "Mumbai - 4000??", "Chennai 6000??", "Pune, Maharashtra 4110??", "New Delhi 1100??"),
        (("No. {n}, {street},", "{town}"), ("#{n}, Ground Floor, {street}", "{town}"), ("Shop No.?, {street}", "{town}, India")),
        ("Ph: 080-4???????", "Mob: 98????????", "Phone : +91 98??? ?????", "Ph.No. 022 2???????"),
        "in",
    ),
    "GB": Land(
        ("Alder & Hazel", "Moorfoot Stores", "The Copper Kettle", "Pennyfold"),
        ("{} Ltd", "{} Stores Limited", "{} (UK) Ltd", "{} Group plc"),
        ("High Street", "Kendal", "Leeds Briggate", "Store 2210"),
        ("Mill Lane", "Church Street", "Northgate", "Station Road", "Briggate"),
        ("Kendal LA9 ?DL", "London SE1 ?TY", "LEEDS LS1 ?HT", "Bristol BS? 4QA", "Edinburgh EH? 2NG"),
        (("{n} {street}", "{town}"), ("{n} {street}, {town}",), ("Unit ?", "{n} {street}", "{town}")),
        ("Tel: 020 7946 0???", "Tel 01632 960???", "Telephone: 0161 496 0???", "T: +44 20 7946 0???"),
        "co.uk",
    ),
    "ZA": Land(
        ("Protea Kitchen", "Springbok Superette", "Karoo Deli", "Baobab Trading"),
        ("{} (Pty) Ltd", "{} Trading CC", "{} Retailers (Pty) Ltd"),
        ("Sandton City", "Gardens", "Claremont Branch", "Store 0417"),
        ("Kloof Street", "Long Street", "Jan Smuts Avenue", "Florida Road", "Main Road"),
        ("Cape Town 8001", "Sandton 2196", "Durban, KwaZulu-Natal 4001", "Pretoria 0002", "Johannesburg, Gauteng 2001"),
        (("{n} {street}", "{town}"), ("Shop ?, {n} {street}", "{town}"), ("{n} {street}, {town}", "South Africa")),
        ("Tel: 021 ??? ????", "Tel (011) ??? ????", "TEL: 031-???????", "Tel: +27 21 ??? ????"),
        "co.za",
    ),
    "US": Land(
        ("Juniper Corner Deli", "Maple Row Goods", "Bluebird Diner", "Prairie Market"),
        ("{} LLC", "{} Inc.", "{} Stores, Inc."),
        ("Store #0???", "Downtown", "ST# 0????", "Mission Valley"),
        ("Elm Street", "Bleecker Ave", "NW 23rd Ave", "S Congress Ave", "N Clark St"),
        ("New York, NY 100??", "Portland, OR 972??", "Austin, TX 787??", "Chicago, IL 606??", "SAN DIEGO CA 921??"),
        (("{n} {street}", "{town}"), ("{n} {street}, {town}",)),
        ("(212) 555-01??", "503-555-01??", "Tel: (512) 555-01??", "Phone: 312.555.01??"),
        "com",
    ),
    "ID": Land(
        ("Warung Sekar Arum", "Toko Melati", "Kedai Rindang", "Sinar Swalayan"),
        ("PT {} Jaya", "PT. {} Indonesia", "CV {}"),
        ("Cabang Kemang", "DAGO", "Cab. Sudirman", "Kelapa Gading"),
        ("Jl. Cempaka", "Jl. Anggrek Raya", "Jl. Ir. H. Juanda", "Jl. Kemang Raya", "Jl. Diponegoro"),
        ("Bandung 401??", "Jakarta Selatan 121??", "Surabaya 602??", "Yogyakarta 552??", "Denpasar, Bali"),
        (("{street} No. {n}", "{town}"), ("{street} No.{n}, {town}",), ("{street} Kav. {n}", "{town}", "Indonesia")),
        ("Telp. (021) ??? ????", "Telp: 022-???????", "Telp 08??-????-????", "WA 08?? ???? ????"),
        "co.id",
    ),
    "VN": Land(
        ("Pho Hoa Sen", "Bep Nha Ta", "Sao Bien Mart", "Ca Phe Mot Goc"),
        ("Cong ty TNHH {}", "{} Co., Ltd", "Cong ty CP {}"),
        ("CN Quan 1", "Chi nhanh Hoan Kiem", "CN Thao Dien", "CN Da Nang"),
        ("Nguyen Hue", "Le Loi", "Hai Ba Trung", "Tran Hung Dao", "Ly Tu Trong"),
        ("Quan 1, TP. HCM", "Q.3, TP. Ho Chi Minh", "Hoan Kiem, Ha Noi", "Hai Chau, Da Nang"),
        (("{n} {street}, P. Ben Nghe", "{town}"), ("{n} {street}, {town}",), ("DC: {n} {street}", "{town}")),
        ("DT: 028 3??? ????", "Tel: 0903 ??? ???", "Hotline: 1900 ????", "SDT: 09????????"),
        "vn",
    ),
    "JP": Land(
        ("Hoshizora Cafe", "Midori Mart", "Umineko Books", "Kaede Kitchen"),
        ("{} Co., Ltd.", "{} K.K.", "{} Japan Inc."),
        ("Shibuya Store", "Kyoto Station", "Namba", "Airport Shop"),
        ("Jingumae, Shibuya-ku", "Ginza, Chuo-ku", "Dogenzaka, Shibuya-ku", "Namba, Chuo-ku"),
        ("Tokyo 150-00??", "Tokyo 104-00??", "Osaka 542-00??", "Kyoto 600-82??"),
        (("?-?-? {street}", "{town}"), ("?-??-? {street}, {town}",), ("?-? {street}", "{town}", "Japan")),
        ("TEL 03-????-????", "TEL:06-????-????", "Tel. 075-???-????", "TEL 03(????)????"),
        "co.jp",
    ),
    "IE": Land(
        ("Bramble & Rye", "Shannon Stores", "The Little Oven", "Claddagh Books"),
        ("{} Ltd", "{} Ireland Limited", "{} Retail DAC"),
        ("Grafton Street", "Store 118", "Eyre Square", "Dundrum"),
        ("Shop Street", "Patrick Street", "Baggot Street", "Main Street", "Dame Street"),
        ("Dublin 2", "Galway H91 ?R6?", "Cork T12 ?Y4?", "Limerick, Ireland"),
        (("{n} {street}", "{town}"), ("{n} {street}, {town}",), ("Unit ?, {n} {street}", "{town}")),
        ("Tel: 01 677 ????", "Tel 091 56????", "Ph: 021 427 ????", "Tel: +353 1 677 ????"),
        "ie",
    ),
    "DE": Land(
        ("Bäckerei Lindenkorn", "Kiosk Nordstern", "Marktgut", "Gasthaus Zur Eule"),
        ("{} GmbH", "{} GmbH & Co. KG", "{} e.K."),
        ("Filiale 0412", "Markt Mitte", "Filiale Altona", "Hauptbahnhof"),
        ("Lindenstr.", "Hauptstraße", "Am Markt", "Bergmannstr.", "Ulmenweg"),
        ("101?? Berlin", "803?? München", "227?? Hamburg", "506?? Köln"),
        (("{street} {n}", "{town}"), ("{street} {n}, {town}",)),
        ("Tel. 030 / ???????", "Tel.: 089-??????", "Telefon 040 ???????", "Tel: +49 221 ??????"),
        "de",
    ),
    "FR": Land(
        ("Boulangerie Fournil d'Or", "Librairie Quai Six", "Le Petit Cormoran", "Halles Vertes"),
        ("SARL {}", "{} SAS", "SAS {} France"),
        ("Magasin de Bastille", "Paris Rivoli", "LYON PART-DIEU", "Magasin 214"),
        ("rue Cler", "avenue Jean Moulin", "rue des Lilas", "boulevard Voltaire", "place Carnot"),
        ("7500? Paris", "6900? LYON", "33000 Bordeaux", "59800 Lille"),
        (("{n} {street}", "{town}"), ("{n}, {street}", "{town}"), ("{n} {street}, {town}", "France")),
        ("Tél. 01 42 ?? ?? ??", "Tel : 04 78 ?? ?? ??", "TEL 05.56.??.??.??"),
        "fr",
    ),
}  # fmt: skip


def shop(rng: random.Random, country: Country) -> Shop:
    land = LANDS[country]
    brand = rng.choice(_BRANDS if rng.random() < 0.6 else land.names)
    brand = brand.upper() if rng.random() < 0.5 else brand
    shown = {"n": rng.randint(2, 480), "street": rng.choice(land.streets), "town": rng.choice(land.towns)}
    address = tuple(_filled(rng, row.format(**shown)) for row in rng.choice(land.addresses))
    domain = "".join(char for char in brand.lower() if char.isascii() and char.isalnum())
    return Shop(
        brand=brand,
        company=rng.choice(land.company).format(f"{brand.title()} {rng.choice(('Retail', 'Trading', 'Foods'))}"),
        slogan=rng.choice(_SLOGANS),
        branch=_filled(rng, rng.choice(land.branches)),
        address=address,
        phone=_filled(rng, rng.choice(land.phones)),
        web=rng.choice(("www.{}.{}", "{}.{}", "www.{}.{}")).format(domain, land.domain),
        tax_number=tax_number(rng, country),
    )


def _filled(rng: random.Random, pattern: str) -> str:
    return "".join(digits(rng, 1) if char == "?" else char for char in pattern)
