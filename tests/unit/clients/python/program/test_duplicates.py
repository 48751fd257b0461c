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
    assert alike(mark(one), mark(other)) is alike(mark(other), mark(one)) is expected


def test_what_is_not_sure_is_like_nothing() -> None:
    unsure = {"sha256": "a", "perceptual": None, "key": None}
    assert not alike(mark(unsure), mark({**unsure, "sha256": "b"}))


def test_names_the_first_of_the_same() -> None:
    files = [
        (Path(name), {"sha256": "", "key": key, "perceptual": None}) for name, key in zip("abcde", "xyxzx", strict=True)
    ]
    unlike = [(path, {**mark, "sha256": str(path)}) for path, mark in files]
    assert duplicates(unlike) == {Path("c"): Path("a"), Path("e"): Path("a")}


def test_does_nothing_where_the_service_gives_no_fingerprints() -> None:
    assert duplicates([(Path("a"), None), (Path("b"), None)]) == {}
