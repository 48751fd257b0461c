import hashlib
import json
import logging
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import falcon.testing
import pytest
from gunicorn.http.body import Body, LengthReader
from gunicorn.http.unreader import SocketUnreader

from ocr import __version__
from ocr.app import App, create_app
from ocr.engine.model_loader import ModelLoader
from ocr.fingerprint import print_hash
from ocr.model import Notice
from ocr.settings import Settings
from ocr.web import resources
from tests.support.ocr import LINES, FakeEngine, form, png

Client = falcon.testing.TestClient
PATHS = ["/v1/ocr/receipt", "/v1/ocr", "/v1/parse"]


def test_gives_a_receipt_of_the_whole_contract(client: Client) -> None:
    answer = client.simulate_post("/v1/ocr/receipt", **form(png(60, 80), filename="r.png"))

    assert answer.status_code == 200
    receipt = answer.json
    assert receipt["lines"][2] == {
        "text": "TOTAL 1,234.50",
        "box": [[10, 70], [200, 70], [200, 90], [10, 90]],
        "score": 0.97,
        "confidence": 0.97,
        "page": 1,
    }
    assert set(receipt["totals"]) == set(
        "total_amount subtotal tax_amount vatable_sales vat_exempt_sales zero_rated_sales service_charge discount "
        "rounding cash change".split()
    )
    assert set(receipt["bir"]) == set("tin branch_code vat_registered atp min ptu accreditation".split())
    assert set(receipt) == set(
        "lines merchant address date time currency document_type receipt_number payment_method totals bir line_items "
        "checks receipts merchant_name total_amount meta".split()
    )
    assert receipt["merchant_name"] == receipt["merchant"]
    assert receipt["total_amount"] == receipt["totals"]["total_amount"]
    assert set(receipt["total_amount"]) == {"value", "text", "confidence", "box", "line", "source"}
    meta = receipt["meta"]
    assert meta.pop("duration_ms") >= 0
    assert meta.pop("request_id") == answer.headers["X-Request-ID"]
    assert meta == {
        "version": __version__,
        "model": "none",
        "engine": "fake",
        "lang": "en",
        "count": 3,
        "avg_confidence": 0.98,
        "received_filename": "r.png",
        "pages": 1,
        "width": 60,
        "height": 80,
        "rotation": 0,
        "warnings": [],
        "fingerprint": {
            "sha256": hashlib.sha256(png()).hexdigest(),
            "perceptual": print_hash(LINES),
            "key": None,
        },
        "schema": "1",
    }


def test_passes_on_what_is_to_be_known_of_a_receipt(client: Client, engine: FakeEngine) -> None:
    engine.warnings = (Notice("truncated_file", "Send it again.", value=0.5, limit=1),)

    meta = client.simulate_post("/v1/ocr/receipt", **form(png())).json["meta"]

    said = {"detail": "Send it again.", "value": 0.5, "limit": 1}
    # the second is the name that clients of an older service know
    assert meta["warnings"] == [{"code": "truncated_file"} | said, {"code": "truncated"} | said]


def test_writes_money_as_a_number_with_two_decimals(client: Client) -> None:
    answer = client.simulate_post("/v1/ocr/receipt", **form(png()))

    assert '"value":1234.50,"text"' in answer.text


@pytest.mark.parametrize("path", ["/v1/ocr", "/v1/parse"])
def test_gives_the_legacy_shape(client: Client, path: str) -> None:
    answer = client.simulate_post(path, **form(png(), filename="r.png")).json

    assert answer["text"].splitlines()[1] == "03/14/2026"
    assert answer["lines"][1] == {
        "text": "03/14/2026",
        "confidence": 0.98,
        "bbox": [[10, 40], [120, 40], [120, 60], [10, 60]],
    }
    assert {key: answer[key] for key in ("format", "model", "file_name")} == {
        "format": "plain",
        "model": "none",
        "file_name": "r.png",
    }


def test_gives_nulls_for_a_blank_page(client: Client, engine: FakeEngine) -> None:
    engine.lines = ()
    receipt = client.simulate_post("/v1/ocr/receipt", **form(png())).json

    assert receipt["merchant"] is receipt["date"] is receipt["total_amount"] is None
    assert receipt["meta"]["avg_confidence"] is None


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (form(b""), 400),
        (form(png(), name="picture"), 400),
        ({"body": b"--limit--\r\n", "headers": {"Content-Type": "multipart/form-data; boundary=limit"}}, 400),
        ({"body": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 400),
        ({"body": b"x=1", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 415),
        (form(b"plain text", filename="r.jpg"), 415),
        (form(png()[:40]), 422),
        (form(png(2000, 2000)), 422),
        (form(bytes(11 * 1024 * 1024)), 413),
    ],
)
def test_refuses_bad_input_with_a_problem(client: Client, path: str, arguments: dict[str, Any], status: int) -> None:
    answer = client.simulate_post(path, **arguments)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["instance"] == answer.headers["X-Request-ID"]
    assert answer.json["detail"]


