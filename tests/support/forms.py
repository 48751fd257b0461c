"""Uploads as HTTP clients send them, byte for byte.

What requests, urllib3, httpx, aiohttp and Python's mail library send they are asked for. The others were caught on a
socket from the client itself (curl 7.88 and PHP 8.2 with it, Node 20 with fetch, axios, form-data, got, request, needle
and node-fetch, Go 1.19, OkHttp 3.13, Apache HttpClient 4.5.14 and 5.2.1, requests 2.20 with urllib3 1.24) and are written
here with the picture and name left open; those of .NET, Dart and Swift follow what is published of their sources.
"""

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from urllib.parse import quote

import aiohttp
import httpx
import requests
import urllib3


@dataclass(frozen=True)
class Form:
    """The body of a request, its type, and the name that the file should have in the answer."""

    body: bytes
    content_type: str
    name: str

    def request(self, path: str = "/v1/ocr") -> bytes:
        """Return the whole request, for a connection of its own."""
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {self.content_type}\r\n"
        return f"{head}Content-Length: {len(self.body)}\r\n\r\n".encode("latin-1") + self.body


Client = Callable[[bytes, str], Form]


def by_requests(picture: bytes, name: str) -> Form:
    """Write the form as Odoo does, which uses requests."""
    files = {"file": (name, picture, "image/jpeg")}
    prepared = requests.Request("POST", "http://localhost", files=files, data={"note": "lunch"}).prepare()
    assert isinstance(prepared.body, bytes)
    return Form(prepared.body, str(prepared.headers["Content-Type"]), name)


def by_urllib3(picture: bytes, name: str) -> Form:
    """Write the form as urllib3 alone does."""
    body, content_type = urllib3.encode_multipart_formdata({"note": "lunch", "file": (name, picture, "image/jpeg")})
    return Form(body, str(content_type), name)


def by_httpx(picture: bytes, name: str) -> Form:
    """Write the form as httpx does."""
    request = httpx.Request("POST", "http://localhost", files={"file": (name, picture)}, data={"note": "lunch"})
    return Form(request.read(), request.headers["Content-Type"], name)


def by_aiohttp(picture: bytes, name: str, *, quote_fields: bool = True) -> Form:
    """Write the form as aiohttp does: with a name that is percent-encoded whole, unless it is told not to."""

    async def encode() -> Form:
        form = aiohttp.FormData(quote_fields=quote_fields)
        form.add_field("note", "lunch")
        form.add_field("file", picture, filename=name, content_type="image/jpeg")
        payload = form()
        return Form(await payload.as_bytes(), payload.headers["Content-Type"], name)

    return asyncio.run(encode())


def by_aiohttp_unquoted(picture: bytes, name: str) -> Form:
    """Write the form as aiohttp does with quote_fields=False."""
    return by_aiohttp(picture, name, quote_fields=False)


def by_mail_library(picture: bytes, name: str) -> Form:
    """Write the form as scripts do that use email.mime: base64, folded headers, lines that end with LF."""
    form, note, file = MIMEMultipart("form-data"), MIMEText("lunch"), MIMEImage(picture, "jpeg")
    disposition(note, name="note")
    disposition(file, name="file", filename=("utf-8", "", name))
    form.attach(note)
    form.attach(file)
    _, _, body = form.as_bytes().partition(b"\n\n")
    return Form(body, form["Content-Type"].replace("\n", ""), name)


def disposition(part: Message, **parameters: str | tuple[str, str, str]) -> None:
    """Add its Content-Disposition to a part of a mail."""
    part.add_header("Content-Disposition", "form-data", **parameters)


def raw(name: str) -> bytes:
    """Write a name as it is, quotes included."""
    return b'filename="' + name.encode() + b'"'


def html(name: str) -> bytes:
    """Write a name as the HTML standard says."""
    return b'filename="' + name.replace('"', "%22").encode() + b'"'


