import base64
import binascii
import io

import falcon
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.errors import FormBroken
from ocr.web.form import CHUNK_BYTES, Part, parts

DISPOSITION = b'Content-Disposition: form-data; name="file"; filename="r.jpg"'
# with all that a parser could stumble over
PICTURE = b"\xff\xd8\r\n\r\n--\r\r\n--B\n--BBB\r\n\0\xff\n"


def taken(body: bytes, boundary: bytes = b"BB", *, chunk_bytes: int = CHUNK_BYTES) -> list[Part]:
    stream = falcon.BufferedReader(io.BytesIO(body).read, len(body) + 1, chunk_bytes)
    return list(parts(stream, boundary, "file"))


def files(body: bytes, boundary: bytes = b"BB") -> list[tuple[str | None, bytes]]:
    return [(part.filename, part.data) for part in taken(body, boundary)]


def form(*headers: bytes, data: bytes = PICTURE) -> bytes:
    return b"--BB\r\n" + b"".join(header + b"\r\n" for header in headers) + b"\r\n" + data + b"\r\n--BB--\r\n"


@pytest.mark.parametrize(
    "body",
    [
        form(DISPOSITION),
        form(DISPOSITION).removesuffix(b"\r\n"),
        b"\r\n" + form(DISPOSITION),
        b"This is a form.\r\n--B\r\n" + form(DISPOSITION),
        form(DISPOSITION) + b"\r\nThat was a form.\r\n--BB\r\n" + DISPOSITION + b"\r\n\r\nno more",
        form(DISPOSITION).replace(b"--BB\r\n", b"--BB \t \r\n", 1),
        form(DISPOSITION).replace(b"--BB--\r\n", b"--BB-- \r\n"),
        form(DISPOSITION).replace(b"--BB--\r\n", b"--BB\r\n"),
        form(DISPOSITION).replace(b"--BB--\r\n", b"--BB"),
        form(DISPOSITION).replace(b"\r\n--BB--\r\n", b""),
    ],
    ids="usual,no last line end,line before,preamble,epilogue,padded,padded end,no dashes,cut line,no end".split(","),
)
def test_finds_the_part_in_any_frame(body: bytes) -> None:
    assert files(body) == [("r.jpg", PICTURE)]


@pytest.mark.parametrize(
    "headers",
    [
        [DISPOSITION.replace(b": ", b":")],
        [DISPOSITION.replace(b": ", b" : \t")],
        [DISPOSITION.upper().replace(b"FILE", b"file").replace(b"R.JPG", b"r.jpg")],
        [b'content-disposition: form-data;name=file;filename="r.jpg"'],
        [b"Content-Disposition: form-data; filename=r.jpg; name=file"],
        [b'Content-Disposition: form-data; name="file" ; x="a;b\\"c" ; filename="r.jpg" '],
        [b'Content-Disposition: attachment; name="file"; filename="r.jpg"'],
        [b'Content-Disposition: form-data;\r\n name="file";\r\n\tfilename="r.jpg"'],
        [b"X-\xf1: \xff\xfe", DISPOSITION, b"Content-Length: 7", b"Content-Type: caf\xe9/\xff; charset=\xf1"],
        [b"no header at all", DISPOSITION, b": nor this", b"\x00\x01"],
        [*[b"X-%d: y" % number for number in range(50)], DISPOSITION],
    ],
)
def test_reads_headers_as_clients_write_them(headers: list[bytes]) -> None:
    assert files(form(*headers)) == [("r.jpg", PICTURE)]


@pytest.mark.parametrize(
    "encoding", [b"8bit", b"7bit", b"7BIT", b"binary", b"BINARY", b"Binary ", b"x-none", b"", b"\xf1"]
)
def test_takes_a_part_as_it_is_whatever_it_is_called(encoding: bytes) -> None:
    assert files(form(DISPOSITION, b"Content-Transfer-Encoding: " + encoding)) == [("r.jpg", PICTURE)]


@pytest.mark.parametrize("encoding", ["base64", "BASE64", "quoted-printable", "Quoted-Printable"])
@pytest.mark.parametrize("data", [PICTURE, b"", b"plain = text\r\n", bytes(range(256)) * 40])
def test_decodes_what_is_encoded(encoding: str, data: bytes) -> None:
    encode = base64.encodebytes if encoding.lower() == "base64" else lambda data: binascii.b2a_qp(data, istext=False)
    body = form(DISPOSITION, b"Content-Transfer-Encoding:" + encoding.encode(), data=encode(data))

    assert files(body) == [("r.jpg", data)]


