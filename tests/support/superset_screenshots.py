"""Draw the pictures of docs/analytics.md: python -m tests.support.superset_screenshots DIRECTORY.

A real Superset with the dashboard imported, drawn receipts, and Chromium as people see it.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, sync_playwright

from tests.support.postgres import cluster
from tests.support.superset import ROOT, Superset, superset
from tests.support.superset_source import source

Scheme = Literal["light", "dark"]
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
# The phone's picture is of its first screens: all of it is six of them.
PICTURES: dict[str, tuple[ViewportSize, Scheme, int | None]] = {
    "desk": (DESK, "light", None),
    "desk-dark": (DESK, "dark", None),
    "phone": (PHONE, "light", 1250),
}
# Colours that a picture of a page needs: a quarter of the bytes, and nobody sees it.
COLOURS = 128
CHARTS = 6
# Chromium's sandbox wants privileges that a container does not give; the rest it does on its own account.
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATH = "/superset/dashboard/ip-ocr-receipts/"
# What is drawn of each chart: the text of a number, the rows of a table, the dots of a canvas.
DRAWN = """() => Object.fromEntries([...document.querySelectorAll(".dashboard-component-chart-holder")].map((holder) => {
  const name = holder.querySelector(".header-title").textContent.trim();
  if (holder.querySelector("[data-test=loading-indicator], .loading")) return [name, 0];
  const number = holder.querySelector(".header-line");
  const canvas = holder.querySelector("canvas");
  if (number) return [name, number.textContent.trim().length];
  if (!canvas) return [name, holder.querySelectorAll("tbody tr").length];
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return [name, data.filter((value, index) => index % 4 === 3 && value > 0).length];
}))"""


def main(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as exits:
        folder = Path(exits.enter_context(tempfile.TemporaryDirectory()))
        receipts = source(exits.enter_context(cluster()))
        server = exits.enter_context(superset(folder))
        environ = os.environ | server.login | receipts.login
        subprocess.run([sys.executable, ROOT / "superset/import_dashboard.py"], env=environ, check=True, timeout=120)
        browser = exits.enter_context(chromium())
        session = log_in(browser, server)
        for name, (size, scheme, height) in PICTURES.items():
            with visit(browser, session, size, scheme) as page:
                open_dashboard(page, server.url)
                target = directory / f"analytics-{name}.png"
                page.screenshot(path=target, animations="disabled", full_page=True)
                whole = Image.open(target)
                whole.crop((0, 0, whole.width, height or whole.height)).quantize(COLOURS).save(target, optimize=True)
                sys.stdout.write(f"{target} {target.stat().st_size // 1024} kB\n")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Run Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


def log_in(browser: Browser, server: Superset) -> StorageState:
    """Log in as people do, and return the session for other contexts."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{server.url}/login/")
        page.fill("#username", server.user)
        page.fill("#password", server.password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/superset/welcome/", wait_until="commit")
        return context.storage_state()


@contextlib.contextmanager
def visit(
    browser: Browser, session: StorageState, size: ViewportSize = DESK, scheme: Scheme = "light"
) -> Iterator[Page]:
    """Give a page to somebody who is logged in."""
    with browser.new_context(viewport=size, color_scheme=scheme, storage_state=session) as context:
        # Superset tells its makers of each page
        context.route("https://*.scarf.sh/**", lambda route: route.fulfill(status=204))
        yield context.new_page()


def open_dashboard(page: Page, url: str, query: str = "") -> None:
    """Open the dashboard, and wait until all of it is drawn."""
    page.goto(f"{url}{PATH}{query}")
    page.wait_for_function(
        f"() => {{ const drawn = Object.values(({DRAWN})()); return drawn.length === {CHARTS} && drawn.every(Boolean) }}",
        timeout=120_000,
    )
    # lines grow for a second
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
