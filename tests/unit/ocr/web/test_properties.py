"""Whatever a client sends, it gets an answer that says whose fault it is, and soon."""

import time

import falcon.testing
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ocr.app import App
from tests.support.forms import CLIENTS, Form
from tests.support.ocr import png

pytestmark = pytest.mark.slow

PICTURE = png()
FORMS = [client(PICTURE, name) for client in CLIENTS.values() for name in ("r.png", 'Peña "2" €.png')]
# What parsers stumble over, and anything at all besides.
PIECES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [
            *(
                b"\r\n",
                b"\n",
                b"\r",
                b"\r\n\r\n",
                b"--",
                b"--BB",
                b"--BB--\r\n",
                b":",
                b";",
                b'"',
                b"\\",
                b"=",
                b" ",
                b"\t",
            ),
            *(b"\xf1", b"\xff\xfe", b"\0", b"%", b"%F1", b"%22", b"''", b"*", b"=?utf-8?B?", b"?="),
            *(
                b"Content-Disposition: form-data",
                b'; name="file"',
                b'; filename="',
                b"; filename*=utf-16''",
                b"; filename*0=",
            ),
            *(
                b"Content-Transfer-Encoding: base64\r\n",
                b"Content-Transfer-Encoding:quoted-printable\r\n",
                b"Content-Length: -1\r\n",
            ),
        ]
    ),
)
SOUPS = st.lists(PIECES, max_size=12).map(b"".join)
NO_FAULT_OF_OURS = {200, 400, 413, 415, 422}


@st.composite
def damaged(draw: st.DrawFn) -> Form:
    """Take what a client sends, and cut it, or put something else in place of a piece of it."""
    form = draw(st.sampled_from(FORMS))
    body = form.body
    for _ in range(draw(st.integers(0, 3))):
        # most of it within the headers
        start = draw(st.one_of(st.integers(0, min(600, len(body))), st.integers(0, len(body))))
        end = draw(st.sampled_from([start, start + 1, start + 2, start + 20, len(body)]))
        body = body[:start] + draw(SOUPS) + body[end:]
    return Form(body[: draw(st.sampled_from([len(body), len(body) - 3, len(body) // 2]))], form.content_type, form.name)


def check(app: App, body: bytes, content_type: str, headers: dict[str, str] | None = None) -> None:
    started = time.monotonic()
    answer = falcon.testing.TestClient(app).simulate_post(
        "/v1/ocr", body=body, headers={"Content-Type": content_type} | (headers or {})
    )

    assert answer.status_code in NO_FAULT_OF_OURS
    assert answer.json.get("status", 200) == answer.status_code
    # generous: on a slow machine, among others
    assert time.monotonic() - started < 10


# the application holds nothing from one request to the next
fuzzed = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@fuzzed
@given(damaged())
def test_answers_what_is_left_of_a_form(app: App, form: Form) -> None:
    check(app, form.body, form.content_type)


@fuzzed
@given(SOUPS, SOUPS, SOUPS)
@example(b'Content-Disposition: form-data; name="file"; filename="\xf1.png"\r\n\r\n', PICTURE, b"")
def test_answers_any_headers_of_a_part(app: App, headers: bytes, data: bytes, end: bytes) -> None:
    check(app, b"--BB\r\n" + headers + b"\r\n\r\n" + data + b"\r\n--BB--" + end, "multipart/form-data; boundary=BB")


@fuzzed
@given(
    SOUPS,
    st.sampled_from(["multipart/form-data; boundary=", 'multipart/form-data; boundary="', "multipart/form-data", ""]),
)
def test_answers_any_type(app: App, boundary: bytes, start: str) -> None:
    # a server lets no line end through
    text = start + boundary.decode("latin-1").replace("\r", "").replace("\n", "")
    delimiter = b"--" + text.partition("boundary=")[2].strip('"').encode("latin-1")
    form = delimiter + b'\r\nContent-Disposition: form-data; name="file"; filename="r.png"\r\n\r\n' + PICTURE
    check(app, form + b"\r\n" + delimiter + b"--\r\n", text)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_answers_a_form_that_is_cut_anywhere(app: App, form: Form) -> None:
    # all of the headers, and the end of the form
    for cut in [*range(0, len(form.body) - len(PICTURE), 7), *range(len(form.body) - 80, len(form.body), 5)]:
        check(app, form.body[:cut], form.content_type)
        check(app, form.body[:cut], form.content_type, {"Content-Length": str(len(form.body))})
