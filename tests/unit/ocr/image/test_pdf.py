import io
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pypdfium2
import pytest
from PIL import Image

from ocr.errors import ImageTooLarge, ImageUnreadable, Refusal
from ocr.image import Limits, decode
from ocr.image.picture import LONGEST_SIDE_PX, WORKING_PIXELS
from tests.support.pdf import PAGE_HEIGHT, PAGE_WIDTH, RECT, annotation, appearance, page, pages, stream
from tests.support.pdf import document as hand_written

LIMITS = Limits(pixels=50_000_000, pages=3)
INCH = 72

# A blank page, encrypted (RC4, 40 bits) with keys that no password matches
ENCRYPTED = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>
%%%%EOF
""" % (b"1f" * 32, b"e1" * 32)


def document(*sizes: tuple[float, float]) -> bytes:
    """Make a PDF of blank pages, sizes in points."""
    pdf, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    for width, height in sizes:
        pdf.new_page(width, height)
    pdf.save(buffer)
    return buffer.getvalue()


def test_renders_each_page_at_200_dpi() -> None:
    pages = list(decode(document((3 * INCH, 5 * INCH), (4 * INCH, 2 * INCH)), LIMITS))

    assert [(page.width, page.height) for page in pages] == [(600, 1000), (800, 400)]
    assert pages[0].pixels.shape == (1000, 600, 3)
    assert pages[0].pixels.min() == 255


def test_shows_the_picture_of_a_scan_in_its_colours() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), (200, 10, 30)).save(buffer, "PDF", resolution=100)
    (page,) = decode(buffer.getvalue(), LIMITS)

    red, green, blue = page.pixels[200, 300].tolist()
    assert (red > 190, green < 20, blue < 40) == (True, True, True)


def test_renders_a_huge_page_smaller() -> None:
    (page,) = decode(document((14_000, 14_000)), LIMITS)

    assert page.width * page.height <= WORKING_PIXELS * 1.01


def test_refuses_a_page_too_many() -> None:
    with pytest.raises(ImageTooLarge, match="more than 3 pages"):
        decode(document(*[(100, 100)] * 4), LIMITS)


def test_refuses_a_picture_over_the_limit_on_a_small_page() -> None:
    buffer = io.BytesIO()
    Image.new("1", (4000, 4000)).save(buffer, "PDF")

    with pytest.raises(ImageTooLarge, match="4000 x 4000"):
        decode(buffer.getvalue(), Limits(pixels=10_000_000, pages=3))


def test_refuses_a_broken_document() -> None:
    with pytest.raises(ImageUnreadable, match="broken"):
        decode(b"%PDF-1.7\n" + b"x" * 2000, LIMITS)


def test_says_that_a_password_is_in_the_way() -> None:
    with pytest.raises(ImageUnreadable, match="password"):
        decode(ENCRYPTED, LIMITS)


DEFAULT = "/DR<</Font<</Helv 4 0 R>>>>/DA(/Helv 16 Tf 0 g)"
TEXT = annotation("Widget", "/FT/Tx/T(total)/V(1,234.50)/DA(/Helv 16 Tf 0 g)")
CHECKED = stream("0 g 4 4 20 20 re f", "/Type/XObject/Subtype/Form/BBox[0 0 180 30]")
EMPTY = stream("", "/Type/XObject/Subtype/Form/BBox[0 0 180 30]")
TICK = "/MK<</CA(4)>>/DA(/ZaDb 16 Tf 0 g)"


def inked(data: bytes, rect: tuple[int, int, int, int] = RECT) -> bool:
    """Return whether anything is drawn where the annotation is."""
    (picture,) = decode(data, LIMITS)
    scale = picture.width / PAGE_WIDTH
    left, bottom, right, top = rect
    rows = slice(round((PAGE_HEIGHT - top) * scale), round((PAGE_HEIGHT - bottom) * scale))
    inside = picture.pixels[rows, round(left * scale) : round(right * scale)]
    return int((inside < 100).all(axis=2).sum()) > 50


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            page(
                annotation("Widget", "/FT/Tx/T(a)/V(1,234.50)/AP<</N 5 0 R>>"), form="", others=[appearance("1,234.50")]
            ),
            id="text with an appearance",
        ),
        pytest.param(page(TEXT, form=DEFAULT + "/NeedAppearances true"), id="text that asks for one"),
        pytest.param(page(TEXT, form=DEFAULT), id="text without one"),
        pytest.param(page(TEXT, form="/NeedAppearances true"), id="text in a font that the form does not have"),
        pytest.param(page(TEXT.replace("/Helv", "/Courier"), form=DEFAULT), id="text in a font that is nowhere"),
        pytest.param(page(annotation("Widget", "/FT/Tx/T(a)/V(560.00)"), form=DEFAULT), id="font of the form"),
        pytest.param(
            page(annotation("Widget", "/FT/Tx/T(a)/V(560.00)/Q 2/DA(/Helv 0 Tf 0 g)"), form=DEFAULT), id="size to fit"
        ),
        pytest.param(
            page(
                annotation("Widget", "/FT/Tx/T(a)/Ff 4096/V(88 Acacia Street\\rMakati)/DA(/Helv 9 Tf 0 g)"),
                form=DEFAULT,
            ),
            id="several lines",
        ),
        pytest.param(
            page(
                annotation("Widget", "/FT/Tx/T(a)/Ff 16777216/MaxLen 12/V(123456789000)/DA(/Helv 12 Tf 0 g)"),
                form=DEFAULT,
            ),
            id="comb",
        ),
        pytest.param(
            page(annotation("Widget", "/FT/Tx/T(a)/Ff 1/V(560.00)/DA(/Helv 16 Tf 0 g)"), form=DEFAULT), id="read-only"
        ),
        pytest.param(
            page(
                annotation("Widget", "/Parent 5 0 R"),
                form=DEFAULT,
                others=["<</FT/Tx/T(a)/V(560.00)/Kids[20 0 R]/DA(/Helv 16 Tf 0 g)>>"],
            ),
            id="value of the field above",
        ),
        pytest.param(
            page(annotation("Widget", "/FT/Tx/T(a)/V<FEFF003500360030>/DA(/Helv 16 Tf 0 g)"), form=DEFAULT),
            id="text in UTF-16",
        ),
        pytest.param(
            page(
                annotation("Widget", "/FT/Ch/Ff 131072/T(a)/Opt[(Cash)(Card)]/V(Card)/DA(/Helv 16 Tf 0 g)"),
                form=DEFAULT,
            ),
            id="choice",
        ),
        pytest.param(
            page(
                annotation("Widget", "/FT/Ch/Ff 131072/T(a)/Opt[[(1)(Cash)][(2)(Card)]]/V(2)/DA(/Helv 16 Tf 0 g)"),
                form=DEFAULT,
            ),
            id="choice of names",
        ),
        pytest.param(
            page(annotation("Widget", "/FT/Ch/T(a)/Opt[(Cash)(Card)]/V(Card)/I[1]/DA(/Helv 12 Tf 0 g)"), form=DEFAULT),
            id="list",
        ),
        pytest.param(
            page(
                annotation("Widget", "/FT/Btn/T(a)/V/Yes/AS/Yes/AP<</N<</Yes 5 0 R/Off 6 0 R>>>>"),
                form=DEFAULT,
                others=[CHECKED, EMPTY],
            ),
            id="box, ticked",
        ),
        pytest.param(
            page(
                annotation("Widget", f"/FT/Btn/Ff 32768/T(a)/V/B/AS/B{TICK}/AP<</N<</B 5 0 R/Off 6 0 R>>>>"),
                form=DEFAULT,
                others=[CHECKED, EMPTY],
            ),
            id="one of several, chosen",
        ),
        pytest.param(
            page(TEXT, form=DEFAULT + "/XFA[(template)5 0 R]", others=[stream("<template/>")]),
            id="form that is XFA too",
        ),
    ],
)
def test_draws_what_was_filled_in(data: bytes) -> None:
    assert inked(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(page(TEXT.replace("/F 4", "/F 2"), form=DEFAULT), id="hidden text"),
        pytest.param(page(TEXT.replace("/V(1,234.50)", ""), form=DEFAULT + "/NeedAppearances true"), id="empty text"),
        pytest.param(
            page(
                annotation("Widget", "/FT/Btn/T(a)/V/Off/AS/Off/AP<</N<</Yes 5 0 R/Off 6 0 R>>>>"),
                form=DEFAULT,
                others=[CHECKED, EMPTY],
            ),
            id="box, not ticked",
        ),
        pytest.param(page(annotation("Stamp", "/F 2/AP<</N 5 0 R>>"), others=[appearance("PAID")]), id="hidden stamp"),
        pytest.param(page(annotation("Popup", "/Contents(a note)")), id="closed note"),
    ],
)
def test_draws_nothing_that_is_not_to_be_seen(data: bytes) -> None:
    assert not inked(data)


@pytest.mark.parametrize("subtype", ["FreeText", "Stamp", "Square", "Ink", "Watermark"])
@pytest.mark.parametrize("form", [None, ""])
def test_draws_annotations(subtype: str, form: str | None) -> None:
    assert inked(page(annotation(subtype, "/AP<</N 5 0 R>>"), form=form, others=[appearance("PAID 560.00")]))


def test_lays_no_colour_over_a_field() -> None:
    (picture,) = decode(page(TEXT, form=DEFAULT), LIMITS)

    assert picture.pixels[round(picture.height * 95 / 420), round(picture.width * 275 / 300)].tolist() == [255] * 3


def test_runs_no_script_of_a_form() -> None:
    """A script that PDFium could run would take a field's place."""
    script = "/AA<</F<</S/JavaScript/JS(event.value = '';)>>/C<</S/JavaScript/JS(while (true) {})>>>>"
    data = page(TEXT.replace("/FT/Tx", f"/FT/Tx{script}"), form=DEFAULT + "/CO[20 0 R]")
    opening = data.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(while (true) {})>>")

    assert inked(opening)
    assert pypdfium2.PDFIUM_INFO.flags == ()


