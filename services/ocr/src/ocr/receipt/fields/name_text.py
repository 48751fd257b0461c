"""Text of a merchant's name from its rows: what does not belong to it removed, misread letters corrected."""

import re
from collections.abc import Sequence

from ocr.model import Letter
from ocr.receipt.fields.head import is_branch
from ocr.receipt.lexicon.companies import LEGAL_FORM
from ocr.receipt.lexicon.names import BRANCH_TAIL, FORMERLY, STAMP
from ocr.receipt.text.folding import upper
from ocr.receipt.text.ocr_correction import correct_name, spaced
from ocr.receipt.text.registrations import find_registration

# A line with this score or more is read as it is printed: a word of it that is one letter from a trade's is another word.
SURE_SCORE = 0.995
# Below, no letter of a line is sure.
DOUBTED_SCORE = 0.9
# A longer word that is one letter from a trade's is no other word: CONFECTIUNERY.
LONG_WORD = re.compile(r"[^\W\d_]{9,}")

_OPERATED = re.compile(
    r"^\W*(?:DIMILIKI(?: OLEH)?|(?:OWNED\s*(?:&|AND)?\s*)?(?:OPERATED|MANAGED|OWNED)\s*BY|TRADING AS|PROP(?:RIETOR)?)\W+",
    re.IGNORECASE,
)
# Forms in the midst of a name too, MAJU TRADING CENTRE; any other ends it, whatever follows.
_WITHIN = re.compile(r"ENTERPRISES?|TRADING|COMPANY|LIMITED|(?:& )?CO\.?", re.IGNORECASE)
# What opens a branch behind one of these: @ 1 UTAMA, - KLCC.
_BRANCH = re.compile(r"\s*(?:[@-]|AT\b)", re.IGNORECASE)
# #000002: a shop's number before its name.
_SHOP_NUMBER = re.compile(r"^\W*#\d+\s+")
_TRAILING = re.compile(r"[\s,:;*·_=~-]+$")
_LEADING = re.compile(r"^[\s*:;,._=~>-]+")


def clean(text: str) -> str:
    """Return a name without registration number, prefix, branch, stamp and specks."""
    text = FORMERLY.sub("", _SHOP_NUMBER.sub("", _OPERATED.sub("", text)))
    number = find_registration(text)
    if number is not None and number.start() > 2:
        # What is far from the number's end belongs to the name: it is printed on two rows.
        text = text[: number.start()] + (text[number.end() :] if len(text) - number.end() >= 12 else "")
    forms = list(LEGAL_FORM.finditer(upper(text)))
    if forms and _ends(text, forms[-1]):
        text = text[: forms[-1].end()]
    text = _LEADING.sub("", _TRAILING.sub("", text)).strip()
    branch = BRANCH_TAIL.search(text) if "#" in text else None
    return text if branch is None or branch.start() < 3 else _TRAILING.sub("", text[: branch.start()])


def _ends(text: str, form: re.Match[str]) -> bool:
    """Return whether a name ends with this legal form, whatever follows."""
    rest = text[form.end() :]
    return (
        sum(map(str.isalnum, rest)) <= 3
        or bool(form.start() and not _WITHIN.fullmatch(form.group()))
        or _BRANCH.match(rest) is not None
        or STAMP.fullmatch(rest) is not None
        or is_branch(rest)
        or ("(" in rest and any(map(str.isdigit, rest)))
    )


_SDN = re.compile(r"\bS[OD0Q]N(?=\.?\s?[BE8]H[DO0])", re.IGNORECASE)
# SBN is printed too, but not where the reader had doubts of the whole line
_SDN_DOUBTED = re.compile(r"\bS[A-Z0-9]N(?=\.?\s?[A-Z0-9]H[DO0](?![A-Z]))", re.IGNORECASE)
# BHD with one letter misread, as what ends a name can be nothing else: DHD, BHO, 3HD.
_BHD = re.compile(r"(?<=SDN)(\.?\s?)(?:[A-Z0-9]H[DO0]|B[A-Z0-9]D)(?![A-Z])", re.IGNORECASE)
# 5/B (519537-X); 5/8 without a number may be a measure
_S_B = re.compile(r"(?<=\s)(?:(?:S/[8D]|5/[BD])(?=\s*$)|[S5]/[B8D](?=\s*[(\[]\d{4}))")
# (M SDN BHD, (MJ SDN BHD: the bracket behind a firm's M or KL was not read, or as a letter that looks like one.
_BRACKET = re.compile(r"\(([A-Z]{1,2}?)(?:[IJ1|!\]]\s?|\s)(?=SDN\b)", re.IGNORECASE)
_SPECK = re.compile(r"(?<=[A-Z])[!|\[](?=[A-Z])|(?<=[A-Z])[|\[](?=\s|$)")
_DIGIT_IN_WORD = re.compile(
    r"(?=[01])(?:(?<=[A-Z]{2})[01](?=[A-Z])|(?<=[A-Z])[01](?=[A-Z]{2})|\b0(?=[A-Z]{3})|\b1(?=(?:[ND]|S(?!T))[A-Z]{2})"
    # D.1.Y.: between the points of initials
    r"|(?<=\b[A-Z]\.)[01](?=\.[A-Z]))"
)
_SPACE_IN_BRACKET = re.compile(r"(?<=\()\s+|\s+(?=\))")


def correct_form(text: str) -> str:
    """Return the text of a row with a misread S/B corrected, recognised by the firm's number behind it."""
    return _S_B.sub("S/B", text)


def correct(printed: str, score: float = 0.0, letters: Sequence[Letter] = ()) -> str:
    """Return a name with misread letters corrected: unambiguous ones anywhere, whole words where the reader had doubts.

    It doubted the letters themselves, where they are known, else the whole line by its score.
    """
    text = _SPECK.sub("I", printed) if "]" not in printed else printed
    text = _DIGIT_IN_WORD.sub(lambda match: "O" if match.group() == "0" else "I", text)
    text = (_SDN if score >= DOUBTED_SCORE else _SDN_DOUBTED).sub("SDN", text)
    text = _SPACE_IN_BRACKET.sub("", _BRACKET.sub(r"(\1) ", _BHD.sub(r"\1BHD", text)))
    if len(letters) == len(text) or score < SURE_SCORE:
        return correct_name(text, letters)
    return spaced(LONG_WORD.sub(lambda match: correct_name(match.group()), text))
