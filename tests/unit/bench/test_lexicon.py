import json
from pathlib import Path

import pytest

from bench.lexicon import TABLES, Printed, as_labelled, as_read, merchants_of
from ocr.receipt.text.phrase_matcher import fold_text
from ocr.receipt.text.vocabulary import VOCABULARY
from tests.support.labelled import needs_receipts


def printed(merchant: str, *rows: str) -> Printed:
    return Printed(merchant, [fold_text(row, VOCABULARY) for row in rows])


def test_a_phrase_counts_for_each_merchant_once_and_only_where_no_longer_one_is_matched() -> None:
    receipts = [
        printed("A", "TOTAL AMOUNT 5.00"),
        printed("A", "TOTAL AMOUNT 7.00"),
        printed("B", "Tota1 amount", "TOTAL 3.00"),
    ]
    found = {phrase: merchants for phrase, merchants in merchants_of(receipts, "amounts").items() if merchants}
    assert found == {"total amount": {"A", "B"}, "total": {"B"}}


def test_a_word_of_the_head_counts_in_the_first_rows_only() -> None:
    rows = ["12.00"] * 30
    top, bottom = printed("A", "TEL 12345678", *rows), printed("B", *rows, "TEL 12345678")
    assert merchants_of([top, bottom], "head")["tel"] == {"A"}


def test_an_ordinary_word_counts_where_it_kept_a_phrase_from_being_found() -> None:
    assert merchants_of([printed("A", "COKE ZERO 30.00")], "ordinary")["coke zero"] == {"A"}


def test_lines_as_read_are_the_labels_merchants_or_their_own(tmp_path: Path) -> None:
    (tmp_path / "receipts-dev").mkdir()
    entities = {"one.jpg": "ABC Sdn. Bhd.", "two.jpg": "ABC SDN BHD"}
    labels = [json.dumps({"file": file, "entities": {"company": name}}) for file, name in entities.items()]
    (tmp_path / "receipts-dev/labels.jsonl").write_text("\n".join(labels))
    line = {"text": "TOTAL 5.00", "box": [[0, 0], [90, 0], [90, 20], [0, 20]]}
    lines = [json.dumps({"file": file, "lines": [line]}) for file in (*entities, "three.jpg")]
    (tmp_path / "lines.jsonl").write_text("\n".join(lines))
    found = merchants_of(as_read([tmp_path / "lines.jsonl"], tmp_path), "amounts")
    assert found["total"] == {"ABCSDNBH", "three.jpg"}


@needs_receipts
def test_the_labelled_receipts_print_the_commonest_phrases_of_each_table() -> None:
    receipts = list(as_labelled())
    if not any(receipt.rows for receipt in receipts):
        pytest.skip("these labelled receipts tell no words: SROIE has them in box/")
    counts = {table: merchants_of(receipts, table) for table in TABLES}
    assert {table: len(found) for table, found in counts.items()} == {
        table: len(phrases) for table, phrases in TABLES.items()
    }
    # Of 122 merchants. A phrase that most of them print and none is matched on is one that folding lost.
    common = {
        "amounts": "total",
        "dates": "date",
        "documents": "tax invoice",
        "head": "tel",
        "countries": "gst",
        "places": "jalan",
    }
    assert {table: phrase for table, phrase in common.items() if len(counts[table][phrase]) < 20} == {}
