"""The page on which a person corrects what is unsure, in Chromium, and who may not see it."""

import http.client
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from receipt_ocr_client.program.files import File
from receipt_ocr_client.program.journal import Journal
from receipt_ocr_client.program.review import Review, Server, review
from receipt_ocr_client.program.rows import rows
from tests.support.chromium import PROGRAM, chromium
from tests.support.ocr import png

BOX = [[10, 10], [200, 10], [200, 30], [10, 30]]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "journal")) as opened:
        yield opened


@pytest.fixture
def server(journal: Journal, tmp_path: Path) -> Iterator[Server]:
    picture = tmp_path / "<b>r.png"
    picture.write_bytes(png(600, 800))
    field = {"value": "SARI", "text": "SARI", "confidence": 0.5, "box": BOX, "line": 0, "source": "read"}
    receipt = {"merchant": field, "date": None, "totals": {"total_amount": {**field, "value": 12.5}}}
    meta = {"width": 600, "height": 800, "rotation": 0, "warnings": []}
    lines = [{"text": "SARI", "box": BOX, "page": 1}]
    journal.add_answer("one", {**receipt, "receipts": [receipt], "lines": lines, "meta": meta})
    with Server(Review(list(rows(File(picture, "one"), journal)), journal, lambda: None)) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield running
        running.shutdown()


@pytest.mark.skipif(PROGRAM is None, reason="needs Debian's package chromium")
def test_a_person_corrects_a_receipt(server: Server, journal: Journal) -> None:
    complaints: list[str] = []
    with chromium() as browser:
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(server.one_time_url())
        expect(page.locator("canvas.crop")).to_have_count(2, timeout=20_000)
        expect(page.locator("h2")).to_contain_text("<b>r.png")
        page.locator("[name=date]").fill("2026-02-30")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_have_text("Write the date like 2026-03-14.")
        page.locator("[name=date]").fill("2026-03-14")
        page.locator("[name=total]").fill("1,234.5")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#left")).to_have_text("All are saved.")
    saved = journal.corrections["one", 0]
    assert (saved["date"], saved["total"], saved["merchant"]) == ("2026-03-14", "1234.50", "SARI")
    # what Chromium says of a refused correction, and of the icon that is none
    assert [each for each in complaints if "Failed to load resource" not in each] == []


@pytest.mark.parametrize("path", ["/", "/wrong/", "/wrong/receipts", "/wrong/picture/0"])
def test_shows_nothing_to_whoever_does_not_know_the_token(server: Server, path: str) -> None:
    assert status(server, path) == 403


def test_answers_only_to_its_own_address(server: Server) -> None:
    assert status(server, f"/{server.token}/receipts", Host="rebound.example.com") == 403
    assert status(server, f"/{server.token}/receipts") == 200


def test_a_one_time_address_leads_to_the_page_once(server: Server) -> None:
    path = urlsplit(server.one_time_url()).path
    assert server.token not in path
    assert [status(server, path) for _ in range(2)] == [303, 403]
    assert [status(server, f"{path}/{below}") for below in ("", "receipts")] == [403, 403]


def test_starts_the_browser_with_an_address_that_is_worth_nothing_afterwards(
    server: Server, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def browse(address: str) -> None:
        with httpx.Client(follow_redirects=True, trust_env=False) as browser:
            page = browser.get(address).url
            browser.post(page.join("done"))
        seen.extend((address, str(page)))

    monkeypatch.setattr(webbrowser, "open", browse)
    review(server.review.rows, journal, lambda: None)
    address, page = seen
    assert urlsplit(page).path.strip("/") not in address


def status(server: Server, path: str, **headers: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as connection:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
