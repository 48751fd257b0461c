"""When a value is the labelled one."""

import pytest

from bench.score import same_string, same_value, words


@pytest.mark.parametrize(
    ("name", "value", "label", "same"),
    [
        ("date", "2018-12-25", "25/12/2018", True),
        ("date", "2018-12-25", "25-12-18", True),
        ("date", "2018-12-25", "25 DEC 2018", True),
        ("date", "2018-12-25", "25-Dec-18", True),
        ("date", "2018-12-25", "2018-12-25 20:13", True),
        ("date", "2018-12-25", "12/25/2018", True),
        ("date", "2018-12-25", "20181225", True),
        ("date", "2018-12-25T08:13", "25.12.2018 8:13:39 PM", True),
        ("date", "2018-05-04", "04/05/2018", True),
        ("date", "2018-04-05", "04/05/2018", False),
        ("date", "2018-12-25", "31/02/2018 25/12/2018", True),
        ("date", "2018-12-25", "25 XYZ 2018", False),
        ("date", "2018-12-25", "", False),
        ("date", "25/12/2018", "25/12/2018", False),
        ("total", 9.0, "9.00", True),
        ("total", "9", "RM 9.00", True),
        ("total", 1234.5, "$1,234.50", True),
        ("total", 9.01, "9.00", False),
        ("total", 9.0, "none", False),
        ("total", 9.0, "9.00.00", False),
        ("merchant", "Abc Sdn. Bhd.", "ABC SDN BHD", True),
        ("merchant", "ABC (M) SDN BHD", "ABC SDN BHD", False),
        ("address", "27, Jalan Dedap 13, Johor", "27 JALAN DEDAP 13 JOHOR.", True),
        ("address", "27, JALAN DEDAP 18, JOHOR", "27 JALAN DEDAP 13 JOHOR.", False),
    ],
)
def test_values(name: str, value: object, label: str, same: bool) -> None:
    assert same_value(name, {"value": value}, label) is same


@pytest.mark.parametrize(
    ("name", "read", "label", "same"),
    [
        ("date", {"value": "2018-12-25", "text": "25/12/2018"}, "25/12/2018", True),
        ("date", {"value": "2018-12-25", "text": "25-12-2018"}, "25/12/2018", False),
        ("total", {"value": 9.0, "text": "RM 9.00"}, "9.00", True),
        ("total", {"value": 9.0, "text": "9"}, "9.00", False),
        ("total", {"value": 1234.5, "text": "1234.50"}, "1,234.50", False),
        ("merchant", {"value": "ABC", "text": "Abc  Sdn\nBhd"}, "ABC SDN BHD", True),
        ("merchant", {"value": "Abc Sdn Bhd", "text": None}, "ABC SDN BHD", True),
        ("merchant", {"value": "ABC SDN. BHD"}, "ABC SDN BHD", False),
    ],
)
def test_strings(name: str, read: dict[str, object], label: str, same: bool) -> None:
    assert same_string(name, read, label) is same


def test_words_are_counted_case_aside() -> None:
    assert words(["Total  9.00", "CASH 9.00"]) == {"TOTAL": 1, "9.00": 2, "CASH": 1}
