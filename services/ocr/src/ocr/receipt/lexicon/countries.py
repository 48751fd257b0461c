"""What is printed in one country only. A new country: its marks here, its places in places.py, its currency in currency.py."""

from typing import Literal

Country = Literal["PH", "MY", "TH"]
# VAT and GST are printed by shops of many countries: marks of these where the paper prints no other country's money.
Mark = Literal[Country, "VAT", "GST"]

COUNTRY_MARKS: dict[Mark, tuple[str, ...]] = {
    "MY": (
        "sdn bhd", "sdn", "bhd", "rm", "myr", "sst",
        "jalan", "jln", "taman", "selangor", "kuala lumpur", "johor", "penang", "pulau pinang", "perak",
        "pahang", "kedah", "kelantan", "terengganu", "negeri sembilan", "melaka", "sabah", "sarawak",
        "putrajaya", "malaysia", "petaling jaya", "terima kasih", "tunai", "bandar", "lebuh", "kampung",
        "ringgit",
    ),
    "PH": (
        "php", "vat reg tin", "non vat reg tin", "vat registered tin", "vatable sales", "vatable",
        "vat exempt sales", "zero rated sales", "philippines", "pilipinas", "metro manila", "manila",
        "quezon city", "makati", "makati city", "cebu", "cebu city", "davao", "davao city", "barangay", "brgy",
        "official receipt", "ptu no", "permit to use", "bir", "accreditation no", "atp no", "gcash",
        "senior citizen", "pwd", "sc pwd", "peso", "pesos", "tin", "min", "taguig", "pasig", "pasay",
        "paranaque", "mandaluyong", "caloocan", "las pinas", "muntinlupa", "marikina", "cavite", "laguna",
        "bulacan", "batangas", "rizal", "pampanga", "iloilo", "bacolod", "baguio", "zamboanga", "salamat",
        "ncr",
    ),
    "TH": (
        "thb", "baht", "thailand", "bangkok", "tax invoice abb", "tax inv abb", "receipt abb", "promptpay", "phuket",
        "chiang mai", "chiangmai", "pattaya", "chonburi", "nonthaburi", "samut prakan", "pathum thani", "hua hin",
        "koh samui", "krabi", "khon kaen", "nakhon ratchasima", "hat yai", "udon thani", "ayutthaya",
    ),
    "VAT": (
        "vat",
    ),
    "GST": (
        "gst", "gst id", "gst no", "gst reg no", "gst summary",
    ),
}  # fmt: skip
