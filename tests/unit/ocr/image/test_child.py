import gc
import io
import os
import re
import signal
import statistics
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from ocr.errors import ImageTooLarge, ImageUnreadable, Overloaded, Refusal
from ocr.image import Limits, Picture, child, decode, pdf, raster
from ocr.image.kind import sniff
from ocr.model import Need
from tests.support.pdf import document, pages, stream

LIMITS = Limits(pixels=50_000_000, pages=10)
THREE_PAGES = pages("TOTAL 560.00", broken=-1)


@pytest.fixture(scope="module", autouse=True)
def _heif() -> None:
    pillow_heif.register_heif_opener()


@pytest.fixture(autouse=True)
def running() -> Iterator[int]:
    """Yield the id of the fork server; check that none of its processes is left at the end."""
    child.SERVER.start()
    process = child.SERVER._process
    assert process
    yield process.pid
    if process.poll() is None:
        until(lambda: not children(process.pid))


def until(condition: object) -> None:
    """Wait for a condition."""
    assert callable(condition)
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    """List the processes that one has forked and that are there, dead ones not waited for as well."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kilobytes(pid: int | str, name: str) -> int:
    """Return what the kernel says of a process's memory."""
    (value,) = re.findall(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(value)


def drawn(width: int = 600, height: int = 800) -> Image.Image:
    """Draw a picture that is larger than a thumbnail and has all colours."""
    values = np.random.default_rng(width).integers(0, 255, (height // 40, width // 40, 3), np.uint8)
    return Image.fromarray(values).resize((width, height), Image.Resampling.BICUBIC)


def encoded(image: Image.Image, kind: str, **save: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **save)
    return buffer.getvalue()


def refused(data: bytes) -> tuple[Refusal, float]:
    """Return why a file is refused, and after how many seconds."""
    started = time.perf_counter()
    with pytest.raises(Refusal) as refusal:
        list(decode(data, LIMITS))
    seconds = time.perf_counter() - started
    print(f"{len(data)} bytes refused after {seconds:.1f} s: {refusal.value}")  # noqa: T201 - the seconds are asked for
    return refusal.value, seconds


def with_pattern(step: float) -> bytes:
    """Write a page that is filled with a pattern, as many times as the step says."""
    tiling = (
        "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]"
        f"/XStep {step:f}/YStep {step:f}/Resources<</Pattern<</P 6 0 R>>>>"
    )
    return document(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 420]/Contents 4 0 R/Resources<</Pattern<</P 5 0 R>>>>>>",
            4: stream("/Pattern cs /P scn 0 0 300 420 re f"),
            5: stream("1 0 0 rg 0 0 0.5 0.5 re f 0 0 m 1 1 l S", tiling),
        }
    )


def unpacking(gigabytes: int) -> bytes:
    """Write a page whose content is zeros, packed twice."""
    packing, megabyte = zlib.compressobj(9), bytes(2**20)
    # after a full flush the same bytes are packed the same again
    first, again = (packing.compress(megabyte) + packing.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    twice = zlib.compress(first + again * (1024 * gigabytes - 1) + packing.flush(), 9)
    content = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%b\nendstream" % (len(twice), twice)
    return document(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 420]/Contents 4 0 R>>",
            4: content,
        }
    )


def with_pictures(count: int) -> bytes:
    """Write a page with pictures beside each other."""
    numbers = range(10, 10 + count)
    names = "".join(f"/I{number} {number} 0 R" for number in numbers)
    places = " ".join(f"q 300 0 0 35 0 {35 * (number - 10)} cm /I{number} Do Q" for number in numbers)
    photos = [encoded(drawn(2000, 1000 + 40 * number), "JPEG") for number in numbers]
    return document(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 420]/Contents 4 0 R/Resources<</XObject<<{names}>>>>>>",
            4: stream(places),
            **{
                number: b"<</Subtype/Image/Width 2000/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
                b"/Length %d>>\nstream\n%b\nendstream" % (1000 + 40 * number, len(photo), photo)
                for number, photo in zip(numbers, photos, strict=True)
            },
        }
    )


def with_scans(count: int) -> bytes:
    """Write a progressive JPEG whose last scan comes again and again."""
    data = encoded(Image.new("RGB", (5000, 5000), "white"), "JPEG", progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * count + data[-2:]


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda: with_pattern(0.0001), id="PDF"),
        pytest.param(lambda: with_scans(4000), id="JPEG of 4,000 scans"),
    ],
)
def test_refuses_what_takes_too_long_and_reads_on(data: Callable[[], bytes]) -> None:
    refusal, seconds = refused(data())

    assert isinstance(refusal, ImageUnreadable)
    assert "takes too long" in str(refusal)
    # three CPU seconds, beside other tests
    assert seconds < 20
    assert len(list(decode(THREE_PAGES, LIMITS))) == 3


def test_refuses_a_document_that_unpacks_to_gigabytes(running: int) -> None:
    data = unpacking(4)
    assert len(data) < 100_000
    refused(data)

    assert kilobytes(running, "Pss_Anon") < 40_000


