"""The snippet of docs/api.md in Chromium, from the origin that may read answers and from another, through nginx."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support import shipped
from tests.support.chromium import PROGRAM, chromium, evaluate
from tests.support.edge.stack import build, free_port, running

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "tests/support/edge/compose.yaml"
ORIGIN = shipped.setting("SITE_CORS_ORIGIN")
# the page is of the Internet and the edge of this machine, which Chromium would ask the person about
FLAG = "--disable-features=LocalNetworkAccessChecks"
MORE_THAN_THE_BURST = 24

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs Debian's package chromium")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    build("nginx", "certbot")
    environment = {
        "SITE_DOMAIN": "localhost",
        "SITE_HTTP_PORT": str(free_port()),
        "SITE_HTTPS_PORT": str(free_port()),
        "TLS_MODE": "selfsigned",
        "TRUSTED_PROXIES": "",
    }
    with running(COMPOSE, "browser", environment) as started:
        yield f"https://localhost:{started.port('nginx', 8443)}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(FLAG) as made:
        yield made


def page_of(browser: Browser, origin: str) -> Page:
    """Open a page of an origin, with the snippet in it."""
    (snippet,) = re.findall(r"```javascript\n(.*?)```", (ROOT / "docs/api.md").read_text(), re.DOTALL)
    page = browser.new_context(ignore_https_errors=True).new_page()
    page.route(f"{origin}/", lambda route: route.fulfill(body=f"<script>{snippet}</script>", content_type="text/html"))
    page.goto(f"{origin}/")
    return page


READ = """async ([url, number]) => {
  const one = () => readReceipt(url, new File(["picture"], "r.jpg"), "key");
  return (await Promise.all(Array.from({ length: number }, one))).length;
}"""


def test_reads_all_though_some_are_refused_at_first(browser: Browser, url: str) -> None:
    page = page_of(browser, ORIGIN)
    statuses: list[int] = []
    page.on("response", lambda response: statuses.append(response.status))
    assert evaluate(page, READ, [url, MORE_THAN_THE_BURST]) == MORE_THAN_THE_BURST
    assert 429 in statuses


def test_a_page_of_another_origin_sees_no_answer(browser: Browser, url: str) -> None:
    page = page_of(browser, "https://other.example.com")
    said = page.evaluate("([url, n]) => readReceipt(url, new File(['x'], 'r.jpg')).catch(String)", [url, 1])
    assert said == "TypeError: Failed to fetch"
