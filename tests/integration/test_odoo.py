"""The whole way: a photo sent by `curl` to a real Odoo, read by the appliance, becomes an expense and a row.

Then again while each part is stopped or killed, and with four users at once.
"""

import os
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support import odoo
from tests.support.appliance import Appliance, wait_until
from tests.support.documented import commands
from tests.support.odoo import ADDON, ROOT, SOURCE, WHY_NOT, Odoo, Server, Session
from tests.support.pace import allowed
from tests.support.postgres import Cluster, cluster
from tests.support.postgrest import Supabase, supabase
from tests.support.receipts import LAYOUTS, Receipt, draw

pytestmark = pytest.mark.skipif(not SOURCE, reason=WHY_NOT)

POSTS = [command for command in commands(ROOT / "docs/odoo.md") if command.startswith("curl ")]
PHILIPPINE = [name for name, layout in LAYOUTS.items() if layout.country == "PH"]
RECEIPT = draw("pharmacy", 17)
USERS = 4
PASSWORD = "a password of tests"
PEOPLE = """
from datetime import timedelta
from odoo import fields
for number in range({users}):
    login = f"employee{{number}}@example.com"
    user = env["res.users"].create(
        {{"name": login, "login": login, "email": login, "password": {password!r},
          "group_ids": [(4, env.ref("base.group_user").id)]}}
    )
    env["hr.employee"].create({{"name": login, "user_id": user.id, "work_email": login}})
env["res.partner"].create({{"name": {merchant!r}, "is_company": True, "vat": {tin!r}}})
env["ir.config_parameter"].set_param("ip_expense_mvp.ai_ocr_ca", {ca!r})
keys = env["res.users.apikeys"].with_user(user).sudo()
key = keys._generate(None, "phone", fields.Datetime.now() + timedelta(days=1))
env.cr.commit()
print(key)
"""
# the columns of nginx's log for receipts: services/nginx/README.md
COUNT_READ = '$4 == "ocr" && $3 == 200 { count++ } END { print count + 0 }'
# A client may be told to come back; whoever gets no answer sends again.
LATER = {429, 502, 503, 504}
MINUTE = 60


@dataclass(frozen=True)
class Site:
    """All of it."""

    appliance: Appliance
    supabase: Supabase
    server: Server
    admin: Session
    users: list[Session]
    api_key: str

    def receipts_read(self) -> int:
        """Count the receipts that the appliance has read since it was started."""
        return int(self.appliance.inside("nginx", "awk", COUNT_READ, "/var/log/nginx/ocr.access.log"))

    def rows(self, receipts: list[int]) -> list[list[str]]:
        """Return id, state and merchant of the rows of these receipts."""
        ids = ",".join(map(str, receipts))
        query = f"""
            select receipt_id, state, merchant, receipt_date, total_amount, currency
            from analytics.ip_ocr_receipts where receipt_id in ({ids}) order by 1
        """  # noqa: S608 - numbers
        return self.supabase.sql(query)

    def states(self, receipts: list[int]) -> list[str]:
        """Return the states of receipts."""
        return [found["state"] for found in self.admin.read("ip.ocr.receipt", [("id", "in", receipts)], "state")]

    def settled(self, receipts: list[int]) -> bool:
        """Return whether all of them are read, and their rows say so."""
        return self.states(receipts) == ["read"] * len(receipts) == [row[1] for row in self.rows(receipts)]


@pytest.fixture(scope="module")
def own() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture(scope="module")
def site(appliance: Appliance, own: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    directory = tmp_path_factory.mktemp("odoo")
    with ExitStack() as exits:
        project = exits.enter_context(supabase(own))
        settings = {
            "IP_OCR_URL": f"https://localhost:{appliance.https_port}/v1/ocr/receipt",
            "SUPABASE_URL": project.url,
            "SUPABASE_SERVICE_ROLE_KEY": project.service_key,
        }
        made = odoo.made(own, directory, environment=settings)
        made.modules(f"--init={ADDON}")
        key = prepare(made, appliance)
        # it reads a sample receipt now and then, which would be counted
        appliance.run("stop healthcheck")
        exits.callback(appliance.run, "start healthcheck")
        server = exits.enter_context(Server(made, directory / "odoo.log"))
        admin = exits.enter_context(server.session("admin", "admin"))
        logins = [f"employee{number}@example.com" for number in range(USERS)]
        users = [exits.enter_context(server.session(login, PASSWORD)) for login in logins]
        yield Site(appliance, project, server, admin, users, key)


def prepare(made: Odoo, appliance: Appliance) -> str:
    """Make employees, a vendor and the setting that trusts the appliance; return the API key of one of them."""
    truth = RECEIPT.truth
    values = {
        "users": USERS,
        "password": PASSWORD,
        "merchant": truth.merchant,
        "tin": truth.bir.tin,
        "ca": ssl.get_server_certificate(("localhost", appliance.https_port)),
    }
    return made.shell(PEOPLE.format(**values)).split()[-1]


def curl(site: Site, command: str, folder: Path, picture: bytes) -> httpx.Response:
    """Run a command of the document as it is written."""
    (folder / "receipt.jpg").write_bytes(picture)
    given = {"ODOO": site.server.url, "SESSION_ID": site.users[0].id, "ODOO_API_KEY": site.api_key}
    done = subprocess.run(
        ["bash", "-c", f"{command} --silent --show-error --write-out '\n%{{http_code}}'"],
        cwd=folder,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    body, status = done.stdout.rsplit("\n", 1)
    return httpx.Response(int(status), text=body)


def commented(picture: bytes, number: int) -> bytes:
    """Make the file another one that shows the same, by a comment in the JPEG."""
    comment = f"{time.time_ns()} {number}".encode()
    return picture[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + picture[2:]


def send(user: Session, picture: bytes) -> dict[str, Any]:
    """Send a picture as often as it takes until it is kept, as a phone does."""
    while True:
        try:
            answer = user.client.post("/ip/mobile/receipt", files={"file": ("receipt.jpg", picture)})
        except httpx.TransportError:
            time.sleep(1)
            continue
        if answer.status_code not in LATER:
            assert answer.is_success, answer.text
            kept: dict[str, Any] = answer.json()
            return kept
        time.sleep(float(answer.headers.get("Retry-After", 2)))


def test_a_command_with_a_session_and_one_with_a_key_are_documented() -> None:
    assert [("SESSION_ID" in command, "API_KEY" in command) for command in POSTS] == [(True, False), (False, True)]
    assert POSTS[0] in commands(ROOT / "README.md")


class TestWholeWay:
    def test_from_curl_to_the_expense_and_the_row(self, site: Site, tmp_path: Path) -> None:
        truth = RECEIPT.truth
        total = float(truth.totals.total_amount or 0)
        facts = {"merchant": truth.merchant, "date": truth.date, "total": total, "currency": "PHP"}

        answer = curl(site, POSTS[0], tmp_path, RECEIPT.jpeg())
        assert answer.status_code == 201, answer.text
        kept = answer.json()
        assert kept["state"] == "read", kept
        assert {name: kept[name] for name in facts} == facts

        user, identity = site.users[0], kept["receipt_id"]
        wait_until(lambda: len(site.rows([identity])) == 1, seconds=allowed(2 * MINUTE))
        assert site.rows([identity])[0][1:] == ["read", truth.merchant, truth.date, f"{total:.2f}", "PHP"]

        user.call("ip.ocr.receipt", "action_create_expense", [identity])
        user.call("ip.ocr.receipt", "action_create_expense", [identity])
        fields = ("name", "total_amount_currency", "currency_id", "date", "vendor_id", "message_main_attachment_id")
        (expense,) = user.read("hr.expense", [("ip_ocr_receipt_ids", "in", [identity])], *fields)
        assert (expense["total_amount_currency"], expense["date"]) == (total, truth.date)
        assert expense["currency_id"][1] == "PHP"
        assert expense["vendor_id"][1] == truth.merchant
        assert truth.merchant in expense["name"]
        assert expense["message_main_attachment_id"]

        wait_until(lambda: site.rows([identity])[0][1] == "done", seconds=allowed(2 * MINUTE))

    def test_with_an_api_key(self, site: Site, tmp_path: Path) -> None:
        answer = curl(site, POSTS[1], tmp_path, commented(RECEIPT.jpeg(), 1))
        assert (answer.status_code, answer.json()["state"]) == (201, "read")

    def test_for_a_client_that_knows_only_what_there_was_before(self, site: Site) -> None:
        picture = commented(RECEIPT.jpeg(), 2)
        answer = site.users[0].client.post("/ip/mobile/receipt", files={"file": ("r.jpg", picture)})
        assert answer.status_code == 201
        before = {"success": bool, "receipt_id": int, "line_count": int, "avg_confidence": float, "message": str}
        assert {name: type(answer.json()[name]) for name in before} == before
        assert answer.json()["success"] is True
        assert answer.json()["line_count"] > 10
        assert 0.8 < answer.json()["avg_confidence"] <= 1


class TestNothingIsLost:
    def test_while_each_part_is_away_for_a_minute(self, site: Site) -> None:
        pictures = [draw(PHILIPPINE[number % len(PHILIPPINE)], 100 + number).jpeg() for number in range(30)]
        started = time.monotonic()

        def send_in_turn(number: int) -> dict[str, Any]:
            # ten a minute
            time.sleep(max(0.0, started + number * MINUTE / 10 - time.monotonic()))
            return send(site.users[number % USERS], pictures[number])

        def until(minutes: float) -> None:
            time.sleep(max(0.0, started + minutes * MINUTE - time.monotonic()))

        with ThreadPoolExecutor(len(pictures)) as pool:
            site.appliance.run("stop ocr")
            sent = [pool.submit(send_in_turn, number) for number in range(len(pictures))]
            until(1)
            site.appliance.run("start ocr")
            site.supabase.stop()
            until(2)
            site.supabase.start()
            # in the middle of the 21st
            time.sleep(0.4)
            site.server.kill()
            until(2.5)
            site.server.start()
            kept = [one.result() for one in sent]

        assert {one["state"] for one in kept[:9]} == {"pending"}
        receipts = sorted({one["receipt_id"] for one in kept})
        assert len(receipts) == len(pictures)
        wait_until(lambda: site.settled(receipts), seconds=allowed(6 * MINUTE))
        assert [int(row[0]) for row in site.rows(receipts)] == receipts
        # what was in the middle when Odoo was killed is there once, too
        hashes = [one["picture_sha256"] for one in site.admin.read("ip.ocr.receipt", [], "picture_sha256")]
        assert len(hashes) == len(set(hashes))

    def test_and_nothing_is_read_twice_with_four_users_at_once(self, site: Site) -> None:
        drawn: list[Receipt] = [draw(PHILIPPINE[seed % len(PHILIPPINE)], 1000 + seed) for seed in range(200)]
        pictures = [one.jpeg() for one in drawn]
        before = site.receipts_read()
        slowest = 0.0
        lock = threading.Lock()

        def send_a_share(number: int) -> list[int]:
            nonlocal slowest
            kept = []
            for picture in pictures[number::USERS]:
                begun = time.monotonic()
                kept.append(send(site.users[number], picture)["receipt_id"])
                with lock:
                    slowest = max(slowest, time.monotonic() - begun)
            return kept

        with ThreadPoolExecutor(USERS) as pool:
            receipts = sorted(one for share in pool.map(send_a_share, range(USERS)) for one in share)

        assert slowest < MINUTE
        assert len(set(receipts)) == len(pictures)
        wait_until(lambda: site.settled(receipts), seconds=allowed(6 * MINUTE))
        assert site.receipts_read() - before == len(pictures)
