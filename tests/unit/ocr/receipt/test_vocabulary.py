from collections.abc import Mapping

import pytest

from ocr.receipt.match import Wordings, fold, fold_text
from ocr.receipt.vocabulary import VOCABULARY
from ocr.receipt.wordings.amounts import AMOUNTS
from ocr.receipt.wordings.bir import NUMBERS, PARTIES
from ocr.receipt.wordings.country import COUNTRY_MARKS
from ocr.receipt.wordings.dates import DATES
from ocr.receipt.wordings.document import DOCUMENT_NUMBERS, DOCUMENTS
from ocr.receipt.wordings.head import HEADER

TABLES = {"amounts": AMOUNTS, "country": COUNTRY_MARKS, "dates": DATES, "documents": DOCUMENTS, "numbers": DOCUMENT_NUMBERS,
          "head": HEADER, "bir": NUMBERS, "parties": PARTIES}  # fmt: skip


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_wording_is_found_as_its_kind(table: Mapping[str, tuple[str, ...]]) -> None:
    wordings = Wordings(table)
    for kind, printed in table.items():
        for wording in printed:
            text = wording.replace("%", "12").replace(" # ", "# ")
            found = wordings.find(fold_text(text.upper(), VOCABULARY))
            assert [each.kind for each in found] == [kind], wording


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_wording_is_of_two_kinds(table: Mapping[str, tuple[str, ...]]) -> None:
    kinds: dict[str, str] = {}
    for kind, printed in table.items():
        for wording in printed:
            assert kinds.setdefault(fold(wording.replace("%", " ")) + "%" * wording.count("%"), kind) == kind, wording


def test_a_misread_word_of_any_table_is_repaired() -> None:
    assert fold_text("Roundinq", VOCABULARY).text == fold("rounding")
