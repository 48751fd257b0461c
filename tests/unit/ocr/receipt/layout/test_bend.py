import random
import time

import pytest

from ocr.receipt.layout.bend import straightened
from ocr.receipt.layout.span import TextSpan

HEIGHT, PITCH, LEFT, RIGHT = 40, 44, 20, 940


def span(text: str, left: float, middle: float, width: float = 200) -> TextSpan:
    top, bottom = middle - HEIGHT / 2, middle + HEIGHT / 2
    box = tuple(
        (round(x), round(y)) for x, y in ((left, top), (left + width, top), (left + width, bottom), (left, bottom))
    )
    return TextSpan(0, text, left, left + width, top, bottom, 0.9, box)  # type: ignore[arg-type]


def page(bend: float, growth: float = 0.0, labels: int = 9, amounts: range = range(9)) -> list[TextSpan]:
    """Labels to the left, and to the right amounts that stand lower by the bend, in heights, than the label in their row."""
    made = [span(f"label{n}", LEFT, 100 + PITCH * n) for n in range(labels)]
    for n in amounts:
        lower = HEIGHT * (bend + growth * (n / labels - 0.5))
        made.append(span(f"{n}.00", RIGHT - 120, 100 + PITCH * n + lower, 120))
    return made


def distances(spans: list[TextSpan]) -> list[float]:
    """Return how far each amount stands from the label in its row."""
    middles = {each.text: each.middle for each in straightened(spans)}
    return [abs(middle - middles[f"label{text[:-3]}"]) for text, middle in middles.items() if text.endswith(".00")]


@pytest.mark.parametrize("growth", [-0.8, -0.3, 0.0, 0.3, 0.8])
@pytest.mark.parametrize("bend", [-1.0, -0.6, 0.0, 0.6, 1.0])
def test_amounts_stand_beside_their_labels_however_the_page_bends(bend: float, growth: float) -> None:
    assert max(distances(page(bend, growth))) < 0.15 * HEIGHT


def test_amounts_between_two_rows_belong_where_none_is_left_over() -> None:
    last_without_label = page(-0.55, amounts=range(1, 9))

    assert max(distances(last_without_label)) < 0.1 * HEIGHT


def test_a_column_that_begins_lower_is_not_drawn_up() -> None:
    """Heads of receipts have no amounts: the least bend is the right one of two that fit."""
    assert max(distances(page(0.05, labels=14, amounts=range(4, 12)))) < 0.1 * HEIGHT


def test_the_middle_bends_less_than_the_right() -> None:
    spans = [*page(0.9), *(span(f"mid{n}", 400, 100 + PITCH * n + 0.2 * HEIGHT, 100) for n in range(9))]
    middles = {each.text: each.middle for each in straightened(spans)}

    assert max(abs(middles[f"mid{n}"] - middles[f"label{n}"]) for n in range(9)) < 0.25 * HEIGHT


@pytest.mark.parametrize("spans", [[], page(0.4, labels=1, amounts=range(1)), page(0.4, amounts=range(3))])
def test_a_few_amounts_tell_no_bend(spans: list[TextSpan]) -> None:
    assert straightened(spans) == spans


def test_one_column_bends_nowhere() -> None:
    spans = [span(f"line{n}", LEFT, 100 + PITCH * n, 300) for n in range(20)]

    assert straightened(spans) == spans


def test_what_stands_between_the_rows_does_not_move_the_page() -> None:
    """A stamp, or what was written by hand, is beside no label."""
    spans = [*page(0.0), span("PAID", 600, 122, 150), span("JOE", 700, 210, 100)]

    assert max(distances(spans)) < 0.1 * HEIGHT


def test_a_block_that_begins_half_a_row_lower_than_another_does_not_bend_the_page() -> None:
    """The eight cells of the right block outvote the four totals, which are level already."""
    blocks = [
        span(f"{side}{n}", left, 100 + lower + 60 * n)
        for side, left, lower in (("seller", 20, 0), ("buyer", 820, 30))
        for n in range(8)
    ]
    labels = [span(f"label{n}", LEFT, 700 + 60 * n) for n in range(4)]
    amounts = [span(f"{n}.00", RIGHT - 120, 700 + 60 * n, 120) for n in range(4)]

    assert max(distances([*blocks, *labels, *amounts])) < 0.3 * HEIGHT


@pytest.mark.parametrize("tall", [1, 3000], ids=["one height", "everywhere"])
def test_a_page_of_thousands_of_lines_is_soon_straightened(tall: int) -> None:
    place = random.Random(1)
    spans = [span("1.00", place.random() * 900, 100 + place.random() * tall, 20) for _ in range(4000)]
    begun = time.process_time()

    assert len(straightened(spans)) == 4000
    # 0.2 s; it was 10 s where all pairs were counted again for each bend
    assert time.process_time() - begun < 2
