from collections.abc import Mapping

import pytest

from ocr.receipt.amounts.candidates import LABELS
from ocr.receipt.lexicon.amounts import AMOUNTS
from ocr.receipt.lexicon.bir import NUMBERS, PARTIES
from ocr.receipt.lexicon.countries import COUNTRY_MARKS
from ocr.receipt.lexicon.dates import DATES
from ocr.receipt.lexicon.documents import DOCUMENT_NUMBERS, DOCUMENTS
from ocr.receipt.lexicon.head import HEADER
from ocr.receipt.lexicon.ordinary import ORDINARY
from ocr.receipt.text.folding import fold
from ocr.receipt.text.phrase_matcher import PhraseMatcher, fold_text
from ocr.receipt.text.vocabulary import VOCABULARY, Vocabulary

TABLES = {"amounts": AMOUNTS, "country": COUNTRY_MARKS, "dates": DATES, "documents": DOCUMENTS, "numbers": DOCUMENT_NUMBERS,
          "head": HEADER, "bir": NUMBERS, "parties": PARTIES}  # fmt: skip


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_wording_is_found_as_its_kind(table: Mapping[str, tuple[str, ...]]) -> None:
    phrases = PhraseMatcher(table)
    for kind, printed in table.items():
        for phrase in printed:
            text = phrase.replace("%", "12").replace(" # ", "# ")
            found = phrases.find(fold_text(text.upper(), VOCABULARY))
            assert [each.kind for each in found] == [kind], phrase


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_wording_is_of_two_kinds(table: Mapping[str, tuple[str, ...]]) -> None:
    kinds: dict[str, str] = {}
    for kind, printed in table.items():
        for phrase in printed:
            assert kinds.setdefault(fold(phrase.replace("%", " ")) + "%" * phrase.count("%"), kind) == kind, phrase


def test_a_misread_word_of_any_table_is_repaired() -> None:
    assert fold_text("Roundinq", VOCABULARY).text == fold("rounding")


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_wording_is_found_in_an_ordinary_word(table: Mapping[str, tuple[str, ...]]) -> None:
    phrases = PhraseMatcher(table)
    taken = {word: found for word in ORDINARY if (found := phrases.find(fold_text(word.upper(), VOCABULARY)))}
    assert taken == {}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_ordinary_word_is_a_wording(table: Mapping[str, tuple[str, ...]]) -> None:
    printed = {fold(phrase) for phrases in table.values() for phrase in phrases}
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
    kinds = {found.kind for found in LABELS.find(fold_text(text, VOCABULARY))}
    assert kinds <= {"other"}


def test_a_word_is_repaired_though_another_is_as_near_with_a_letter_left_out() -> None:
    """TOTAL and THOAI, Vietnamese for talk, are both TOAI in folded letters, without one of theirs."""
    assert Vocabulary(["TOTAL", "THOAI"]).repair(fold("tolal")) == fold("total")
