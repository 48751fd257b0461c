"""The client against the real OCR service, and against servers that fail."""

import datetime
import socket
import time
from collections.abc import Callable
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from addons.ip_expense_mvp.gateway.facts import Facts
from addons.ip_expense_mvp.gateway.ocr_client import OcrClient, OcrError
from tests.support.failing import Server, answering, breaking_off, dripping, hanging_up, silent, stalling
from tests.support.ocr import png
from tests.support.receipts import Receipt

KEY = "a-key-that-nobody-may-see"
PICTURE = b"\xff\xd8\xff a picture, for all that these servers know"

Serve = Callable[..., Server]


def refused(client: OcrClient) -> OcrError:
    with pytest.raises(OcrError) as caught:
        client.read(PICTURE, "receipt.jpg")
    error = caught.value
    assert KEY not in f"{error} {error!r} {error.values} {client!r}"
    assert error.__suppress_context__ or error.__context__ is None
    return error


def client_of(server: Server, **settings: Any) -> OcrClient:
    return OcrClient(f"{server.url}/v1/ocr/receipt", KEY, **({"timeout": 5.0} | settings))


# the real service


@pytest.mark.slow
def test_a_service_that_is_ready_says_nothing(ocr_url: str) -> None:
    OcrClient(ocr_url).ready()


@pytest.mark.slow
def test_reads_what_a_drawn_receipt_says(ocr_url: str, receipt: Receipt) -> None:
    answer = OcrClient(ocr_url).read(receipt.jpeg(), "Résumé “1”.jpg")
    assert answer["meta"]["received_filename"] == "Résumé “1”.jpg"
    facts, truth = Facts.from_answer(answer), receipt.truth
    assert facts.total_amount
    assert facts.total_amount.value == float(truth.totals.total_amount or 0)
    assert facts.date
    assert facts.date.value.isoformat() == truth.date
    assert facts.tin
    assert facts.tin.value == truth.bir.tin
    assert facts.currency
    assert facts.currency.value == "PHP"
    assert facts.vat_amount
    assert facts.vat_amount.value == float(truth.totals.tax_amount or 0)
    assert facts.line_count == len(facts.lines) == len(answer["lines"])
    assert (facts.width, facts.height) == receipt.image.size
    line = facts.total_amount.line
    assert line is not None
    assert facts.total_amount.text in facts.lines[line].text


@pytest.mark.slow
def test_what_the_service_cannot_decode_is_not_sent_again(ocr_url: str) -> None:
    with pytest.raises(OcrError, match="Take or export it again") as caught:
        OcrClient(ocr_url).read(b"\x89PNG\r\n\x1a\n and no picture", "r.png")
    assert (caught.value.status, caught.value.retryable) == (422, False)


@pytest.mark.slow
def test_a_file_of_another_kind_is_not_sent_again(ocr_url: str) -> None:
    with pytest.raises(OcrError, match="Send JPEG, PNG, WebP, TIFF, HEIC or PDF") as caught:
        OcrClient(ocr_url).read(b"a text", "r.txt")
    assert (caught.value.status, caught.value.retryable) == (415, False)


@pytest.mark.slow
def test_an_empty_file_is_not_sent_again(ocr_url: str) -> None:
    with pytest.raises(OcrError) as caught:
        OcrClient(ocr_url).read(b"", "r.jpg")
    assert (caught.value.status, caught.value.retryable) == (400, False)


@pytest.mark.slow
def test_a_wrong_path_is_an_administrators(ocr_url: str) -> None:
    with pytest.raises(OcrError, match="Correct the address in the settings") as caught:
        OcrClient(ocr_url + "s").read(PICTURE, "r.jpg")
    assert (caught.value.status, caught.value.retryable) == (404, False)


@pytest.mark.slow
def test_any_name_of_a_file_is_sent(ocr_url: str) -> None:
    for name in ("", 'a"b\\c\r\nd', "\ud800half", "x" * 2000, "レシート.jpg"):
        assert OcrClient(ocr_url).read(png(), name)["lines"] == []


# servers that fail


