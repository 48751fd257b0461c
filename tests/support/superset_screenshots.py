"""Draw the pictures of docs/analytics.md: python -m tests.support.superset_screenshots DIRECTORY.

A real Superset with the dashboard imported, drawn receipts, and Chromium as people see it.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Error, Page, StorageState, ViewportSize

from tests.support.chromium import chromium, interruption, save_small
from tests.support.postgres import cluster
from tests.support.superset import ROOT, Superset, superset
from tests.support.superset_source import source

Scheme = Literal["light", "dark"]
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
# All of it at a desk. On a phone that is six screens: its picture is of the first.
PICTURES: dict[str, tuple[ViewportSize, Scheme]] = {
    "desk": ({"width": 1280, "height": 1300}, "light"),
    "desk-dark": ({"width": 1280, "height": 1300}, "dark"),
    "phone": ({"width": 390, "height": 1300}, "light"),
}
CHARTS = 6
WAIT_SECONDS = 180
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
        for name, (size, scheme) in PICTURES.items():
            with visit(browser, session, size, scheme) as page:
                open_dashboard(page, server.url)
                target = directory / f"analytics-{name}.png"
                page.screenshot(path=target, animations="disabled")
                save_small(target)


def log_in(browser: Browser, server: Superset) -> StorageState:
    """Log in as people do, and return the session for other contexts."""
    with browser.new_context() as context:
        context.set_default_timeout(WAIT_SECONDS * 1000)
        page = context.new_page()
        while not logged_in(page, server):
            pass
        return context.storage_state()


def logged_in(page: Page, server: Superset) -> bool:
    """Log in; return False if a change of the machine's networks interrupted that."""
    # who is logged in sees no form
    page.context.clear_cookies()
    try:
        page.goto(f"{server.url}/login/")
        page.fill("#username", server.user)
        page.fill("#password", server.password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/superset/welcome/", wait_until="commit")
    except Error as error:
        if not interruption(error.message):
            raise
        return False
    return True


@contextlib.contextmanager
def visit(
    browser: Browser, session: StorageState, size: ViewportSize = DESK, scheme: Scheme = "light"
) -> Iterator[Page]:
    """Return a page to somebody who is logged in."""
    with browser.new_context(viewport=size, color_scheme=scheme, storage_state=session) as context:
        # Superset tells its makers of each page
        context.route("https://*.scarf.sh/**", lambda route: route.fulfill(status=204))
        context.set_default_timeout(WAIT_SECONDS * 1000)
        yield context.new_page()


def open_dashboard(page: Page, url: str, query: str = "") -> list[str]:
    """Open the dashboard, wait until all of it is drawn, and return what the browser complains of."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.extend(filter(interruption, [request.failure or ""])))
    until = time.monotonic() + WAIT_SECONDS
    while not drawn(page, f"{url}{PATH}{query}", complaints, until):
        # what the page that was left still complains of comes before this is open
        page.goto("about:blank")
        complaints.clear()
    return complaints


def drawn(page: Page, address: str, complaints: list[str], until: float) -> bool:
    """Open a page and wait for all charts; return False if a change of the machine's networks interrupted that."""
    try:
        page.goto(address)
    except Error as error:
        if not interruption(error.message):
            raise
        return False
    while not any(map(interruption, complaints)):
        charts = page.evaluate(DRAWN)
        if len(charts) == CHARTS and all(charts.values()):
            # lines grow for a second
            page.wait_for_timeout(1500)
            return not any(map(interruption, complaints))
        if time.monotonic() > until:
            raise DashboardIncomplete(f"{charts}, {complaints}")
        page.wait_for_timeout(200)
    return False


class DashboardIncomplete(Exception):
    """Some charts are not drawn: which, and what the browser complains of."""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
