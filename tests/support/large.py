"""The largest pictures that the service takes, of each kind, with a receipt on them."""

import io
from collections.abc import Mapping
from typing import Any

import pillow_heif
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.support.receipts import draw

# Sides of a square of 50, 23 and 14 million pixels
LARGEST, LARGEST_HEIF, LARGEST_WEBP = 7070, 4800, 3700
PAGES = 3

pillow_heif.register_heif_opener(thumbnails=False)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """Write a picture."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def sheet_of_lines() -> Image.Image:
    """Draw a sheet of A4 at 200 dpi whose lines are as wide as it is: what lines hold follows from their width."""
    sheet = Image.new("RGB", (1654, 2339), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype("DejaVuSans.ttf", 22)
    for row in range(60):
        draw.text(
            (40, 40 + 37 * row),
            f"{row:02} Terms of the sale: the goods remain ours until they are paid. " * 2,
            "black",
            font,
        )
    return sheet


def uploads() -> Mapping[str, bytes]:
    """Draw a receipt, and write it as large as may be sent, and as a long roll."""
    receipt = draw("grocery_vat", seed=5).image.convert("RGB")

    def square(side: int) -> Image.Image:
        factor = side / max(receipt.size)
        table = Image.new("RGB", (side, side), (70, 60, 50))
        table.paste(receipt.resize((int(receipt.width * factor), int(receipt.height * factor))), (0, 0))
        return table

    roll = Image.new("RGB", (receipt.width, 6 * receipt.height), "white")
    for part in range(6):
        roll.paste(receipt, (0, part * receipt.height))
    largest = square(LARGEST)
    flat = largest.quantize(16)
    letter = sheet_of_lines()
    return {
        "JPEG": saved(largest, "JPEG", quality=40),
        "progressive JPEG": saved(largest, "JPEG", quality=30, progressive=True),
        "PNG": saved(flat.convert("RGB"), "PNG", compress_level=1),
        "transparent PNG": saved(flat.convert("RGBA"), "PNG", compress_level=1),
        "TIFF": saved(largest.convert("L"), "TIFF", compression="tiff_lzw"),
        # as quick as can be: decoding it takes the same memory
        "HEIC": saved(square(LARGEST_HEIF), "HEIF", quality=30, enc_params={"preset": "ultrafast"}),
        "WebP": saved(square(LARGEST_WEBP), "WEBP", quality=40, method=0),
        "PDF": saved(receipt, "PDF", save_all=True, append_images=[receipt] * (PAGES - 1), resolution=150),
        "roll": saved(roll, "JPEG", quality=70),
        "letter": saved(letter, "JPEG", quality=80),
        "blurred letter": saved(letter.filter(ImageFilter.GaussianBlur(2)), "JPEG", quality=80),
    }
