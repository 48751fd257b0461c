"""Every word of the tables, to which a misread word of a receipt is repaired before wordings are looked for."""

from collections.abc import Iterable, Iterator
from itertools import chain

from ocr.receipt.match import Vocabulary
from ocr.receipt.names import TRADES
from ocr.receipt.places import PLACES, STREETS
from ocr.receipt.wordings.amounts import AMOUNTS
from ocr.receipt.wordings.bir import NUMBERS, PARTIES
from ocr.receipt.wordings.country import COUNTRY_MARKS
from ocr.receipt.wordings.dates import DATES
from ocr.receipt.wordings.document import DOCUMENT_NUMBERS, DOCUMENTS
from ocr.receipt.wordings.head import HEADER
from ocr.receipt.wordings.ordinary import ORDINARY

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
