"""Folds of the labelled receipts."""

from collections import Counter

from bench.labelled import Labelled, folds


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
