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
from ocr.receipt.wordings.ordinary import ORDINARY

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


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_wording_is_found_in_an_ordinary_word(table: Mapping[str, tuple[str, ...]]) -> None:
    wordings = Wordings(table)
    taken = {word: found for word in ORDINARY if (found := wordings.find(fold_text(word.upper(), VOCABULARY)))}
    assert taken == {}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_ordinary_word_is_a_wording(table: Mapping[str, tuple[str, ...]]) -> None:
    printed = {fold(wording) for wordings in table.values() for wording in wordings}
    assert printed.isdisjoint(map(fold, ORDINARY))


@pytest.mark.parametrize(
    "word", ["TENDERS", "BAYER", "CROSS", "SARAH", "PATCH", "SHIRT", "WALTER", "DINNERS", "SHAVING"]
)
def test_an_ordinary_word_is_not_repaired_to_a_wording(word: str) -> None:
    assert fold_text(word, VOCABULARY).text == fold(word)


@pytest.mark.parametrize(
    "text",
    ["CASHIER", "CASHEW", "CASHBACK", "TAXI", "TAXPAYER", "DISCARD", "CARDBOARD", "CARDINAL", "UPDATE", "CANDIDATE", "SATIN", "MARTIN", "PRIVATE", "VATEL",
     "DUET", "TIPCO", "MINERAL", "HOTEL", "BILLIARDS", "TOTALLY", "TINGI", "NOTEBOOK", "DUETTO", "POSTCARD", "CHANGING", "NETWORK", "PAYDAY", "ENCASHMENT"],
)  # fmt: skip
def test_a_label_within_a_word_labels_no_amount(text: str) -> None:
    kinds = {found.kind for found in Wordings(AMOUNTS).find(fold_text(text, VOCABULARY))}
    assert kinds <= {"other"}