def pixels_of(pictures: Iterator[Picture]) -> list[tuple[object, ...]]:
    return [(each.pixels.tobytes(), each.pixels.shape, each.width, each.height, each.warnings) for each in pictures]


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("kind", ["WEBP", "HEIF", "TIFF", "JPEG"])
def test_gives_the_same_pixels_as_without(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(drawn(), kind, exif=exif)
    without = pixels_of(raster.pages(data, sniff(data) or "PNG", LIMITS, lambda _: None))

    assert pixels_of(child.pages(data, sniff(data) or "PNG", LIMITS, lambda _: None)) == without


@pytest.mark.slow
def test_draws_all_pictures_of_a_page() -> None:
    """PDFium leaves out what there is no memory for, and says nothing."""
    data = with_pictures(12)

    assert pixels_of(decode(data, LIMITS)) == pixels_of(pdf.pages(data, LIMITS, lambda _: None))


def test_asks_before_each_page_whether_there_is_memory(running: int) -> None:
    given: list[Need] = []
    pictures = decode(THREE_PAGES, LIMITS, given.append)

    assert given == []
    for number in (1, 2, 3):
        assert next(pictures).pixels.shape == (given[-1].height, given[-1].width, 3)
        assert len(given) == number
        assert len(children(running)) == 1


def test_passes_on_why_there_is_none(running: int) -> None:
    def full(_: Need) -> None:
        raise Overloaded("full")

    with pytest.raises(Overloaded, match="full"):
        list(decode(THREE_PAGES, LIMITS, full))


def test_ends_with_its_pages(running: int) -> None:
    for begun in (0, 1, 2):
        pictures = decode(THREE_PAGES, LIMITS)
        for _ in range(begun):
            next(pictures)
        assert len(children(running)) == 1
        del pictures
        until(lambda: not children(running))


def test_ends_in_the_middle_of_a_page_that_nobody_waits_for(running: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "PATIENCE_SECONDS", 0.2)
    with pytest.raises(ImageUnreadable, match="too long"):
        list(decode(with_pattern(0.0001), LIMITS))
    until(lambda: not children(running))


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        pytest.param(signal.SIGSEGV, ImageUnreadable, id="the file is to blame"),
        pytest.param(signal.SIGKILL, Overloaded, id="memory has run out"),
    ],
)
def test_refuses_a_file_whose_decoder_dies(running: int, number: signal.Signals, refusal: type[Exception]) -> None:
    pictures = decode(THREE_PAGES, LIMITS)
    next(pictures)
    (pid,) = children(running)
    os.kill(pid, number)

    with pytest.raises(refusal):
        next(pictures)
    assert len(list(decode(THREE_PAGES, LIMITS))) == 3


def test_is_started_again_when_it_has_been_killed(running: int) -> None:
    pictures = decode(THREE_PAGES, LIMITS)
    next(pictures)
    (pid,) = children(running)
    os.kill(running, signal.SIGKILL)

    with pytest.raises(Overloaded, match="again"):
        list(pictures)
    until(lambda: not Path(f"/proc/{pid}").exists())
    assert len(list(decode(THREE_PAGES, LIMITS))) == 3


def test_decodes_four_files_at_once() -> None:
    files = [encoded(drawn(400 + 40 * number), kind) for number in range(2) for kind in ("WEBP", "HEIF", "TIFF")]
    alone = [pixels_of(decode(data, LIMITS)) for data in files]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda data: pixels_of(decode(data, LIMITS)), files)) == alone


@pytest.mark.slow
def test_leaves_nothing_behind(running: int) -> None:
    """Two hundred files, of which some are broken: no process, descriptor or memory more than before."""
    whole = encoded(drawn(), "WEBP")
    files = [whole, THREE_PAGES, whole[:200], whole[:-500], b"%PDF-1.7 of nothing"]

    def decode_all(times: int) -> None:
        for data in files * times:
            with suppress(ImageUnreadable, ImageTooLarge):
                list(decode(data, LIMITS))

    def held() -> tuple[list[int], int]:
        gc.collect()
        until(lambda: not children(running))
        return [len(list(Path(f"/proc/{each}/fd").iterdir())) for each in ("self", running)], kilobytes(
            "self", "Pss_Anon"
        )

    decode_all(4)
    descriptors, before = held()
    decode_all(40)
    descriptors_then, after = held()

    own = kilobytes(running, "Pss_Anon")
    print(f"{after - before} kB more after 200 files; the fork server holds {own} kB of its own")  # noqa: T201
    assert own < 40_000
    assert descriptors_then == descriptors
    assert after - before < 4_000


def test_costs_little() -> None:
    """Beside the decoding itself, which takes as long here as there; 10 ms are allowed for a receipt."""
    data = encoded(drawn(200, 200), "WEBP")
    seconds = []
    for _ in range(40):
        started = time.perf_counter()
        list(decode(data, LIMITS))
        seconds.append(time.perf_counter() - started)

    print(f"{1000 * min(seconds):.1f} ms at best, {1000 * statistics.median(seconds):.1f} ms mostly")  # noqa: T201 - so is the cost
    # the machine is shared with other tests
    assert min(seconds) < 0.030
