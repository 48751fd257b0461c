"""Draw the pictures of docs/odoo.md: python -m tests.support.odoo_screenshots DIRECTORY. Wants ODOO_SRC.

A real Odoo with the add-on, a real OCR service, a drawn receipt, and Chromium as people see it.
"""

import contextlib
import dataclasses
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, ViewportSize

from tests.support import odoo
from tests.support.appliance import wait_until
from tests.support.chromium import chromium, save_small
from tests.support.edge.stack import free_port
from tests.support.odoo import ADDON, ROOT, Server
from tests.support.postgres import cluster
from tests.support.receipts import draw

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
PEOPLE = """
admin = env.ref("base.user_admin")
admin.write({"name": "Maria Santos", "tz": "Asia/Manila"})
admin.employee_id.name = admin.name
env.company.name = "Bayani Trading"
env.cr.commit()
"""


def main(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as exits:
        folder = Path(exits.enter_context(tempfile.TemporaryDirectory()))
        own = exits.enter_context(cluster())
        settings = {"IP_OCR_URL": f"{exits.enter_context(ocr(folder))}/v1/ocr/receipt"}
        made = odoo.made(own, folder)
        made.modules(f"--init={ADDON}")
        made.shell(PEOPLE)
        made = dataclasses.replace(made, environment=settings)
        server = exits.enter_context(Server(made, folder / "odoo.log", workers=0))
        browser = exits.enter_context(chromium())
        for name, page in pictures(browser, server, folder):
            target = directory / f"odoo-{name}.png"
            page.screenshot(path=target, animations="disabled")
            save_small(target)


@contextlib.contextmanager
def ocr(folder: Path) -> Iterator[str]:
    """Run the OCR service, and return its address."""
    url = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "--config", "services/ocr/gunicorn.conf.py"]
    command += ["--bind", url.removeprefix("http://"), "ocr.wsgi:app"]
    environ = os.environ | {"PYTHONPATH": "services/ocr/src:services/shared/src"}
    with (folder / "ocr.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
    try:
        wait_until(lambda: ready(url), seconds=60)
        yield url
    finally:
        process.terminate()
        process.wait(60)


def ready(url: str) -> bool:
    """Return whether the service reads receipts."""
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(f"{url}/ready").is_success
    return False


def pictures(browser: Browser, server: Server, folder: Path) -> Iterator[tuple[str, Page]]:
    """Walk through Odoo as a person does, and stop where a picture is to be taken."""
    photo = folder / "receipt.jpg"
    photo.write_bytes(draw("department", 17, level="phone").jpeg())
    with server.session("admin", "admin") as admin:
        kept = admin.client.post("/ip/mobile/receipt", files={"file": (photo.name, photo.read_bytes())})
        receipt = kept.raise_for_status().json()["receipt_id"]
        with browser.new_context(viewport=DESK) as context:
            context.add_cookies([{"name": "session_id", "value": admin.id, "url": server.url}])
            page = context.new_page()
            page.goto(f"{server.url}/odoo/settings#{ADDON}")
            page.locator("[name=ip_expense_ocr_url]").wait_for()
            yield "settings", settled(page)

            # this photo is read well: a field is to be seen that a person has to look at
            admin.call("ir.config_parameter", "set_param", f"{ADDON}.sure_confidence", "0.96")
            page.goto(f"{server.url}/odoo/action-{ADDON}.ip_ocr_receipt_action/{receipt}")
            page.locator(".o_ip_ocr_viewer polygon").first.wait_for()
            yield "form", settled(page)

            page.locator("button[name=action_create_expense]").first.click()
            page.locator(".o_form_view [name=total_amount_currency]").wait_for()
            yield "expense", settled(page)
        with browser.new_context(viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True) as context:
            context.add_cookies([{"name": "session_id", "value": admin.id, "url": server.url}])
            page = context.new_page()
            page.goto(f"{server.url}/ip/mobile")
            lunch = draw("fast_food", 5, level="phone")
            photo.write_bytes(lunch.jpeg())
            page.locator("input[type=file]").first.set_input_files(photo)
            page.get_by_text(str(lunch.truth.merchant)).first.wait_for(timeout=90_000)
            yield "phone", settled(page)


def settled(page: Page) -> Page:
    """Wait until pictures and fonts are there."""
    page.wait_for_function("document.fonts.ready.then(() => [...document.images].every(({ complete }) => complete))")
    # pictures within drawings don't say when they are there
    page.wait_for_timeout(2000)
    return page


if __name__ == "__main__":
    main(Path(sys.argv[1]))
