"""Sellers, buyers, POS suppliers and printers, all invented: no name here is meant to be a real company's."""

import random
from dataclasses import dataclass
from typing import Literal

from tests.support.receipts.identifiers import Tin, digits, tin

Country = Literal["PH", "MY", "SG", "ID", "AU", "NZ", "GB", "TH", "US", "IN", "ZA", "VN", "JP", "IE", "DE", "FR"]

_COINED = (
    *(
        "Amihan",
        "Bulawan",
        "Dalisay",
        "Himig",
        "Kalinaw",
        "Kislap",
        "Lakan",
        "Ligaya",
        "Luntian",
        "Mayumi",
        "Paraluman",
    ),
    *("Payapa", "Salinlahi", "Sinagtala", "Tanglaw", "Tingkad", "Tubigan", "Bagwis", "Habilin", "Alimpuyo"),
)
_FIRST_NAMES = ("Maria", "Jose", "Liza", "Ramon", "Cora", "Nestor", "Aileen", "Rodel", "Ines", "Dante")
_LAST_NAMES = ("Dimayuga", "Salonga", "Peñaranda", "Macaraeg", "Ilagan", "Tolentino", "Bañez", "Catacutan", "Quiambao")
_SHOPS = {
    "grocery": ("Supermart", "Savers Mart", "Hypermart", "Fresh Market"),
    "wholesale": ("Agri-Trading", "Bagsakan Center", "Food Depot"),
    "sari_sari": ("Sari-Sari Store", "Mini Store", "General Merchandise"),
    "carinderia": ("Carinderia", "Lutong Bahay", "Eatery"),
    "restaurant": ("Grill and Restaurant", "Kusina", "Seafood House", "Bistro"),
    "fast_food": ("Chicken and Burger", "Express Meals", "Fried Chicken"),
    "fuel": ("Fuel Station", "Petro Service Station", "Gas and Go"),
    "pharmacy": ("Drug", "Pharmacy", "Botika"),
    "convenience": ("24 Convenience", "Quick Stop", "Corner Mart"),
    "department": ("Department Store", "Galleria", "Home and Fashion"),
    "hardware": ("Hardware and Construction Supply", "Builders Center", "Industrial Supply"),
    "services": ("Consulting Services", "Business Solutions", "Technical Services"),
    "landlord": ("Residences", "Homeowners Association", "Learning Center"),
    "online": ("Online Store", "Gadget Hub", "Home Essentials"),
}
_COMPANIES = ("Retail Ventures Inc.", "Trading Corporation", "Enterprises Corp.", "Holdings Inc.", "Food Group, Inc.")
_STREETS = (
    "Rizal Avenue",
    "Mabini St.",
    "Bonifacio St.",
    "Kamagong St.",
    "P. Burgos St.",
    "Quezon Blvd.",
    "J.P. Laurel Ave.",
)
_BARANGAYS = ("Brgy. San Roque", "Brgy. Poblacion", "Brgy. Maligaya", "Brgy. Santo Niño", "Brgy. Bagong Silang")
_CITIES = (
    *("Quezon City 1100", "Makati City 1200", "Pasig City, Metro Manila", "Cebu City 6000", "Davao City 8000"),
    *("Iloilo City", "Bacoor, Cavite 4102", "San Fernando, Pampanga", "Baguio City 2600", "Tagbilaran, Bohol"),
    *("Santa Rosa, Laguna", "Lipa City, Batangas", "Cagayan de Oro City", "Dumaguete City 6200"),
)
_MALAYSIAN_COINED = (
    "Seri Angsana",
    "Bintang Kayangan",
    "Wah Lok",
    "Meranti Jaya",
    "Kim Soon Huat",
    "Dayang Permai",
    "Titiwira",
)
_MALAYSIAN_SHOPS = {
    "retail": ("Stationery & Supplies", "Hardware & Electrical", "Mini Market"),
    "food": ("Restoran", "Kopitiam", "Nasi Kandar"),
    "cafe": ("Coffee Roasters", "Cafe", "Brunch House"),
}
_JALAN = ("Jalan Kenanga", "Jalan Meranti", "Jalan Dedap", "Jalan SS 21", "Jalan Perdana", "Jalan Tun Sambanthan")
_TAMAN = (
    "Taman Melur",
    "Taman Sri Indah",
    "Bandar Baru Seroja",
    "Kawasan Perindustrian Mutiara",
    "Pusat Bandar Anggerik",
)
_TOWNS = (
    *("43000 Kajang, Selangor", "81100 Johor Bahru, Johor", "50480 Kuala Lumpur", "40150 Shah Alam, Selangor"),
    *("11900 Bayan Lepas, Pulau Pinang", "75450 Melaka", "31400 Ipoh, Perak"),
)
# Of each country elsewhere: names, streets, towns, and the tax number as it is written.
_ABROAD: dict[Country, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]] = {
    "SG": (("TAMPOI KOPI PTE LTD", "KELUANG ROASTERS PTE. LTD."), ("Jurong Lane", "Bedok Rise"), ("Singapore 460211",), "GST Reg No: M#-#######-#"),
    "ID": (("PT MELATI JAYA", "WARUNG SEKAR ARUM"), ("Jl. Cempaka", "Jl. Anggrek Raya"), ("Bandung 40115", "Jakarta 12160"), "NPWP: ##.###.###.#-###.###"),
    "AU": (("WATTLE LANE PTY LTD", "BANKSIA PROVISIONS"), ("Wattle Street", "Ferny Road"), ("Geelong VIC 3220",), "ABN: ## ### ### ###"),
    "NZ": (("TUI CORNER STORE LTD", "KAURI PANTRY"), ("Rata Street", "Totara Road"), ("Nelson 7010",), "GST No: ##-###-###"),
    "GB": (("ALDER & HAZEL LTD", "MOORFOOT STORES"), ("Mill Lane", "Church Street"), ("Kendal LA9 4DL",), "VAT No: GB ### #### ##"),
    "TH": (("CHABA TRADING CO., LTD.", "RATREE SHOP"), ("Sukhumvit Road", "Rama IV Road"), ("Bangkok 10110",), "TAX ID: 0############"),
    "US": (("JUNIPER CORNER DELI", "MAPLE ROW GOODS LLC"), ("Elm Street", "Bleecker Avenue"), ("New York, NY 10012",), "Store No. ####"),
}  # fmt: skip
_SOFTWARE = (
    "Kidlat POS Systems Inc.",
    "Tala Retail Technologies Corp.",
    "Bahandi Software Solutions",
    "Sulong Systems, Inc.",
)
_PRINTERS = ("Liwanag Printing Press", "Tatag Offset Printing Services", "Batingaw Print Shop", "Gintong Letra Press")


