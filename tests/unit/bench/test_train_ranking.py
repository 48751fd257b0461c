"""What the weights of a merchant's name are learnt from."""

import pytest
from rapidfuzz.distance import Levenshtein

from bench.train_ranking import names
from tests.support.heads import Head

RECEIPT = Head("MY", None, ("KEDAI KASUT MAJU", "(452311-K)", "NO 12, JALAN BUNGA RAYA 3,", "43000 KAJANG, SELANGOR"))


@pytest.mark.parametrize(
    ("read", "printed", "letters"),
    [("MAJU", "MAJU", 0), ("MAIU", "MAJU", 1), ("MAU", "MAJU", 1), ("XMAJU", "MAJU", 1), ("", "MAJU", 4)],
)
def test_letters_to_change_to_put_in_and_to_leave_out_are_counted(read: str, printed: str, letters: int) -> None:
    assert Levenshtein.distance(read, printed) == letters


@pytest.mark.parametrize(
    ("label", "none"), [("Kedai Kasut Maju", False), ("KEDAI KASUI MAJU", False), ("WAN SENG", True), ("", True)]
)
def test_no_name_is_right_where_no_row_is_the_name(label: str, none: bool) -> None:
    *candidates, (evidence, right) = names((RECEIPT.page,), label)
    assert evidence == {}
    assert right == none
    assert any(held for _, held in candidates) != none
