"""Heads of receipts, which are read in a third of the time: for tests that have many read, and look at none closely."""

import io
from functools import cache
from pathlib import Path

from PIL import Image

from gates.latency import MIN_REQUESTS

SAMPLE = Path(__file__).parents[2] / "services/healthcheck/sample-receipt.jpg"
SHARE, SCALE = 0.25, 0.6


def head(receipt: bytes, share: float = SHARE) -> bytes:
    """Return the upper part of a picture of a receipt, reduced, as a JPEG."""
    with Image.open(io.BytesIO(receipt)) as whole:
        upper = whole.crop((0, 0, whole.width, round(share * whole.height)))
    buffer = io.BytesIO()
    upper.resize((round(SCALE * upper.width), round(SCALE * upper.height))).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


@cache
def short_receipt() -> bytes:
    """Return the head of the sample receipt: nine lines, 0.6 s of a processor."""
    return head(SAMPLE.read_bytes())


@cache
def few_lines() -> bytes:
    """Return the first lines of the sample receipt, for tests that only count: 0.2 s of a processor."""
    return head(SAMPLE.read_bytes(), share=0.1)


def read_enough(picture: Path, port: int = 8100, *, key: str = "") -> tuple[str, ...]:
    """Return a command that has a picture read as often as gate 1 wants, which otherwise reads the longer sample so often."""
    url = f"http://127.0.0.1:{port}/v1/ocr/receipt?[1-{MIN_REQUESTS}]"
    authorised = ("--header", f"Authorization: Bearer {key}") if key else ()
    return ("curl", "--fail", "--silent", "--output", "/dev/null", *authorised, "--form", f"file=@{picture}", url)