def test_says_of_a_dynamic_form_that_it_cannot_be_drawn() -> None:
    data = page(form="/XFA 5 0 R", others=[stream("<xdp/>")]).replace(
        b"/Type/Catalog", b"/Type/Catalog/NeedsRendering true"
    )
    (picture,) = decode(data, LIMITS)

    assert [notice.code for notice in picture.warnings] == ["form_not_drawn"]


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_reads_the_other_pages_of_a_document_with_a_broken_one(broken: int) -> None:
    pictures = list(decode(pages("Hi", broken=broken), LIMITS))

    assert [[notice.code for notice in picture.warnings] for picture in pictures] == [
        ["pages_skipped"] if place == broken else [] for place in range(3)
    ]
    assert f"Page {broken + 1} " in pictures[broken].warnings[0].detail
    assert [bool((picture.pixels < 100).any()) for picture in pictures] == [place != broken for place in range(3)]


def test_refuses_a_document_without_a_page_that_can_be_drawn() -> None:
    with pytest.raises(ImageUnreadable):
        decode(pages("Hi", broken=0, count=1), LIMITS)


def test_refuses_a_picture_over_the_limit_in_an_annotation() -> None:
    image = stream("", "/Type/XObject/Subtype/Image/Width 4000/Height 4000/BitsPerComponent 1/ColorSpace/DeviceGray")
    look = stream(
        "180 0 0 30 0 0 cm /I Do", "/Type/XObject/Subtype/Form/BBox[0 0 180 30]/Resources<</XObject<</I 6 0 R>>>>"
    )
    outer = stream("/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 180 30]/Resources<</XObject<</X 5 0 R>>>>")
    for entries in ("/AP<</N 5 0 R>>", "/AP<</N 7 0 R>>"):
        for kind, form in (("Stamp", None), ("Widget", DEFAULT)):
            data = page(annotation(kind, f"/FT/Btn/T(a){entries}"), form=form, others=[look, image, outer])
            with pytest.raises(ImageTooLarge, match="4000 x 4000"):
                decode(data, Limits(pixels=10_000_000, pages=3))


