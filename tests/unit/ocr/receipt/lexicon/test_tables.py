"""No phrase of a table is there twice: as it folds, as a number in it reads, or as a misread letter is repaired."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pytest

from ocr.receipt.lexicon.amounts import AMOUNTS
from ocr.receipt.lexicon.bir import NUMBERS, PARTIES
from ocr.receipt.lexicon.companies import TRADES
from ocr.receipt.lexicon.countries import COUNTRY_MARKS
from ocr.receipt.lexicon.dates import DATES
from ocr.receipt.lexicon.documents import DOCUMENT_NUMBERS, DOCUMENTS
from ocr.receipt.lexicon.gazetteer import PLACES, STREETS
from ocr.receipt.lexicon.head import HEADER
from ocr.receipt.text.folding import fold
from ocr.receipt.text.vocabulary import REPAIRED_LENGTH, Vocabulary

Table = Mapping[Any, Sequence[str]]
TABLES: dict[str, Table] = {"amounts": AMOUNTS, "country": COUNTRY_MARKS, "dates": DATES, "documents": DOCUMENTS,
                            "numbers": DOCUMENT_NUMBERS, "head": HEADER, "bir": NUMBERS, "parties": PARTIES}  # fmt: skip


def folded(phrase: str) -> str:
    return "%".join(fold(part) for part in phrase.split("%"))


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_two_phrases_of_a_table_fold_to_the_same(table: Table) -> None:
    assert twins(table) == {}


@pytest.mark.parametrize(
    "phrases",
    [("ra 9994", "ra9994"), ("invoice no", "invoice #"), ("v a t", "vat"), ("inv no", "lnv n0")],
    ids=["a space", "a sign", "points", "misread letters"],
)
def test_phrases_that_fold_to_the_same_are_told(phrases: tuple[str, ...]) -> None:
    assert list(twins({"kind": phrases}).values()) == [list(phrases)]


def twins(table: Table) -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = defaultdict(list)
    for phrase in (phrase for printed in table.values() for phrase in printed):
        phrases[folded(phrase)].append(phrase)
    return {key: same for key, same in phrases.items() if len(same) > 1}


@pytest.mark.parametrize("name", TABLES)
def test_no_phrase_is_one_repaired_letter_from_another_of_its_kind(name: str) -> None:
    assert list(misspelt(TABLES[name], TABLES.values())) == []


@pytest.mark.parametrize(
    ("phrase", "told"),
    [("invoice nunber", True), ("invoice slip", False), ("invoice numbers", False), ("gst number", False)],
    ids=["a letter misread", "a short word", "another word", "a word too short to be repaired"],
)
def test_a_phrase_that_is_a_repaired_letter_from_another_is_told(phrase: str, told: bool) -> None:
    table = {"kind": ("invoice number", "sst number", "invoice slop", phrase)}
    assert list(misspelt(table, [table])) == ([(phrase, "invoice number")] if told else [])


def misspelt(table: Table, tables: Collection[Table]) -> Iterator[tuple[str, str]]:
    """Yield the phrases that a repair makes another phrase of, were their own words not known: not a plural, which may be misread itself."""
    known = [phrase for each in tables for printed in each.values() for phrase in printed]
    uses = Counter(word for phrase in dict.fromkeys(known) for word in set(phrase.split()))
    places = {word for phrase in (*STREETS, *PLACES, *TRADES) for word in phrase.split()}
    for printed in table.values():
        others = {folded(phrase): phrase for phrase in printed}
        for phrase in printed:
            own = {
                word
                for word in phrase.split()
                if uses[word] == 1 and word not in places and len(fold(word)) >= REPAIRED_LENGTH
            }
            if not own or not any(one_apart(folded(phrase), other) for other in others):
                continue
            vocabulary = Vocabulary(sorted((uses.keys() | places) - own))
            words = [word if word == "%" else vocabulary.repair(fold(word)) or fold(word) for word in phrase.split()]
            repaired = "".join(words)
            if repaired in others and one_apart(folded(phrase), repaired):
                yield phrase, others[repaired]


def one_apart(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
