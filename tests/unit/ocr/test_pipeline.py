import io

import pytest
from PIL import Image

from ocr.errors import ImageTooLarge
from ocr.image import Limits
from ocr.model import Line, Notice
from ocr.pipeline import Pipeline
from tests.support.ocr import LINES, FakeEngine, png

PIPELINE = Pipeline(Limits(pixels=100_000_000, pages=3), "mdy")


def tiff(*sizes: tuple[int, int]) -> bytes:
    first, *others = (Image.new("RGB", size, "white") for size in sizes)
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=others)
    return buffer.getvalue()


def test_reads_every_page_and_numbers_its_lines() -> None:
    receipt = PIPELINE.read(tiff((60, 80), (90, 50)), FakeEngine())

    assert [(page.width, page.height) for page in receipt.pages] == [(60, 80), (90, 50)]
    assert [line.page for line in receipt.lines] == [1, 1, 1, 2, 2, 2]
    assert [line.text for line in receipt.lines] == [line.text for line in LINES] * 2


def test_understands_what_was_read() -> None:
    facts = PIPELINE.read(png(), FakeEngine()).facts

    assert facts.totals.total_amount
    assert str(facts.totals.total_amount.value) == "1234.50"
    assert facts.date
    assert facts.date.value.isoformat() == "2026-03-14"


def test_gives_boxes_in_pixels_of_the_page_though_a_reduced_one_was_read() -> None:
    engine = FakeEngine()
    receipt = PIPELINE.read(png(4400, 4400), engine)

    assert engine.pages == [(4000, 4000, 3)]
    assert receipt.pages[0].width == 4400
    assert receipt.lines[0].box == ((11, 11), (220, 11), (220, 33), (11, 33))


@pytest.mark.parametrize(("rotation", "size"), [(0, (60, 80)), (90, (80, 60)), (180, (60, 80)), (270, (80, 60))])
def test_tells_the_size_and_the_turn_of_the_upright_page(rotation: int, size: tuple[int, int]) -> None:
    page = PIPELINE.read(png(60, 80), FakeEngine(rotation=rotation)).pages[0]

    assert (page.width, page.height) == size
    assert page.rotation == rotation


def test_adds_the_turn_of_exif_to_its_own() -> None:
    exif = Image.Exif()
    exif[0x0112] = 8
    page = PIPELINE.read(png(60, 80, exif=exif), FakeEngine(rotation=180)).pages[0]

    assert page.rotation == (270 + 180) % 360
    assert (page.width, page.height) == (80, 60)


def test_collects_what_is_to_be_known_of_every_page() -> None:
    notice = Notice("truncated_file", "Send it again.")
    receipt = PIPELINE.read(tiff((60, 80), (90, 50)), FakeEngine(warnings=(notice,)))

    assert [page.warnings for page in receipt.pages] == [(notice,), (notice,)]
    assert receipt.warnings == (notice, notice)


def test_takes_the_time_of_each_stage() -> None:
    seconds = PIPELINE.read(png(), FakeEngine()).seconds

    assert set(seconds) == {"decode", "read", "understand"}
    assert all(value >= 0 for value in seconds.values())


def test_reads_nothing_of_a_document_over_the_limits() -> None:
    engine = FakeEngine()
    with pytest.raises(ImageTooLarge):
        PIPELINE.read(tiff(*[(10, 10)] * 4), engine)

    assert engine.pages == []


def test_reads_no_further_page_after_more_print_than_receipts_have() -> None:
    long = Line("x" * 5000, ((0, 0), (40_010, 0), (40_010, 10), (0, 10)), 0.9)
    engine = FakeEngine(lines=(long,))
    receipt = PIPELINE.read(tiff((60, 80), (60, 80), (60, 80)), engine)

    assert len(receipt.pages) == len(engine.pages) == 1
    assert [notice.detail[:6] for notice in receipt.warnings if notice.code == "pages_skipped"] == ["Page 2"]


def test_a_single_page_of_much_print_leaves_nothing_unread() -> None:
    long = Line("x" * 5000, ((0, 0), (40_010, 0), (40_010, 10), (0, 10)), 0.9)
    assert "pages_skipped" not in {notice.code for notice in PIPELINE.read(png(), FakeEngine(lines=(long,))).warnings}