def test_says_that_it_is_not_ready_while_the_models_load(settings: Settings) -> None:
    client = Client(create_app(settings, ModelLoader(FakeEngine)))
    answer = client.simulate_post("/v1/ocr", **form(png()))

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "being loaded" in answer.json["detail"]


def test_refuses_at_once_when_too_many_wait_and_reads_all_it_took(app: App, engine: FakeEngine) -> None:
    entered, leave = threading.Semaphore(0), threading.Event()

    def hold() -> None:
        entered.release()
        leave.wait(60)

    engine.before = hold
    client = Client(app)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(client.simulate_post, "/v1/ocr", **form(png()))
        assert entered.acquire(timeout=60)
        second = pool.submit(client.simulate_post, "/v1/ocr", **form(png()))
        while len(app.admission) < 2:
            pass
        third = client.simulate_post("/v1/ocr", **form(png()))
        assert client.simulate_get("/health").status_code == 200
        leave.set()

    assert third.status_code == 503
    assert third.headers["Retry-After"] == "2"
    assert [first.result().status_code, second.result().status_code] == [200, 200]


@pytest.mark.parametrize("path", PATHS)
def test_leaves_the_body_of_a_request_that_waits_where_it_is(app: App, engine: FakeEngine, path: str) -> None:
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        entered.set()
        leave.wait(5)

    engine.before = hold
    environ = falcon.testing.create_environ(path, method="POST", **form(png()))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(Client(app).simulate_post, path, **form(png()))
        entered.wait(5)
        second = pool.submit(app, environ, falcon.testing.StartResponseMock())
        while len(app.admission) < 2:
            pass
        before = environ["wsgi.input"].tell()
        leave.set()
        assert first.result().status_code == 200
        second.result()

    assert before == 0
    assert environ["wsgi.input"].tell() > 0


@pytest.mark.parametrize("sent", [0, 1, 50, 100, 150])
def test_a_client_that_sends_nothing_when_its_turn_has_come_does_not_keep_it(
    app: App, monkeypatch: pytest.MonkeyPatch, sent: int
) -> None:
    monkeypatch.setattr(resources, "SILENCE_SECONDS", 0.2)
    environ = falcon.testing.create_environ("/v1/ocr", method="POST", **form(png()))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(environ["wsgi.input"].read(sent))
        body = Body(LengthReader(SocketUnreader(ours), int(environ["CONTENT_LENGTH"])))
        answer = falcon.testing.StartResponseMock()
        app({**environ, "gunicorn.socket": ours, "wsgi.input": body}, answer)

    assert str(answer.status).startswith("4")
    assert Client(app).simulate_post("/v1/ocr", **form(png())).status_code == 200


@pytest.mark.parametrize("size", [10, 100, 1000])
def test_reads_at_once_what_comes_over_a_connection_that_stays_open(app: App, size: int) -> None:
    environ = falcon.testing.create_environ("/v1/ocr", method="POST", **form(png(size, size)))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(environ["wsgi.input"].read())
        body = Body(LengthReader(SocketUnreader(ours), int(environ["CONTENT_LENGTH"])))
        answer, started = falcon.testing.StartResponseMock(), time.monotonic()
        app({**environ, "gunicorn.socket": ours, "wsgi.input": body}, answer)

    assert str(answer.status).startswith("200")
    assert time.monotonic() - started < resources.SILENCE_SECONDS / 2


def test_tells_nothing_of_an_unforeseen_failure_but_the_id(client: Client, engine: FakeEngine) -> None:
    def fail() -> None:
        raise RuntimeError("TOTAL 99.00")

    engine.before = fail
    answer = client.simulate_post("/v1/ocr/receipt", **form(png()))

    assert answer.status_code == 500
    assert "99.00" not in answer.text
    assert answer.json["instance"] == answer.headers["X-Request-ID"]


def test_logs_neither_text_nor_file_names(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client.simulate_post("/v1/ocr/receipt", **form(png(), filename="salary.png"))
    client.simulate_post("/v1/ocr/receipt", **form(b"not a picture", filename="salary.png"))
    client.simulate_get("/salary")

    logged = json.dumps([{**record.__dict__} for record in caplog.records], default=str)
    assert "/v1/ocr/receipt" in logged
    assert "salary" not in logged
    assert "SARI-SARI" not in logged
    assert "1,234.50" not in logged
