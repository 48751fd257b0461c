"""Every word of the tables, to which a misread word of a receipt is repaired before phrases are looked for."""

from collections.abc import Iterable, Iterator
from itertools import chain

from ocr.receipt.lexicon.amounts import AMOUNTS
from ocr.receipt.lexicon.bir import NUMBERS, PARTIES
from ocr.receipt.lexicon.companies import TRADES
from ocr.receipt.lexicon.countries import COUNTRY_MARKS
from ocr.receipt.lexicon.dates import DATES
from ocr.receipt.lexicon.documents import DOCUMENT_NUMBERS, DOCUMENTS
from ocr.receipt.lexicon.gazetteer import PLACES, STREETS
from ocr.receipt.lexicon.head import HEADER
from ocr.receipt.lexicon.ordinary import ORDINARY
from ocr.receipt.text.phrase_matcher import Vocabulary

_TABLES = (AMOUNTS, COUNTRY_MARKS, DATES, DOCUMENTS, DOCUMENT_NUMBERS, HEADER, NUMBERS, PARTIES)


def _words(phrases: Iterable[str]) -> Iterator[str]:
    return chain.from_iterable(phrase.split() for phrase in phrases)


VOCABULARY = Vocabulary(
    sorted(
        {word for table in _TABLES for printed in table.values() for word in _words(printed)}
        | set(_words((*STREETS, *PLACES, *TRADES)))
    ),
    left_alone=_words(ORDINARY),
)
