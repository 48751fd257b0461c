"""Debian's Chromium, driven by Playwright."""

import contextlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

PROGRAM = shutil.which("chromium")
FLAGS = [
    # Its sandbox needs privileges that a container of CI does not give.
    "--no-sandbox",
    "--disable-gpu",
    # What the browser sends on its own account would look like the page's.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Chromium drops what it is loading when the machine's networks change, as other tests' containers make them.
INTERRUPTION = "net::ERR_NETWORK_CHANGED"

# Colours that a picture of a page needs: a quarter of the bytes, and nobody sees it.
COLOURS = 128


@contextlib.contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Run Chromium until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*FLAGS, *flags])
        yield browser
        browser.close()


def evaluate(page: Page, expression: str, argument: object) -> Any:
    """Return what an expression gives in a page, asked again where the machine's networks changed meanwhile."""
    failures: list[str] = []
    page.on("requestfailed", lambda request: failures.append(request.failure or ""))
    while True:
        try:
            return page.evaluate(expression, argument)
        except Error as error:
            if not any(map(interruption, failures)):
                raise AssertionError(f"{error.message}\n{failures}") from error
            failures.clear()


def interruption(complaint: str) -> bool:
    """Return whether a complaint is that the machine's networks changed."""
    return INTERRUPTION in complaint


def save_small(screenshot: Path) -> None:
    """Save a screenshot again with fewer colours, and print its size."""
    Image.open(screenshot).quantize(COLOURS).save(screenshot, optimize=True)
    sys.stdout.write(f"{screenshot} {screenshot.stat().st_size // 1024} kB\n")
