"""A firm's number is found with its label and brackets."""

import pytest

from ocr.receipt.lexicon.companies import REGISTRATION
from ocr.receipt.text.registrations import find_registration


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("MAJU JAYA SDN BHD (126926-H)", " (126926-H)"),
        ("CO. REG NO: 1152264 - K", "CO. REG NO: 1152264 - K"),
        ("SA0099552-P", "SA0099552-P"),
        ("20965 W", "20965 W"),
        ("(1O52264-k)", "(1O52264-k)"),
    ],
)
def test_a_number_is_found_whole(text: str, number: str) -> None:
    found = find_registration(text)

    assert found is not None
    assert found.group() == number
    assert found.span() == REGISTRATION.search(text).span()  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["MAJU JAYA SDN BHD", "NO 12, JALAN BESAR", "03-8888 1234", "TOTAL 12.50"])
def test_a_text_without_one_has_none(text: str) -> None:
    assert find_registration(text) is None
    assert REGISTRATION.search(text) is None
