"""The page at /docs, in the browser that people have."""

import base64
import io
import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page, expect

from tests.support.chromium import PROGRAM, chromium
from tests.support.receipts import Receipt, draw
from tests.support.receipts.photo.damage import DamageName, spoil

# the edge waits no longer for one
ANSWER_WITHIN_MS = 120_000
# what shows at once may take longer on a busy machine
expect.set_options(timeout=20_000)
ORIENTATION_TAG = 0x0112
LETTER = b"Dear accountant, the receipt is attached."

# The page's policy lets a blob be shown but not fetched, so the shown picture is read back by way of a canvas
SHOWN_PICTURE = """async (shown) => {
  const image = new Image();
  image.src = shown.getAttribute("href");
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/png").split(",")[1];
}"""
HAND_OVER = """([how, encoded]) => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "r.jpg"));
  const options = { dataTransfer: data, clipboardData: data, bubbles: true, cancelable: true };
  document.body.dispatchEvent(how === "drop" ? new DragEvent(how, options) : new ClipboardEvent(how, options));
}"""
COLOUR = """(name) => {
  document.body.style.color = `var(${name})`;
  return getComputedStyle(document.body).color;
}"""

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs Debian's package chromium")


@pytest.fixture(scope="module")
def receipt() -> Receipt:
    return draw("fuel_station", 1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def page(browser: Browser, ocr_url: str) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{ocr_url}/docs")
        yield page


@pytest.fixture(scope="module")
def read(browser: Browser, ocr_url: str, receipt: Receipt) -> Iterator[Page]:
    """Yield the page with the receipt on it."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{ocr_url}/docs")
        choose_receipt(page, receipt.jpeg())
        yield page


def choose(page: Page, data: bytes, name: str = "receipt.jpg") -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": data})


def choose_receipt(page: Page, data: bytes, name: str = "receipt.jpg") -> None:
    choose(page, data, name)
    expect(page.locator("#result")).to_be_visible(timeout=ANSWER_WITHIN_MS)


def boxes_lie_inside(page: Page, selector: str) -> bool:
    """Return whether every box is drawn within the element; a pixel is left to rounding."""
    paper = page.locator(selector).bounding_box()
    boxes = [box.bounding_box() for box in page.locator(".box").all()]
    assert paper is not None
    return all(
        box is not None
        and box["x"] >= paper["x"] - 1
        and box["y"] >= paper["y"] - 1
        and box["x"] + box["width"] <= paper["x"] + paper["width"] + 1
        and box["y"] + box["height"] <= paper["y"] + paper["height"] + 1
        for box in boxes
    )


def together(*receipts: Receipt) -> bytes:
    """Return a picture of receipts side by side on a table."""
    pictures = [receipt.image for receipt in receipts]
    table = Image.new("RGB", (sum(p.width + 60 for p in pictures), max(p.height for p in pictures) + 80), (70, 60, 50))
    for n, picture in enumerate(pictures):
        table.paste(picture, (30 + sum(p.width + 60 for p in pictures[:n]), 40))
    buffer = io.BytesIO()
    table.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def difference(page: Page, expected: Image.Image) -> float:
    """Return the mean difference of the shown picture from the expected one, of 255."""
    encoded = page.locator("#page image").evaluate(SHOWN_PICTURE)
    shown = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("L").resize(expected.size)
    (mean,) = ImageStat.Stat(ImageChops.difference(shown, expected.convert("L"))).mean
    return float(mean)


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of `rgb(r, g, b)`."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_loads_and_reads_without_an_error_a_violation_of_its_policy_or_a_request_elsewhere(
    browser: Browser, ocr_url: str, receipt: Receipt
) -> None:
    complaints: list[str] = []
    hosts: set[str] = set()
    with browser.new_context() as context:
        page = context.new_page()
        # violations of the Content-Security-Policy are errors on the console
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.goto(f"{ocr_url}/docs")
        choose_receipt(page, receipt.jpeg())
        expect(page.locator("#reference article").first).to_be_visible()
    assert complaints == []
    # the picture itself is a blob, which has no host
    assert hosts - {""} == {urlsplit(ocr_url).netloc}


def test_shows_a_box_for_every_line_and_the_facts_beside_them(read: Page, receipt: Receipt) -> None:
    lines = read.locator("#lines li").count()
    assert lines > 20
    assert read.locator(".box").count() == lines
    assert boxes_lie_inside(read, "#page image")
    total = receipt.truth.totals.total_amount
    expect(read.locator("[data-fact=total_amount] .value")).to_have_text(f"{total:,}")
    expect(read.locator("[data-fact=merchant] .value")).to_have_text(str(receipt.truth.merchant))


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_reads_a_picture_handed_over_anywhere_on_the_page(page: Page, receipt: Receipt, how: str) -> None:
    page.evaluate(HAND_OVER, [how, base64.b64encode(receipt.jpeg()).decode()])
    expect(page.locator(".box").first).to_be_visible(timeout=ANSWER_WITHIN_MS)


def test_pointing_at_a_fact_lights_up_its_box_and_its_line(read: Page) -> None:
    fact = read.locator("[data-fact=total_amount]")
    line = fact.get_attribute("data-line")
    fact.hover()
    assert read.locator(".box.active").evaluate_all("all => all.map(box => box.dataset.line)") == [line]
    assert read.locator("#lines .active").evaluate_all("all => all.map(line => line.dataset.line)") == [line]
    expect(read.locator(".mark")).to_have_attribute("points", str(fact.get_attribute("data-box")))


def test_pointing_at_a_box_lights_up_its_line(read: Page) -> None:
    read.locator(".box").nth(3).hover()
    expect(read.locator("#lines .active")).to_have_attribute("data-line", "3")
    expect(read.locator("#caption")).to_contain_text(read.locator("#lines .text").nth(3).inner_text())


def test_shows_the_answer_as_it_was_sent(read: Page, receipt: Receipt) -> None:
    json = read.locator("#json pre")
    expect(json).to_be_hidden()
    read.get_by_text("JSON", exact=True).click()
    expect(json).to_contain_text(f'"value": {receipt.truth.totals.total_amount},')
    expect(json).to_contain_text(re.compile(r'"box": \[\[\d+, \d+\], '))


def test_the_keyboard_reaches_every_fact(read: Page) -> None:
    read.locator("#file").focus()
    read.keyboard.press("Tab")
    expect(read.locator("[data-fact=merchant]")).to_be_focused()
    expect(read.locator(".box.active")).to_have_count(1)


@pytest.mark.parametrize(
    ("kind", "turn", "orientation"),
    [
        pytest.param("JPEG", Image.Transpose.ROTATE_90, 6, id="turned by EXIF"),
        pytest.param("PNG", Image.Transpose.ROTATE_180, 3, id="upside down by EXIF"),
        pytest.param("JPEG", Image.Transpose.TRANSPOSE, 5, id="mirrored by EXIF"),
        pytest.param("WEBP", Image.Transpose.ROTATE_90, 6, id="turned by EXIF that Chromium ignores"),
        pytest.param("JPEG", Image.Transpose.ROTATE_90, 1, id="lying"),
        pytest.param("JPEG", Image.Transpose.ROTATE_180, 1, id="upside down"),
        pytest.param("JPEG", Image.Transpose.ROTATE_270, 6, id="upside down after EXIF"),
    ],
)
def test_shows_the_page_upright_so_that_the_boxes_fit(
    page: Page, receipt: Receipt, kind: str, turn: Image.Transpose, orientation: int
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    buffer = io.BytesIO()
    receipt.image.transpose(turn).save(buffer, kind, exif=exif)
    choose_receipt(page, buffer.getvalue())
    assert page.locator(".box").count() > 20
    assert boxes_lie_inside(page, "#page image")
    assert difference(page, receipt.image) < 5


def test_shows_the_text_of_a_document_that_no_browser_draws(page: Page, receipt: Receipt) -> None:
    buffer = io.BytesIO()
    receipt.image.save(buffer, "PDF")
    choose_receipt(page, buffer.getvalue(), "receipt.pdf")
    assert page.locator("#page text").count() == page.locator(".box").count() > 20
    assert boxes_lie_inside(page, ".paper")


def test_says_that_a_picture_is_cut_off(page: Page, read: Page, receipt: Receipt) -> None:
    whole = receipt.jpeg()
    choose_receipt(page, whole[: len(whole) * 4 // 5])
    expect(page.locator("#facts .warning")).to_contain_text("cut off")
    assert page.locator(".box").count() > 10
    expect(read.locator(".warning")).to_have_count(0)


@pytest.mark.parametrize(
    ("damage", "name", "advice"),
    [
        ("defocus", "Blurred:", "hold the phone still"),
        ("dark", "Dark:", "Turn on a light"),
        ("small", "Low resolution:", "Hold the phone closer"),
    ],
)
def test_says_once_what_is_wrong_with_a_picture_and_what_to_do(
    page: Page, receipt: Receipt, damage: DamageName, name: str, advice: str
) -> None:
    buffer = io.BytesIO()
    spoil(receipt.image, receipt.truth.lines, damage, 1).save(buffer, "JPEG", quality=90)
    choose_receipt(page, buffer.getvalue())

    warning = page.locator("#facts > .warning").filter(has_text=name)
    expect(warning).to_have_count(1)
    expect(warning).to_contain_text(advice)
    expect(page.locator("#facts > .warning").filter(has_text=advice)).to_have_count(1)


def test_says_what_the_service_says_of_a_file_that_is_no_picture(page: Page) -> None:
    choose(page, LETTER)
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("Unsupported Media Type", timeout=ANSWER_WITHIN_MS)
    expect(problem).to_contain_text("not a JPEG, PNG, WebP, TIFF, HEIC or PDF")
    expect(problem.locator("code")).not_to_be_empty()
    expect(page.locator("#result")).to_be_hidden()


def test_sends_the_key_that_was_put_in_and_keeps_it_nowhere(page: Page) -> None:
    page.get_by_text("Key", exact=True).click()
    page.get_by_label("Authorization: Bearer").fill("ocr_x")
    with page.expect_request("**/v1/ocr/receipt") as sent:
        choose(page, LETTER)
    assert sent.value.headers["authorization"] == "Bearer ocr_x"
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.reload()
    with page.expect_request("**/v1/ocr/receipt") as sent:
        choose(page, LETTER)
    assert "authorization" not in sent.value.headers


def test_gives_up_the_first_picture_when_a_second_is_chosen(page: Page, receipt: Receipt) -> None:
    with page.expect_event("requestfailed") as given_up:
        choose(page, receipt.jpeg())
        choose(page, LETTER)
    assert given_up.value.failure == "net::ERR_ABORTED"
    expect(page.get_by_role("alert")).to_contain_text("Unsupported Media Type", timeout=ANSWER_WITHIN_MS)
    expect(page.locator("#result")).to_be_hidden()


def test_shows_text_that_looks_like_markup_as_text(page: Page) -> None:
    choose(page, b"", "<img src=x onerror=document.title='run'>.jpg")
    expect(page.get_by_role("alert")).to_contain_text("Bad Request", timeout=ANSWER_WITHIN_MS)
    assert page.locator("img").count() == 0
    assert page.title() == "Receipt OCR"


def test_explains_every_path_of_the_contract(page: Page, ocr_url: str) -> None:
    contract = page.request.get(f"{ocr_url}/openapi.json").json()
    articles = page.locator("#reference article")
    expect(articles).to_have_count(len(contract["paths"]))
    article = articles.filter(has=page.get_by_text("/v1/ocr/receipt", exact=True))
    expect(article).to_contain_text(f"curl -F file=@receipt.jpg {ocr_url}/v1/ocr/receipt")
    article.get_by_text("Answers").click()
    expect(article.get_by_role("row").filter(has_text="415")).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_fits_the_width_of_a_screen(read: Page, width: int) -> None:
    read.set_viewport_size({"width": width, "height": 800})
    assert read.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_keeps_the_contrast_that_wcag_asks_of_text(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    for ground in ("--ground", "--card", "--glow"):
        for text in ("--ink", "--quiet", "--accent", "--doubt", "--fault"):
            darker, lighter = sorted(luminance(page.evaluate(COLOUR, name)) for name in (ground, text))
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, f"{text} on {ground}"


def test_shows_the_facts_of_each_receipt_of_a_picture(page: Page, receipt: Receipt) -> None:
    other = draw("pharmacy", 2)
    choose_receipt(page, together(receipt, other))

    expect(page.locator("#facts > h2")).to_have_text(["Receipt 1 of 2", "Receipt 2 of 2"])
    totals = page.locator('#facts [data-fact="total_amount"] .value')
    expect(totals).to_have_text([f"{each.truth.totals.total_amount:,}" for each in (receipt, other)])
    expect(page.locator("#facts > .warning")).to_contain_text("2 receipts")
