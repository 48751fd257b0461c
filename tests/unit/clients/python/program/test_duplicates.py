"""Which files of a batch are one receipt."""

from pathlib import Path

import pytest

from receipt_ocr_client.program.duplicates import Fingerprint, alike, duplicates, mark

PRINT = f"{(1 << 255) | 0x0F0F:064x}"


def near(bits: int) -> str:
    """Return a hash that differs in so many bits."""
    return f"{int(PRINT, 16) ^ ((1 << bits) - 1):064x}"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param({"sha256": "a", "perceptual": None, "key": None}, True, id="the same file"),
        pytest.param({"sha256": "b", "perceptual": None, "key": "k"}, True, id="the same facts"),
        pytest.param({"sha256": "b", "perceptual": near(32), "key": None}, True, id="the same print"),
        pytest.param({"sha256": "b", "perceptual": near(33), "key": "l"}, False, id="another print and other facts"),
        pytest.param({"sha256": "b", "perceptual": None, "key": None}, False, id="nothing to compare"),
        pytest.param({}, False, id="nothing at all"),
    ],
)
def test_compares_fingerprints_as_the_service_says(other: Fingerprint, expected: bool) -> None:
    one = {"sha256": "a", "perceptual": PRINT, "key": "k"}
    assert alike(mark(one, None), mark(other, None)) is alike(mark(other, None), mark(one, None)) is expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param(("0042", "0043"), False, id="two numbers"),
        pytest.param(("010-0042", "010 0042"), True, id="one number, read otherwise"),
        pytest.param(("0042", None), True, id="one that is not sure"),
        pytest.param((None, None), True, id="none"),
        pytest.param(("0042", "--"), True, id="one without a digit"),
    ],
)
@pytest.mark.parametrize("same", ["perceptual", "key"])
def test_two_receipts_whose_numbers_differ_are_two(
    numbers: tuple[str | None, str | None], same: str, expected: bool
) -> None:
    one, other = ({"sha256": name, same: PRINT} for name in "ab")
    assert alike(mark(one, numbers[0]), mark(other, numbers[1])) is expected


def test_the_same_file_is_one_whatever_its_numbers() -> None:
    assert alike(mark({"sha256": "a"}, "0042"), mark({"sha256": "a"}, "0043"))


def test_what_is_not_sure_is_like_nothing() -> None:
    unsure = {"sha256": "a", "perceptual": None, "key": None}
    assert not alike(mark(unsure, None), mark({**unsure, "sha256": "b"}, None))


def test_names_the_first_of_the_same() -> None:
    files = [
        (Path(name), {"sha256": "", "key": key, "perceptual": None}) for name, key in zip("abcde", "xyxzx", strict=True)
    ]
    unlike = [(path, {**mark, "sha256": str(path)}, None) for path, mark in files]
    assert duplicates(unlike) == {Path("c"): Path("a"), Path("e"): Path("a")}


def test_does_nothing_where_the_service_gives_no_fingerprints() -> None:
    assert duplicates([(Path("a"), None, None), (Path("b"), None, None)]) == {}
