"""One alphabet for print and phrases, in which characters that OCR confuses are the same.

0 is O, 1, I and L are one, so are 5 and S, 8 and B, U and V.
"""

import re
import unicodedata

_CONFUSED = str.maketrans("01|!L[]5$8QU", "OIIIIIISSBOV")
# Letters, and what they fold to, that OCR takes for one another.
_ALIKE = (
    "CGOQD0", "CE", "EO", "OU", "ITLJ1F!|[]Y", "NM", "NH", "NU", "HKX", "UVY", "VW", "S58B3", "SG", "EB", "Z27", "TZ", "PFR",
    "PB", "RB", "A4", "AR", "AE",
)  # fmt: skip
WORD = re.compile(r"#|[A-Z0-9$]+(?:[|!\[\]][A-Z0-9]+)*[|!\[\]]?")
# Invoice # is Invoice No.
_NUMBER_SIGN = "NO"


def upper(text: str) -> str:
    """Return text in capitals without accents, one character for each of the original."""
    if text.isascii():
        return text.upper()
    return "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[:1].upper()
    return base if len(base) == 1 else "?"


def fold(word: str) -> str:
    """Return the letters and digits of a word in the folded alphabet."""
    return "".join(fold_word(match) for match in WORD.findall(upper(word)))


def fold_word(word: str) -> str:
    """Return a word in capitals in the folded alphabet; numbers stay what they are: 51 is not SI."""
    return word if word.isdigit() else word.replace("#", _NUMBER_SIGN).translate(_CONFUSED)


def alike(one: str, other: str) -> bool:
    """Return whether OCR confuses two capital letters."""
    return any(one in letters and other in letters for letters in _ALIKE)
