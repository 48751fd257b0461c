import socket
from typing import Any

import falcon.testing
import pytest

from ocr.errors import FileMissing, FileTooLarge
from ocr.web.upload import REQUEST_LIMIT_BYTES, client_gone, receive
from tests.support.ocr import form


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


def test_refuses_a_field_that_is_no_file() -> None:
    arguments = form(b"data")
    arguments["body"] = arguments["body"].replace(b'; filename="r.png"', b"")

    with pytest.raises(FileMissing, match="no file in a field called `file`"):
        receive(request(arguments))


@pytest.mark.parametrize("chunked", [False, True])
def test_refuses_a_body_over_the_limit(chunked: bool) -> None:
    with pytest.raises(FileTooLarge, match="10 MB"):
        receive(request(form(bytes(REQUEST_LIMIT_BYTES)), chunked=chunked))


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