@pytest.mark.parametrize(
    ("status", "retryable", "says"),
    [
        (301, False, "Correct it there"),
        (400, False, "Send it again"),
        (401, False, "refuses the key"),
        (403, False, "refuses the key"),
        (404, False, "Correct the address"),
        (408, True, "asked again later"),
        (413, False, "Send a smaller picture"),
        (415, False, "Send JPEG"),
        (418, False, "refuses this"),
        (422, False, "Take or export it again"),
        (429, True, "asked again later"),
        (500, True, "asked again later"),
        (502, True, "asked again later"),
        (503, True, "asked again later"),
        (504, True, "asked again later"),
    ],
)
def test_a_status_tells_whether_to_ask_again(serve: Serve, status: int, retryable: bool, says: str) -> None:
    error = refused(client_of(serve(answering(status, b"<html>"))))
    assert (error.status, error.retryable, error.retry_after) == (status, retryable, None)
    assert says in str(error)


def test_the_key_is_sent_and_the_picture_as_a_file(serve: Serve) -> None:
    server = serve(answering(200))
    client_of(server).read(PICTURE, "receipt.jpg")
    ((method, path, headers, body),) = server.asked
    assert (method, path, headers["Authorization"]) == ("POST", "/v1/ocr/receipt", f"Bearer {KEY}")
    assert b'name="file"; filename="receipt.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + PICTURE in body


def test_without_a_key_none_is_sent(serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine localhost login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server = serve(answering(200))
    OcrClient(f"{server.url}/v1/ocr/receipt").read(PICTURE, "r.jpg")
    assert "Authorization" not in server.asked[0][2]


def test_retry_after_in_seconds_is_told(serve: Serve) -> None:
    error = refused(client_of(serve(answering(429, Retry_After="7"))))
    assert error.retry_after == 7


def test_retry_after_as_a_date_is_told(serve: Serve) -> None:
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=2)
    error = refused(client_of(serve(answering(503, Retry_After=format_datetime(later, usegmt=True)))))
    assert error.retry_after == pytest.approx(120, abs=2)


def test_the_services_own_words_are_passed_on_without_the_key(serve: Serve) -> None:
    body = f'{{"title": "Broken", "detail": "Page 2 is broken, {KEY}."}}'.encode()
    error = refused(client_of(serve(answering(422, body))))
    assert "Page 2 is broken, …." in str(error)


def test_a_service_that_is_not_there_is_asked_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = refused(OcrClient(f"http://127.0.0.1:{port}/v1/ocr/receipt", KEY))
    assert (error.status, error.retryable) == (None, True)
    assert f"127.0.0.1:{port}: Connection refused" in str(error)


@pytest.mark.parametrize("behave", [silent, dripping, stalling])
def test_a_slow_service_is_not_waited_for(serve: Serve, behave: Callable[..., None]) -> None:
    started = time.monotonic()
    error = refused(client_of(serve(behave), timeout=0.3))
    assert time.monotonic() - started < 1.5
    assert (error.status, error.retryable) == (None, True)
    assert "within 0.3 seconds" in str(error)


@pytest.mark.parametrize("behave", [hanging_up, breaking_off])
def test_a_service_that_breaks_off_is_asked_again(serve: Serve, behave: Callable[..., None]) -> None:
    error = refused(client_of(serve(behave)))
    assert (error.status, error.retryable) == (None, True)
    assert "cannot be reached at localhost" in str(error)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"text"', b"\xff", b"[" * 100_000])
def test_an_answer_that_is_no_object_is_none(serve: Serve, body: bytes) -> None:
    error = refused(client_of(serve(answering(200, body))))
    assert (error.status, error.retryable) == (200, True)
    assert "is not Receipt OCR" in str(error)


def test_an_answer_that_is_too_long_is_none(serve: Serve) -> None:
    body = b'{"a": "%b"}' % (b"x" * 21 * 1024 * 1024)
    error = refused(client_of(serve(answering(200, body))))
    assert (error.status, error.retryable) == (200, True)
    assert "is not Receipt OCR" in str(error)


def test_a_redirect_is_told_and_not_followed(serve: Serve) -> None:
    elsewhere = serve(answering(200))
    host = elsewhere.url.removeprefix("http://")
    error = refused(client_of(serve(answering(308, Location=f"http://me:word@{host}/ocr?q=1#f"))))
    assert (error.status, error.retryable) == (308, False)
    assert f"Receipt OCR is at {elsewhere.url}/ocr, not" in str(error)
    assert elsewhere.asked == []


