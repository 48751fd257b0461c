"""Pictures without text on a receipt: a shop's mark, barcodes, QR codes, a signature. Masks: 255 is ink."""

import math
import random

from PIL import Image, ImageDraw

from tests.support.receipts.marks import Figure


def draw_figure(figure: Figure, width_px: int, rng: random.Random) -> Image.Image:
    return {"logo": _logo, "barcode": _barcode, "qr": _qr, "signature": _signature}[figure](width_px, rng)


def _logo(width: int, rng: random.Random) -> Image.Image:
    mask = Image.new("L", (width, width // 2), 0)
    pen = ImageDraw.Draw(mask)
    middle, radius = (width // 2, width // 4), width // 5
    pen.ellipse(_square(middle, radius), fill=255)
    spokes = rng.randint(3, 8)
    for spoke in range(spokes):
        angle = 2 * math.pi * spoke / spokes
        tip = (middle[0] + radius * 0.6 * math.cos(angle), middle[1] + radius * 0.6 * math.sin(angle))
        pen.line((*middle, *tip), fill=0, width=max(2, width // 40))
    pen.ellipse(_square(middle, radius // 3), fill=0)
    pen.rounded_rectangle((2, width // 2 - 8, width - 3, width // 2 - 4), radius=2, fill=255)
    return mask


def _barcode(width: int, rng: random.Random) -> Image.Image:
    mask = Image.new("L", (width, width // 5), 0)
    pen = ImageDraw.Draw(mask)
    module, x = max(2, width // 140), 0
    while x < width:
        bar, space = rng.randint(1, 4) * module, rng.randint(1, 3) * module
        pen.rectangle((x, 0, min(x + bar, width) - 1, mask.height), fill=255)
        x += bar + space
    return mask


def _qr(width: int, rng: random.Random) -> Image.Image:
    modules = 29
    code = Image.new("L", (modules, modules), 0)
    for y in range(modules):
        for x in range(modules):
            code.putpixel((x, y), rng.choice((0, 255)))
    pen = ImageDraw.Draw(code)
    for x, y in ((0, 0), (modules - 7, 0), (0, modules - 7)):
        pen.rectangle((x - 1, y - 1, x + 7, y + 7), fill=0)
        pen.rectangle((x, y, x + 6, y + 6), outline=255)
        pen.rectangle((x + 2, y + 2, x + 4, y + 4), fill=255)
    return code.resize((width, width), Image.Resampling.NEAREST)


def _signature(width: int, rng: random.Random) -> Image.Image:
    mask = Image.new("L", (width, width // 3), 0)
    points = [
        (width * (step + 0.5) / 24 + rng.uniform(-0.06, 0.06) * width, mask.height * rng.triangular(0.1, 0.9, 0.5))
        for step in range(24)
    ]
    ImageDraw.Draw(mask).line(points, fill=220, width=max(2, width // 90), joint="curve")
    return mask


def _square(middle: tuple[int, int], radius: int) -> tuple[int, int, int, int]:
    return middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius
