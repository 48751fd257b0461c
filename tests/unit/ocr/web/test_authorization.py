"""What nginx and the health check are told."""

import logging
from pathlib import Path

import falcon.testing
import pytest
from prometheus_client.parser import text_string_to_metric_families

from ocr.app import App, create_app
from ocr.engine.model_loader import ModelLoader
from ocr.keys import KeyFile
from ocr.settings import ByKey, Settings
from tests.support.ocr import FakeEngine, form, png

Client = falcon.testing.TestClient


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(threads=1, state_dir=tmp_path, key_limits=ByKey((("odoo", 1),)))


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path)


@pytest.fixture
def app(settings: Settings) -> App:
    loader = ModelLoader(FakeEngine)
    loader.engine = FakeEngine()
    return create_app(settings, loader)


def ask(client: Client, token: str | None = None) -> falcon.testing.Result:
    return client.simulate_get("/authorize", headers={"Authorization": f"Bearer {token}"} if token else {})


def test_answers_204_to_everybody_while_no_key_was_made(client: Client) -> None:
    answer = ask(client)
    assert (answer.status_code, answer.headers.get("X-Key-Name")) == (204, None)


def test_tells_the_name_of_a_key_and_counts_it(client: Client, file: KeyFile) -> None:
    answer = ask(client, file.create("scanner"))
    assert (answer.status_code, answer.headers["X-Key-Name"]) == (204, "scanner")
    ask(client)
    found = {
        tuple(sample.labels.values()): sample.value
        for family in text_string_to_metric_families(client.simulate_get("/metrics").text)
        for sample in family.samples
        if sample.name == "ocr_key_requests_total"
    }
    assert found == {("scanner", "accepted"): 1, ("", "key"): 1}


def test_refuses_as_rfc_6750_says(client: Client, file: KeyFile) -> None:
    file.create("odoo")
    without, wrong = ask(client), ask(client, "wrong")
    assert (without.status_code, wrong.status_code) == (401, 401)
    assert without.headers["WWW-Authenticate"] == 'Bearer realm="receipt-ocr"'
    assert wrong.headers["WWW-Authenticate"] == 'Bearer realm="receipt-ocr", error="invalid_token"'
    assert (without.headers["X-Denied"], wrong.headers["X-Denied"]) == ("key", "key")


def test_tells_a_used_up_key_from_a_wrong_one(client: Client, file: KeyFile) -> None:
    token = file.create("odoo")
    ask(client, token)
    answer = ask(client, token)
    assert (answer.status_code, answer.headers["X-Denied"], answer.headers["X-Key-Name"]) == (403, "quota", "odoo")
    assert 0 < int(answer.headers["Retry-After"]) <= 86400


def test_can_not_judge_by_a_damaged_file_and_says_so_in_the_log(
    client: Client, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "keys.json").write_text("{}")
    assert ask(client).status_code == 503
    assert client.simulate_get("/keys").status_code == 503
    assert "keys unreadable" in [record.message for record in caplog.records]


def test_gives_a_pass_that_opens(client: Client, file: KeyFile) -> None:
    file.create("odoo")
    answer = client.simulate_post("/pass")
    assert answer.headers["Cache-Control"] == "no-store"
    assert ask(client, answer.json["key"]).headers["X-Key-Name"] == "internal"


def test_lists_keys_for_the_health_check(client: Client, file: KeyFile) -> None:
    assert client.simulate_get("/keys").json == {"required": False, "keys": [], "unused_limits": ["odoo"]}
    ask(client, file.create("odoo"))
    listed = client.simulate_get("/keys").json
    assert (listed["required"], listed["unused_limits"]) == (True, [])
    (key,) = listed["keys"]
    assert (key["name"], key["today"], key["limit"]) == ("odoo", 1, 1)
    assert key["made"] <= key["last_used"]


@pytest.mark.parametrize(("made", "warnings"), [("odoo", []), ("other", [("odoo",)])])
def test_warns_at_the_start_of_a_limit_without_a_key(
    settings: Settings, file: KeyFile, caplog: pytest.LogCaptureFixture, made: str, warnings: list[tuple[str, ...]]
) -> None:
    file.create(made)
    create_app(settings, ModelLoader(FakeEngine))
    said = [record for record in caplog.records if record.message == "OCR_KEY_LIMITS has names without a key"]
    assert [record.__dict__["names"] for record in said] == warnings


def test_starts_with_a_limit_and_a_damaged_file_of_keys(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("{}")
    create_app(settings, ModelLoader(FakeEngine))


def test_asks_for_no_key_past_the_edge(client: Client, file: KeyFile) -> None:
    file.create("odoo")
    assert client.simulate_post("/v1/ocr", **form(png())).status_code == 200


@pytest.mark.parametrize(("sent", "logged"), [("odoo", "odoo"), ("", None), ('a" b', None), ("x" * 40, None)])
def test_logs_the_name_that_nginx_gives(
    client: Client, caplog: pytest.LogCaptureFixture, sent: str, logged: str | None
) -> None:
    caplog.set_level(logging.INFO)
    client.simulate_post("/v1/ocr", body="x", headers={"X-Key-Name": sent})
    (record,) = (record for record in caplog.records if record.message == "request")
    assert record.__dict__.get("key") == logged
