"""Lines as read, and the regions that the labels name without their boxes."""

import numpy as np
import pytest

from training.recogniser.crops import CROP_HEIGHT_PX, MARGIN, alike, cased, matched, texts, with_margin


def test_lines_get_the_regions_that_they_are() -> None:
    read = ["Bi11#: V001", "02 X RM 9.40", "12.50"]
    assert matched(read, ["BILL#: V001", "@2 X RM 9.40", "12.50"]) == ["BILL#: V001", "@2 X RM 9.40", "12.50"]


def test_a_line_has_several_regions() -> None:
    assert matched(["TOTAL: 9.00", "CASH"], ["TOTAL:", "9.00", "CASH"]) == ["TOTAL: 9.00", "CASH"]


def test_a_line_that_no_region_tells_has_no_text() -> None:
    assert matched(["thank you", "12.50"], ["12.50"]) == [None, "12.50"]


def test_an_amount_is_not_the_one_above_it() -> None:
    assert matched(["9.00", "6.00"], ["9.00", "8.00"]) == ["9.00", None]


@pytest.mark.parametrize(
    ("read", "label", "same"),
    [
        pytest.param("BI1L", "BILL", True, id="one letter"),
        pytest.param("CS00012664", ":CS00012664", False, id="the label has a sign more, which is beside the box"),
        pytest.param("1X000006429", "000006429", False, id="the line has print more, which is in the box"),
        pytest.param("TEL:03-1", "TEL:03-9", True, id="one digit at the end"),
        pytest.param("ABC", "ABD", False, id="short"),
    ],
)
def test_alike(read: str, label: str, same: bool) -> None:
    assert alike(read, label) is same


def test_labels_in_capitals_get_the_case_that_was_read() -> None:
    assert cased("LOT 3, JALAN PELABUR", "L.ot 3, Jalau Pelabur") == "Lot 3, Jalan Pelabur"
    assert cased("INVOICE NO", "INV0ICE NO") == "INVOICE NO"


def test_what_stands_behind_a_comma_is_told_by_the_address() -> None:
    address = "NO. 290, JALAN AIR PANAS, SETAPAK, 53200 KUALA LUMPUR."
    assert texts(["NO. 29O, JALAN AIR PANAS,", "SETAPAK"], ["NO. 290", "SETAPAK"], [address]) == [
        "NO. 290, JALAN AIR PANAS,",
        "SETAPAK",
    ]


def test_a_line_that_is_cut_at_a_comma_is_left_out() -> None:
    assert texts(["MILK, 1 LITRE"], ["MILK"], ["NO. 290, JALAN AIR PANAS"]) == [None]


def test_crops_have_a_margin_around_the_line() -> None:
    page = np.zeros((100, 200, 3), np.uint8)
    page[40:60, 50:150] = 255
    line = with_margin(page, np.array([[50, 40], [150, 40], [150, 60], [50, 60]], np.float32))
    assert line.shape == (CROP_HEIGHT_PX, round(108 * CROP_HEIGHT_PX / 28), 3)
    margin = round(CROP_HEIGHT_PX * MARGIN / (1 + 2 * MARGIN))
    assert line[: margin - 2].max() == 0
    assert line[margin + 2 : -margin - 2, margin + 2 : -margin - 2].min() == 255
