import socket
from typing import Any

import falcon.testing
import pytest

from ocr.errors import FileMissing, FileTooLarge, FormBroken, KindUnsupported
from ocr.web.body import REQUEST_LIMIT_BYTES
from ocr.web.upload import client_gone, receive
from tests.support.forms import CLIENTS, Client
from tests.support.ocr import form, png


def request(arguments: dict[str, Any], *, chunked: bool = False) -> falcon.Request:
    environ = falcon.testing.create_environ(method="POST", **arguments)
    if chunked:
        del environ["CONTENT_LENGTH"]
    return falcon.Request(environ)


@pytest.mark.parametrize("chunked", [False, True])
def test_takes_the_file_and_its_name(chunked: bool) -> None:
    upload = receive(request(form(b"\0\r\n--data", filename="März.jpg"), chunked=chunked))

    assert upload.data == b"\0\r\n--data"
    assert upload.name == "März.jpg"


def test_takes_the_file_among_other_fields() -> None:
    arguments = form(b"data")
    other = b'--limit\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n'
    arguments["body"] = other + arguments["body"]

    assert receive(request(arguments)).data == b"data"


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_takes_the_file_from_every_client(client: Client) -> None:
    for name in ("r.jpg", "my receipt (1).jpg", "Peñafrancia.jpg", 'Resibo "2", 5 €.jpg', "收據.jpg"):
        sent = client(png(), name)
        upload = receive(request({"body": sent.body, "headers": {"Content-Type": sent.content_type}}))

        assert upload.data == png(), name
        assert upload.name == sent.name


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data;boundary=limit",
        "Multipart/Form-Data; BOUNDARY=limit",
        'multipart/form-data; charset=utf-8; boundary="limit"',
        'multipart/form-data; boundary="limit"; charset=ISO-8859-1',
        "multipart/form-data ; boundary=limit ",
        'multipart/form-data; boundary="limit "',
    ],
)
def test_finds_the_boundary_however_it_is_written(content_type: str) -> None:
    arguments = form(b"data") | {"headers": {"Content-Type": content_type}}

    assert receive(request(arguments)).data == b"data"


@pytest.mark.parametrize(
    ("content_type", "refusal"),
    [
        ("multipart/form-data", FormBroken),
        ("multipart/form-data; boundary=", FormBroken),
        ('multipart/form-data; boundary=" "', FormBroken),
        ("multipart/form-data; charset=utf-8", FormBroken),
        ("multipart/form-data; boundary=other", FileMissing),
        ("multipart/mixed; boundary=limit", KindUnsupported),
        ("image/jpeg", KindUnsupported),
        ("", KindUnsupported),
    ],
)
def test_says_what_is_wrong_with_the_type(content_type: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        receive(request(form(b"data") | {"headers": {"Content-Type": content_type}}))


@pytest.mark.parametrize("empty", [b"", b'; filename=""', b'; filename="empty.jpg"'])
def test_takes_the_second_file_if_the_first_is_empty(empty: bytes) -> None:
    arguments = form(b"data")
    first = b'--limit\r\nContent-Disposition: form-data; name="file"' + empty + b"\r\n\r\n\r\n"
    arguments["body"] = first * 3 + arguments["body"]

    assert receive(request(arguments)).data == b"data"


def test_says_that_the_only_file_is_empty() -> None:
    with pytest.raises(FileMissing, match="is empty"):
        receive(request(form(b"")))


@pytest.mark.parametrize(
    "data", [png(), b"II*\0", "Peña".encode("latin-1"), b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", b"RIFF\1\0\0\0WEBP"]
)
def test_takes_a_file_without_a_name(data: bytes) -> None:
    arguments = form(data)
    arguments["body"] = arguments["body"].replace(b'; filename="r.png"', b"")

    upload = receive(request(arguments))
    assert upload.data == data
    assert upload.name == ""


def test_refuses_a_field_that_is_no_file() -> None:
    arguments = form(b"data")
    arguments["body"] = arguments["body"].replace(b'; filename="r.png"', b"")

    with pytest.raises(FileMissing, match="no file in a field called `file`"):
        receive(request(arguments))


@pytest.mark.parametrize("chunked", [False, True])
def test_refuses_a_body_over_the_limit(chunked: bool) -> None:
    with pytest.raises(FileTooLarge, match="10 MB"):
        receive(request(form(bytes(REQUEST_LIMIT_BYTES)), chunked=chunked))


@pytest.mark.parametrize("cut", [1, 30, 100])
def test_refuses_a_body_that_breaks_off(cut: int) -> None:
    arguments = form(bytes(1000))
    declared = {"Content-Length": str(len(arguments["body"]))}
    arguments |= {"body": arguments["body"][:-cut], "headers": arguments["headers"] | declared}

    with pytest.raises(FormBroken, match="breaks off"):
        receive(request(arguments))


def test_takes_in_what_follows_the_file() -> None:
    arguments = form(b"data")
    arguments["body"] += bytes(3 * 1024**2)
    sent = request(arguments)
    receive(sent)

    assert sent.bounded_stream.eof


def test_tells_a_client_that_waits_from_one_that_has_gone() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert not client_gone({"gunicorn.socket": ours})
        theirs.send(b"GET /next")
        assert not client_gone({"gunicorn.socket": ours})
        assert ours.recv(9) == b"GET /next"
        theirs.close()
        assert client_gone({"gunicorn.socket": ours})
    assert client_gone({"gunicorn.socket": ours})
    assert not client_gone({})