@dataclass(frozen=True)
class Party:
    """A person or company: `trade_name` is what stands over the door, where it differs from `name`."""

    name: str
    address: tuple[str, ...]
    tin: Tin
    trade_name: str | None = None
    phone: str = ""
    registration: str = ""

    @property
    def heading(self) -> str:
        """The name that a receipt opens with."""
        return self.trade_name or self.name


def philippine_seller(rng: random.Random, trade: str, *, branch_digits: int = 5) -> Party:
    coined, shop = rng.choice(_COINED), rng.choice(_SHOPS[trade])
    number = tin(rng, branch_digits=branch_digits)
    company = f"{rng.choice(_COINED)} {rng.choice(_COMPANIES)}"
    phone = rng.choice(("(02) 8{}-{}", "(032) {}-{}", "0917 {} {}")).format(digits(rng, 3), digits(rng, 4))
    name, trade_name = {
        "own": (f"{coined} {shop}", None),
        "incorporated": (f"{coined} {shop} {rng.choice(('Inc.', 'Corporation', 'Co.'))}", None),
        "operated": (company, f"{coined} {shop}"),
    }[rng.choice(("own", "incorporated", "operated", "operated"))]
    return Party(name, philippine_address(rng), number, trade_name, phone)


def sole_proprietor(rng: random.Random, trade: str, *, branch_digits: int = 5) -> Party:
    """Return a person trading under a name, as most sellers who are not VAT-registered do."""
    trade_name = rng.choice(
        (f"{rng.choice(_COINED)} {rng.choice(_SHOPS[trade])}", f"Aling {_first(rng)}'s {rng.choice(_SHOPS[trade])}")
    )
    return Party(person(rng), philippine_address(rng), tin(rng, branch_digits=branch_digits), trade_name)


def philippine_buyer(rng: random.Random) -> Party:
    line = rng.choice(("Builders", "Logistics", "Design Studio", "Digital"))
    name = f"{rng.choice(_COINED)} {line} {rng.choice(('Inc.', 'Corp.'))}"
    return Party(name, philippine_address(rng), tin(rng))


def pos_supplier(rng: random.Random) -> Party:
    return Party(rng.choice(_SOFTWARE), philippine_address(rng), tin(rng))


def printing_press(rng: random.Random) -> Party:
    return Party(rng.choice(_PRINTERS), philippine_address(rng), tin(rng, branch_digits=3))


def person(rng: random.Random) -> str:
    return f"{_first(rng)} {rng.choice('ABCDELMRST')}. {rng.choice(_LAST_NAMES)}"


def philippine_address(rng: random.Random) -> tuple[str, ...]:
    """Return two or three printed rows."""
    street = f"{rng.choice(('', 'Unit 2B, ', 'G/F ', 'Blk 4 Lot 11 '))}{rng.randint(2, 980)} {rng.choice(_STREETS)}"
    barangay, city = rng.choice(_BARANGAYS), rng.choice(_CITIES)
    return rng.choice(((f"{street}, {barangay}", city), (street, f"{barangay}, {city}"), (street, barangay, city)))


def malaysian_seller(rng: random.Random, trade: str) -> Party:
    coined, shop = rng.choice(_MALAYSIAN_COINED), rng.choice(_MALAYSIAN_SHOPS[trade])
    name = f"{shop} {coined}" if trade == "food" else f"{coined} {shop}"
    name += rng.choice((" Sdn Bhd", " Sdn. Bhd.", " (M) Sdn Bhd", " Enterprise"))
    address = (
        f"No. {rng.randint(1, 98)}, {rng.choice(_JALAN)} {rng.randint(1, 9)}/{rng.randint(1, 30)},",
        f"{rng.choice(_TAMAN)},",
        f"{rng.choice(_TOWNS)}.",
    )
    registration = f"{digits(rng, 6)}-{rng.choice('AHKMPTUVWX')}"
    gst = Tin("00" + digits(rng, 10), "")
    return Party(
        name.upper(), address, gst, None, f"0{rng.randint(3, 9)}-{digits(rng, 4)} {digits(rng, 4)}", registration
    )


def seller_abroad(rng: random.Random, country: Country) -> Party:
    """Return a shop of another country; its `registration` is its tax number with the words in front."""
    names, streets, towns, written = _ABROAD[country]
    address = (f"{rng.randint(2, 480)} {rng.choice(streets)}", rng.choice(towns))
    registration = "".join(digits(rng, 1) if char == "#" else char for char in written)
    return Party(rng.choice(names), address, Tin("", ""), registration=registration)


def _first(rng: random.Random) -> str:
    return rng.choice(_FIRST_NAMES)