def test_an_answer_is_one_that_postgresql_keeps(serve: Serve) -> None:
    body = rb'{"a": [NaN, -Infinity, 1e999, 1.5], "b\u0000": "x\u0000y\ud800z", "c": null, "d": {"e": true}}'
    answer = client_of(serve(answering(200, body))).read(PICTURE, "r.jpg")
    assert answer == {"a": [None, None, None, 1.5], "b": "xy?z", "c": None, "d": {"e": True}}


# certificates


def test_a_private_authoritys_root_is_trusted(serve: Serve, tmp_path: Path) -> None:
    server = serve(answering(200, b'{"lines": []}'), pair=tmp_path / "pair", names=("localhost",))
    assert client_of(server, ca_pem=server.root).read(PICTURE, "r.jpg") == {"lines": []}


def test_a_certificate_of_an_unknown_authority_is_not(serve: Serve, tmp_path: Path) -> None:
    server = serve(answering(200), pair=tmp_path / "pair", names=("localhost",))
    error = refused(client_of(server))
    assert (error.status, error.retryable) == (None, True)
    assert "give that authority's root in the settings" in str(error)
    assert server.asked == []


def test_a_certificate_of_another_name_is_not_trusted(serve: Serve, tmp_path: Path) -> None:
    server = serve(answering(200), pair=tmp_path / "pair", names=("other.test",))
    error = refused(client_of(server, ca_pem=server.root))
    assert "is not trusted: Hostname mismatch" in str(error)
    assert server.asked == []


def test_a_server_without_tls_is_told(serve: Serve) -> None:
    server = serve(answering(200))
    server.url = server.url.replace("http:", "https:")
    error = refused(client_of(server))
    assert error.retryable
    assert "cannot be reached at localhost" in str(error)


@pytest.mark.parametrize(
    "pem", ["no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "é"]
)
def test_a_root_that_is_none_is_told(pem: str) -> None:
    error = refused(OcrClient("https://localhost/v1/ocr/receipt", KEY, ca_pem=pem))
    assert not error.retryable
    assert "Choose the file again" in str(error)


# settings


@pytest.mark.parametrize(
    "url",
    ["", "ocr.example.com", "ftp://ocr.example.com/", "http://", "http://[::1", "https://a b/", f"http://{'a' * 70}/"],
)
def test_an_address_that_is_none_is_told(url: str) -> None:
    error = refused(OcrClient(url, KEY))
    assert not error.retryable
    assert "Enter one that begins with https://" in str(error)


@pytest.mark.parametrize("key", ["clé", "two words", "line\nbreak"])
def test_a_key_that_no_header_can_hold_is_told(key: str) -> None:
    with pytest.raises(OcrError, match="contains characters that no key can have") as caught:
        OcrClient("http://127.0.0.1:9/", key).read(PICTURE, "r.jpg")
    assert key not in str(caught.value)


def test_a_login_in_the_address_is_not_told() -> None:
    error = refused(OcrClient(f"http://me:{KEY}@127.0.0.1:9/v1/ocr/receipt"))
    assert "127.0.0.1:9: " in str(error)


@pytest.mark.parametrize(
    ("url", "probe"),
    [
        ("https://ocr.example.com/v1/ocr/receipt", "https://ocr.example.com/ready"),
        ("http://127.0.0.1:8100/v1/ocr/receipt?x=1", "http://127.0.0.1:8100/ready"),
        ("https://example.com/ocr/v1/ocr/receipt", "https://example.com/ocr/ready"),
        ("https://ocr.example.com/v1/ocr/receipt/", "https://ocr.example.com/ready"),
        ("https://ocr.example.com", "https://ocr.example.com/ready"),
    ],
)
def test_the_probe_is_beside_the_receipts(url: str, probe: str) -> None:
    assert OcrClient(url).ready_url == probe


def test_a_service_that_is_not_ready_says_so(serve: Serve) -> None:
    server = serve(answering(503, Retry_After="3"))
    with pytest.raises(OcrError, match="cannot read yet") as caught:
        client_of(server).ready()
    assert (caught.value.status, caught.value.retryable, caught.value.retry_after) == (503, True, 3)
    assert server.asked[0][:2] == ("GET", "/ready")


def test_a_template_and_its_values_make_the_message(serve: Serve) -> None:
    error = refused(client_of(serve(answering(503))))
    assert error.template % error.values == str(error)
    assert str(OcrError("100 % full", status=None, retryable=True)) == "100 % full"