@pytest.mark.parametrize("encoding", [b"base64", b"quoted-printable"])
def test_takes_a_part_as_it_is_that_is_called_encoded_by_mistake(encoding: bytes) -> None:
    assert files(form(DISPOSITION, b"Content-Transfer-Encoding: " + encoding)) == [("r.jpg", PICTURE)]


@pytest.mark.parametrize("data", [b"UGlj=dHVyZQ", b"A", b"UGljdHVyZ"])
def test_refuses_what_is_called_base64_and_is_none(data: bytes) -> None:
    with pytest.raises(FormBroken, match="base64"):
        taken(form(DISPOSITION, b"Content-Transfer-Encoding: base64", data=data))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        # a browser sends an input that was left empty
        (b"--BB\r\n" + DISPOSITION + b"\r\n\r\n\r\n" + form(DISPOSITION), [b"", PICTURE]),
        # RFC 2046 allows a part without a body, whose blank line is the delimiter's
        (b"--BB\r\n" + DISPOSITION + b"\r\n\r\n" + form(DISPOSITION), [b"", PICTURE]),
        (b"--BB\r\n\r\n\r\n" + form(DISPOSITION), [PICTURE]),
        (b"--BB\r\n" + form(DISPOSITION), [PICTURE]),
        (form(b'Content-Disposition: form-data; name="file[]"; filename="r.jpg"'), []),
        (form(b"Content-Disposition: form-data"), []),
        (form(b"Content-Type: image/jpeg"), []),
        (b"--BB--\r\n", []),
        (b"--BB", []),
        (b"--BB\r\n", []),
        (b"--BB\r\n" + DISPOSITION, [b""]),
        (b"", []),
        (b"\r\n\0\xff", []),
    ],
)
def test_gives_the_parts_of_the_field_and_no_others(body: bytes, found: list[bytes]) -> None:
    assert [part.data for part in taken(body)] == found


@pytest.mark.parametrize(
    "boundary", [b"a", b"odd:bound=ary (x)", b"'()+_,-./:=?", b"----", b"B" * 200, b"\xe9\xff", b"(.*)[", b"BB"]
)
@pytest.mark.parametrize("newline", [b"\r\n", b"\n"], ids=["CRLF", "LF"])
def test_takes_any_boundary_with_either_line_end(boundary: bytes, newline: bytes) -> None:
    lines = [b"preamble", b"--" + boundary, DISPOSITION, b"", PICTURE, b"--" + boundary + b"--", b""]

    assert files(newline.join(lines), boundary) == [("r.jpg", PICTURE)]


@pytest.mark.parametrize(
    "body",
    [
        form(*[DISPOSITION] * 200),
        form(DISPOSITION, b"X: " + b"x" * 9000),
        form(DISPOSITION.replace(b"r.jpg", b";" * 200)),
        b"--BB\r\n\r\n" * 1100,
        b"--BBx" * 1100,
        form(DISPOSITION, data=b"\r\n--BBx" * 1100),
    ],
)
def test_refuses_what_would_take_long(body: bytes) -> None:
    with pytest.raises(FormBroken):
        taken(body)


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.binary(), st.sampled_from([b"\r\n", b"\n", b"\r", b"--BB", b"--BB--", b"--", b"BB", b"-"]))),
    st.sampled_from([b"\r\n", b"\n"]),
    st.sampled_from([16, 17, 64, CHUNK_BYTES]),
)
def test_gives_back_any_bytes_that_are_no_delimiter(pieces: list[bytes], newline: bytes, chunk_bytes: int) -> None:
    data = b"".join(pieces)
    boundary = b"BB"
    while b"--" + boundary in data:
        boundary += b"x"
    body = newline.join([b"--" + boundary, DISPOSITION, b"", data, b"--" + boundary + b"--", b""])
    # the headers are looked at in one piece
    (part,) = taken(body, boundary, chunk_bytes=max(chunk_bytes, 2 * len(DISPOSITION)))

    assert part.data == data
