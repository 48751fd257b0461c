import pytest

from ocr.receipt.text.folding import fold
from ocr.receipt.text.phrase_matcher import PhraseMatcher, fold_text
from ocr.receipt.text.vocabulary import Vocabulary

VOCABULARY = Vocabulary(("total", "amount", "change", "rounding", "sales", "inclusive"))
TABLE = PhraseMatcher({"total": ("total", "total amount"), "inclusive": ("total sales inclusive",), "tax": ("vat", "vat %", "gst"), "zero": ("vat 0",),
                  "cash": ("cash",), "number": ("or no", "si no", "si")})  # fmt: skip


def kinds(text: str) -> list[str]:
    return [found.kind for found in TABLE.find(fold_text(text, VOCABULARY))]


@pytest.mark.parametrize("text", ["T0TAL", "TOTAI", "t o t a l", "Total:", "lotal", "TOTA1", "TÓTAL"])
def test_a_wording_is_found_whatever_its_spaces_and_misread_letters(text: str) -> None:
    assert kinds(f"{text} 5.00") == ["total"]


def test_letters_that_look_alike_are_folded_together() -> None:
    assert fold("5UBT0TAL") == fold("SUBTOTAL")
    assert fold("UAT") == fold("VAT")


@pytest.mark.parametrize("text", ["CASHIER 12", "EXCHANGE", "PRIVATE", "STOTALX"])
def test_a_short_wording_within_a_word_is_not_found(text: str) -> None:
    assert kinds(text) == []


def test_a_long_wording_is_found_where_it_lost_its_spaces() -> None:
    assert kinds("ROUNDINGTOTALSALESINCLUSIVE") == ["inclusive"]


def test_the_longest_wording_wins() -> None:
    assert kinds("Total Sales Inclusive of GST") == ["inclusive", "tax"]


def test_a_number_may_follow_a_label_without_a_space() -> None:
    text = "TOTAL31.00"
    (found,) = TABLE.find(fold_text(text, VOCABULARY))
    assert text[found.start : found.end] == "TOTAL"


def test_a_label_never_takes_digits_from_the_amount_behind_it() -> None:
    text = "VAT 12%: 321.75"
    (found,) = TABLE.find(fold_text(text, VOCABULARY))
    assert text[found.start : found.end] == "VAT 12"


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [("VAT 0.00", "tax", "VAT"), ("VAT 0,00", "tax", "VAT"), ("VAT 0: 0.00", "zero", "VAT 0"), ("VAT 0% 0.00", "zero", "VAT 0")],
)  # fmt: skip
def test_a_label_ends_at_no_point_within_an_amount(text: str, kind: str, label: str) -> None:
    (found,) = TABLE.find(fold_text(text, VOCABULARY))
    assert (found.kind, text[found.start : found.end]) == (kind, label)


def test_the_number_sign_is_no() -> None:
    assert kinds("OR# 1234") == ["number"]


@pytest.mark.parametrize("text", ["Unit 51, Rizal Avenue", "SL888359"])
def test_a_short_wording_is_not_seen_in_digits_and_other_letters(text: str) -> None:
    assert kinds(text) == []


def test_a_word_is_repaired_only_by_letters_that_look_alike() -> None:
    assert VOCABULARY.repair(fold("CHANCE")) is None or VOCABULARY.repair(fold("CHANCE")) == fold("CHANGE")
    assert VOCABULARY.repair(fold("AMAUNT")) is None
    assert Vocabulary(("waiter",)).repair(fold("WATER")) is None


def test_a_span_leads_back_to_the_printed_text() -> None:
    text = "  Totel   Amount : 5.00"
    (found,) = TABLE.find(fold_text(text, VOCABULARY))
    assert text[found.start : found.end] == "Totel   Amount"


GOODS = PhraseMatcher(
    {"discount": ("disc", "discount"), "cash": ("rendered",), "tender": ("boost",)},
    ("disco", "surrendered", "boost juice"),
)


@pytest.mark.parametrize("text", ["DISCO", "Disco light", "SURRENDERED 5.00", "BOOST JUICE", "boostjuice"])
def test_a_longer_word_of_no_kind_is_passed_over(text: str) -> None:
    assert GOODS.find(fold_text(text, VOCABULARY)) == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [("DISC0.00", "DISC"), ("DISC 0.00", "DISC"), ("RENDERED 5.00", "RENDERED"), ("BOOST 5.00", "BOOST"), ("DISCO DISC", "DISC"), ("AMTRENDERED", "RENDERED")],
)  # fmt: skip
def test_a_wording_is_found_beside_or_instead_of_it(text: str, label: str) -> None:
    (found,) = GOODS.find(fold_text(text, VOCABULARY))
    assert text[found.start : found.end] == label


def test_what_is_passed_over_lends_no_room_to_a_label_within_another_word() -> None:
    assert GOODS.find(fold_text("LABOOST JUICE", VOCABULARY)) == ()