def backslashed(name: str, encoding: str = "utf-8") -> bytes:
    """Write a name as a quoted string."""
    return b'filename="' + name.replace("\\", "\\\\").replace('"', '\\"').encode(encoding, errors="replace") + b'"'


def latin1(name: str) -> bytes:
    """Write a name as a quoted string of Latin-1."""
    return backslashed(name, "latin-1")


def ascii_only(name: str) -> bytes:
    """Write a name as a quoted string of ASCII."""
    return backslashed(name, "ascii")


def percent(name: str) -> bytes:
    """Write a name percent-encoded whole."""
    return f'filename="{quote(name, safe="")}"'.encode()


def percent_but_quotes(name: str) -> bytes:
    """Write a name percent-encoded but for its quotes."""
    return f'filename="{quote(name, safe=chr(34))}"'.encode()


def extended(name: str) -> bytes:
    """Write a name as RFC 5987 says."""
    return f"filename*=utf-8''{quote(name)}".encode()


def both(name: str) -> bytes:
    """Write a name as .NET does: as an encoded word of RFC 2047, and as RFC 5987 says."""
    if name.isascii():
        return f"filename=\"{name}\"; filename*=utf-8''{quote(name)}".encode()
    word = base64.b64encode(name.encode()).decode()
    return f"filename=\"=?utf-8?B?{word}?=\"; filename*=utf-8''{quote(name)}".encode()


@dataclass(frozen=True)
class Written:
    """Text that a client writes around a picture; `{name}` and `{length}` are put into the headers of its part."""

    boundary: str
    filename: Callable[[str], bytes]
    headers: bytes = b'Content-Disposition: form-data; name="file"; {name}\r\nContent-Type: image/jpeg\r\n'
    note: bytes = b'Content-Disposition: form-data; name="note"\r\n'
    content_type: str = "multipart/form-data; boundary={boundary}"
    before: bytes = b""
    after: bytes = b"--\r\n"
    # of the name's characters, those that survive the client
    encoding: str = "utf-8"

    def __call__(self, picture: bytes, name: str) -> Form:
        """Write the form."""
        delimiter = b"--" + self.boundary.encode()
        headers = self.headers.replace(b"{name}", self.filename(name)).replace(b"{length}", b"%d" % len(picture))
        note = delimiter + b"\r\n" + self.note + b"\r\nlunch\r\n" if self.note else b""
        body = note + delimiter + b"\r\n" + headers + b"\r\n" + picture + b"\r\n" + delimiter
        content_type = self.content_type.format(boundary=self.boundary)
        received = name.encode(self.encoding, errors="replace").decode(self.encoding)
        return Form(self.before + body + self.after, content_type, received)


APACHE_NOTE = (
    b'Content-Disposition: form-data; name="note"\r\n'
    b"Content-Type: text/plain; charset=ISO-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n"
)
APACHE_FILE = (
    b'Content-Disposition: form-data; name="file"; {name}\r\n'
    b"Content-Type: image/jpeg\r\nContent-Transfer-Encoding: binary\r\n"
)
CHARSET_FIRST = "multipart/form-data; charset=ISO-8859-1; boundary={boundary}"
CHARSET_LAST = "multipart/form-data; boundary={boundary}; charset=UTF-8"

