"""Correction of misread words: only to a word of the trade, and only where the letters look alike."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ocr.model import Letter
from ocr.receipt.lexicon.companies import TRADES
from ocr.receipt.lexicon.gazetteer import NEIGHBOURS, PLACES, STREETS
from ocr.receipt.text.folding import alike, fold, upper

# A shorter word has a neighbour that is a word too: LAMA, LIMA.
SHORTEST_REPAIRED = 5
# Words of a head.
WORDS_KEPT = 256
# Numbers of houses have two characters: 1A is not LA.
SHORTEST_FOLDED = 3
# A letter that the reader was surer of is not repaired, but in a word so long that no other is a letter from it.
SURE, LONG = 0.99, 11
_TOKEN = re.compile(r"[A-Za-z0-9À-ÿ]+(?:[!|\[\]][A-Za-z0-9]+|(?<=[A-Za-z])[_:][A-Za-z]+|[!|\[\]](?=\s|$))*")
# JalamPelabur: two words, the blank between them not read.
_GLUED = re.compile(r"[A-Z][a-z]+(?=[A-Z][a-z])|(?<=[a-z])[A-Z][a-z]+")


class Corrector:
    """Corrector of words that differ from a known one by letters that look alike."""

    def __init__(self, phrases: Iterable[str], left_alone: Iterable[str] = ()) -> None:
        words = sorted({word.upper() for phrase in phrases for word in phrase.split() if len(word) > 1})
        self._words = frozenset(words) | {word.upper() for phrase in left_alone for word in phrase.split()}
        self._folded = {fold(word): word for word in reversed(words)}
        self._gaps: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= SHORTEST_REPAIRED:
                for i in range(len(word)):
                    self._gaps.setdefault(f"{word[:i]}*{word[i + 1 :]}", []).append(word)
        # PERF: a row is corrected in each span of rows that it is in.
        self._token = lru_cache(WORDS_KEPT)(self._corrected)

    def correct(self, text: str) -> str:
        """Return the text with its misread words corrected, in the case they are printed in."""
        return _TOKEN.sub(lambda match: self._token(match.group()), text)

    def _corrected(self, token: str) -> str:
        return "".join(map(self._word, _parts(token)))

    def _word(self, printed: str) -> str:
        word = upper(printed)
        if word in self._words or word.isdigit():
            return printed
        letters = sum(map(str.isalpha, word))
        foldable = len(word) >= SHORTEST_FOLDED and not word.isalpha() and letters * 2 >= len(word)
        if foldable and (known := self._folded.get(fold(word))):
            return _cased(known, printed)
        if len(word) >= SHORTEST_REPAIRED and letters * 2 > len(word):
            for i, char in enumerate(word):
                for known in self._gaps.get(f"{word[:i]}*{word[i + 1 :]}", ()):
                    # A mark within a word stands for any letter: SE_ANGOR, JA:AN.
                    if alike(char, known[i]) or char in "_:":
                        return _cased(known, printed)
        return printed


def _parts(token: str) -> list[str]:
    parts = _GLUED.findall(token)
    return parts if "".join(parts) == token else [token]


def _cased(word: str, printed: str) -> str:
    letters = [char for char in printed if char.isalpha()]
    if not letters or sum(map(str.isupper, letters)) * 2 > len(letters):
        return word
    return word.capitalize() if printed[0].isupper() or not printed[0].isalpha() else word.lower()


_POSTCODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]{5}(?![A-Za-z0-9]))(?=(?:[^\d]*\d){3})[0-9OoQDGSBIl]{5}")
_ZERO = re.compile(r"(?<=\d)[oO](?![A-Za-z])")
# NOTE: a G in a postcode is a misread 0 or 6; Malaysian postcodes end in zeros.
_POSTCODE_DIGITS = str.maketrans("OoQDGSBIl", "000005811")
_LOT = re.compile(r"^(?:[LE1I!|][.]?[oO0][tTlIi]|[lI1]ot)(?=\s\d)")
# LUI 1504: a letter for a letter that looks like it.
_OPENING = re.compile(r"^[A-Z0-9!|]{3}(?=\s\d)", re.IGNORECASE)
# Cff Jalan, ln Tmn at the beginning of a row, 52000 XL: Off, Jln and Kuala Lumpur.
_OFF = re.compile(r"(?<![A-Z0-9])[CGQ0D](?=FF\s+J(?:ALAN|LN)\b)", re.IGNORECASE)
_JALAN = re.compile(r"^[lL1|](?=n\s[A-Z])|^[L1|](?=N\s[A-Z])")
_KUALA_LUMPUR = re.compile(r"(?<=(?<!\d)5\d{4} )[XK][L1I](?=\W*$)")
# Dlnar: no word begins so.
_I_AS_L = re.compile(r"(?<![^\W_])([BCDFGHJKMNPQRSTVWXZ])l(?=[bcdfghjkmnpqrstvwxz][a-z]{2})")
_ACCENTS = str.maketrans(
    "ÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÝáàâäãéèêëíìîïóòôöõúùûüý", "AAAAAEEEEIIIIOOOOOUUUUYaaaaaeeeeiiiiooooouuuuy"
)

_DROPPED_SPACE = re.compile(
    r"(?<=,)(?=[^\W\d])|(?<=,)(?=\d{5}\b)|(?<=\b\d{5})(?=[A-Z]{3})|(?<=[A-Za-z])(?=\([A-Z])|(?<=[A-Z]\))(?=[A-Z])|(?<=\bNO)(?=\d)",
    re.IGNORECASE,
)
ADDRESS = Corrector((*STREETS, *PLACES), (*STREETS, *PLACES, *NEIGHBOURS))
NAME = Corrector((*TRADES, "sdn", "bhd"), (*TRADES, *PLACES, *NEIGHBOURS))


def correct_address(text: str, letters: Sequence[Letter] = (), *, doubted: bool = True) -> str:
    """Correct the words of an address, and letters within its numbers: 4600D, 29O.

    Words change where the reader doubted their letters, or, where it does not tell of each, all of the text; what can be
    nothing else changes always.
    """
    # Neither Malay nor Filipino has these accents, which specks make; Ñ is Filipino.
    text = _LOT.sub(lambda match: "Lot" if match.group()[-1].islower() else "LOT", text.translate(_ACCENTS))
    text = _I_AS_L.sub(r"\1i", _KUALA_LUMPUR.sub("KL", _OFF.sub("O", text)))
    if len(letters) == len(text):
        text = where_doubted(text, _OPENING.sub(_as_lot, text), letters)
    text = _POSTCODE.sub(lambda match: match.group().translate(_POSTCODE_DIGITS), text)
    numbers = _ZERO.sub("0", text)
    words = where_doubted(text, ADDRESS.correct(numbers), letters) if letters or doubted else numbers
    return _JALAN.sub("Jl" if words[1:2] == "n" else "JL", words)


def _as_lot(opening: re.Match[str]) -> str:
    word = opening.group()
    is_lot = sum(map(str.isalpha, word)) > 1 and all(map(alike, word.upper(), "LOT"))
    return ("Lot" if word[-1].islower() else "LOT") if is_lot else word


def correct_name(text: str, letters: Sequence[Letter] = ()) -> str:
    """Correct the words of a firm's name, legal form included, and its spaces."""
    return spaced(where_doubted(text, NAME.correct(text), letters))


def where_doubted(text: str, corrected: str, letters: Sequence[Letter]) -> str:
    """Return a text with only those words corrected in which every letter that changes was doubted."""
    if corrected == text or len(letters) != len(text) or len(corrected) != len(text):
        return corrected
    words = []
    for match in re.finditer(r"\w+|\W+", text):
        start, end = match.span()
        places = range(start, end if end - start < LONG else start)
        sure = any(letters[i].probability >= SURE and text[i] != corrected[i] for i in places)
        words.append((text if sure else corrected)[start:end])
    return "".join(words)


def spaced(text: str) -> str:
    """Restore the spaces that the reading drops: behind commas and postcodes, around brackets."""
    return _DROPPED_SPACE.sub(" ", text)
