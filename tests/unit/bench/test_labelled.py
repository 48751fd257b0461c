"""Where labelled receipts are, and their folds."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.labelled import Labelled, folds, labels, picture, sets, some_set


def receipts(*merchants: str) -> list[Labelled]:
    """Return a receipt of each of these merchants."""
    empty = {"date": "", "address": "", "total": ""}
    return [Labelled(f"{n}.jpg", (), empty | {"merchant": merchant}) for n, merchant in enumerate(merchants)]


def test_a_chain_is_in_one_fold() -> None:
    chain = receipts("MR D.I.Y. (M) SDN BHD", "MR. D.I.Y. (JOHOR) SDN BHD", "MR DIY (KUCHAI)")
    assert len(set(folds(chain).values())) == 1


def test_folds_have_as_many_receipts_each_as_can_be() -> None:
    dealt = folds(receipts(*["LARGEST"] * 4, *["SECOND"] * 3, *["THIRD"] * 2, "FOURTH", "FIFTHX", "SIXTHX"), number=3)
    assert sorted(Counter(dealt.values()).values()) == [4, 4, 4]


def test_sets_are_the_folders_with_labels(tmp_path: Path) -> None:
    for name in ("second", "first", "cases"):
        (tmp_path / name).mkdir()
    row = {"entities": {"company": " ABC ", "date": None, "total": "9.00"}}
    for name in ("second", "first"):
        (tmp_path / name / "labels.jsonl").write_text(json.dumps(row | {"file": f"{name}.jpg"}))
    (tmp_path / "second/second.jpg").touch()

    assert sets(tmp_path) == ("first", "second")
    assert some_set(tmp_path) == tmp_path / "first"
    label = {"merchant": "ABC", "date": "", "address": "", "total": "9.00"}
    assert labels(tmp_path) == {"first.jpg": label, "second.jpg": label}
    assert labels(tmp_path, of=["second"]) == {"second.jpg": label}
    assert picture("second.jpg", tmp_path) == tmp_path / "second/second.jpg"


@pytest.mark.parametrize("read", [labels, some_set])
def test_says_what_to_do_without_receipts(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="make receipts"):
        read(tmp_path)