CLIENTS: dict[str, Client] = {
    "requests": by_requests,
    "urllib3": by_urllib3,
    "httpx": by_httpx,
    "aiohttp": by_aiohttp,
    "aiohttp, quote_fields=False": by_aiohttp_unquoted,
    "email.mime": by_mail_library,
    "requests 2.20": Written("4ecf58c14c63ef756818da09916769e9", extended),
    "curl, PHP": Written("------------------------63252627b9f84363", html),
    "curl --form-escape": Written("------------------------1eb212f919af9042", backslashed),
    "curl, encoder=8bit": Written(
        "------------------------b60e03188d30cf48", html, headers=APACHE_FILE.replace(b"binary", b"8bit")
    ),
    "fetch of Node": Written("----formdata-undici-097728783888", html),
    "axios with form-data": Written("--------------------------db4d916e4dd346da7fde82a6", html),
    "axios with FormData": Written("axios-1.21.1-boundary-jSkAobpFhWo632ZRS67TiBRGw", html, note=b""),
    "got": Written("form-data-encoder-mpht3tmcnepcozhl", html, note=b"", after=b"--\r\n\r\n"),
    "node-fetch": Written("----3820677848005325717109455064", html, note=b"", after=b"--"),
    "request": Written("--------------------------469644632260282264116498", raw),
    "needle": Written(
        "--------------------NODENEEDLEHTTPCLIENT",
        percent,
        headers=b'Content-Disposition: form-data; name="file"; {name}\r\n'
        b"Content-Transfer-Encoding: binary\r\nContent-Type: image/jpeg\r\n",
        after=b"--",
    ),
    "Go": Written("a172c558774a5ed6c0c1d96d01c50c7215ac503e6038efe411d20ee5dfa0", backslashed),
    "OkHttp": Written(
        "b149234c-e7b6-4887-80d6-ba9128ba9a60",
        html,
        headers=b'Content-Disposition: form-data; name="file"; {name}\r\n'
        b"Content-Type: image/jpeg\r\nContent-Length: {length}\r\n",
        note=b'Content-Disposition: form-data; name="note"\r\nContent-Length: 5\r\n',
    ),
    "Apache HttpClient 4, STRICT": Written(
        "gPOaHdmnZbaLUk4AzK5v6_9ihTb8DyN3", ascii_only, APACHE_FILE, APACHE_NOTE, encoding="ascii"
    ),
    "Apache HttpClient 4, BROWSER_COMPATIBLE": Written(
        "EBihgxTzhDylK1JLw9NwcImyTd72GUJlv2", backslashed, content_type=CHARSET_LAST
    ),
    "Apache HttpClient 4, RFC6532": Written("4AF80aBSHr1rmhYWVebjP-I1b7HP8oe", backslashed, APACHE_FILE, APACHE_NOTE),
    "Apache HttpClient 5, STRICT": Written(
        "ADe1blrqO_-uhWSleJgM4tFNtonvs69ifs", latin1, content_type=CHARSET_FIRST, encoding="latin-1"
    ),
    "Apache HttpClient 5, LEGACY": Written("RD9qON6RTLGUMkuN9kwnOK4Dp9nKxB", backslashed, content_type=CHARSET_LAST),
    "Apache HttpClient 5, EXTENDED": Written(
        "TYU_tdWwdQ_EfesASevllB0dygQzmHBDEujJA96", percent_but_quotes, content_type=CHARSET_FIRST
    ),
    ".NET": Written(
        "f5d0c8a1-5b0e-4f6b-9c57-3d1f4b2a7e90",
        both,
        headers=b"Content-Type: image/jpeg\r\nContent-Disposition: form-data; name=file; {name}\r\n",
        note=b"Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=note\r\n",
        content_type='multipart/form-data; boundary="{boundary}"',
    ),
    "Dart": Written(
        "dart-http-boundary-Yq.eT7U0bJmK+w_r8Zb1vVfC3h5aLxP9Nd2Gs4Qj6Xk0MOiHtRu",
        html,
        headers=b'content-type: image/jpeg\r\ncontent-disposition: form-data; name="file"; {name}\r\n',
        note=b'content-disposition: form-data; name="note"\r\n'
        b"content-type: text/plain; charset=utf-8\r\ncontent-transfer-encoding: binary\r\n",
    ),
    "Swift, Alamofire": Written("alamofire.boundary.9f2d1c7e00b1a4d3", backslashed),
    "Swift, by hand": Written("Boundary-7A1F0C52-6C1B-4E0C-9E0E-2D3B6C1F8A11", raw, before=b"\r\n"),
    "Swift, by hand, without an end": Written(
        "Boundary-7A1F0C52-6C1B-4E0C-9E0E-2D3B6C1F8A11", raw, note=b"", after=b"\r\n"
    ),
}
