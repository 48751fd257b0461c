"""What the bench of warnings counts, read by the real engine."""

import re

import pytest

from bench.picture_warnings import Reader, times
from ocr.errors import KindUnsupported
from tests.support.receipts import draw


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.slow
def test_counts_the_refusal_of_a_broken_file_as_said_of_it(reader: Reader) -> None:
    data = draw("fuel_station", 1, level="clean").jpeg()
    assert reader.codes(data[: len(data) // 10]) == {"truncated_file"}


@pytest.mark.slow
def test_counts_no_other_refusal(reader: Reader) -> None:
    with pytest.raises(KindUnsupported):
        reader.codes(b"neither a picture nor a document")


@pytest.mark.slow
def test_tells_what_warnings_and_fingerprint_take(reader: Reader) -> None:
    reader.milliseconds.clear()
    assert reader.codes(draw("fuel_station", 1, level="clean").jpeg()) == set()
    (spent,) = reader.milliseconds
    assert min(spent.values()) > 0
    assert re.fullmatch(
        r"milliseconds of a receipt, median of 1: warnings \d+\.\d \(99 of 100: \d+\.\d\), fingerprint .*, both .*",
        times(reader.milliseconds),
    )


def test_tells_the_median_and_the_slowest_hundredth() -> None:
    spent = [{"warnings": float(each), "fingerprint": 1.0} for each in range(101)]
    assert times(spent) == (
        "milliseconds of a receipt, median of 101: warnings 50.0 (99 of 100: 99.0), fingerprint 1.0 (99 of 100: 1.0), "
        "both 51.0 (99 of 100: 100.0)"
    )