NO_PAGES = hand_written({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[]/Count 0>>"})
NOISE = b"%PDF-1.7\n" + b"x" * 2000


@pytest.mark.parametrize("before", [ENCRYPTED, NOISE, NO_PAGES, page(TEXT, form=DEFAULT), document((100, 100))])
@pytest.mark.parametrize(
    ("data", "told"), [(NO_PAGES, "no pages"), (NOISE, "broken or incomplete"), (ENCRYPTED, "password")]
)
def test_tells_what_is_wrong_with_this_document_not_with_the_one_before(before: bytes, data: bytes, told: str) -> None:
    with suppress(ImageUnreadable):
        list(decode(before, LIMITS))
    with pytest.raises(ImageUnreadable, match=told):
        decode(data, LIMITS)


@pytest.mark.parametrize("missing", [1, 10, 60, 150, 200])
def test_says_of_a_document_that_the_end_of_its_last_change_is_missing(missing: int) -> None:
    """What is filled in is appended to a document, with a table and an end of its own."""
    empty = page(TEXT.replace("/V(1,234.50)", ""), form=DEFAULT)
    change = page(TEXT, form=DEFAULT)[len(b"%PDF-1.7\n") :].removesuffix(b"%%EOF\n")
    assert decoded_codes(empty) == []
    assert decoded_codes(empty + change[:-missing]) == ["truncated_file"]


def decoded_codes(data: bytes) -> list[str]:
    (picture,) = decode(data, LIMITS)
    return [notice.code for notice in picture.warnings]


def test_reads_documents_side_by_side() -> None:
    """PDFium is made for one thread."""
    filled = [page(TEXT.replace("1,234", f"{number}"), form=DEFAULT) for number in range(8)]
    cases = [*filled, NO_PAGES, ENCRYPTED, NOISE, document((100, 200), (300, 100))] * 2
    alone = [outcome(data) for data in cases]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(outcome, cases)) == alone


def outcome(data: bytes) -> object:
    """Return the pages of a document, or why it is refused."""
    try:
        return [picture.pixels.tobytes() for picture in decode(data, LIMITS)]
    except Refusal as refusal:
        return str(refusal)


@pytest.mark.parametrize(
    "size",
    "0 0 0 0|0 0 100000000 0.001|0 0 0.001 100000000|0 0 1e30 1e30|0 0 nan 5|0 0 5 0|0 0 0.0000001 5|0 0 1e-30 1e-30|"
    "0 0 1e38 1e-38|-1e38 0 1e38 1|5 5 0 0|0 0 99999 1".split("|"),
)
def test_gives_a_page_or_a_refusal_whatever_size_it_claims(size: str) -> None:
    data = page().replace(b"0 0 300 420", size.encode())
    with suppress(Refusal):
        (picture,) = decode(data, LIMITS)
        assert picture.pixels.size
        assert max(picture.pixels.shape) <= LONGEST_SIDE_PX


@pytest.mark.parametrize(
    "data", [page(TEXT, form=DEFAULT), page(annotation("Stamp", "/AP<</N 5 0 R>>"), others=[appearance("PAID")])]
)
def test_gives_a_page_or_a_refusal_for_whatever_a_line_makes_of_a_document(data: bytes) -> None:
    chance = random.Random(len(data))
    damaged = [data[: chance.randrange(len(data))] for _ in range(20)]
    for changes in [1, 2, 5, 20, 100] * 4:
        changed = bytearray(data)
        for _ in range(changes):
            changed[chance.randrange(10, len(data))] = chance.randrange(256)
        damaged.append(bytes(changed))

    assert all(map(outcome, damaged))
