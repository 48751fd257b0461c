"""Thailand: what only its paper prints."""

from ocr.receipt.lexicon.countries.country import CountryWords

THAILAND = CountryWords(
    marks=(
        "thb", "baht", "thailand", "bangkok", "tax invoice abb", "tax inv abb", "receipt abb", "promptpay", "phuket",
        "chiang mai", "pattaya", "chonburi", "nonthaburi", "samut prakan", "pathum thani", "hua hin", "koh samui",
        "krabi", "khon kaen", "nakhon ratchasima", "hat yai", "udon thani", "ayutthaya",
    ),
)  # fmt: skip
