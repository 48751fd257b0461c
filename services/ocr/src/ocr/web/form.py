"""Parser of multipart forms (RFC 7578), as lenient as those of the large frameworks."""

import binascii
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import falcon
from falcon.util.reader import BufferedReader

from ocr.errors import FormBroken
from ocr.web.filename import filename

# Gunicorn copies its own buffer of up to 1 MiB for every read: 8 kB take longer. With 64 kB the heap grows by 8 MB more
CHUNK_BYTES = 32 * 1024
# As Falcon's own; a path of Windows in a percent-encoded name has some 800 bytes
HEADERS_LIMIT_BYTES = 8192
# As many parts as Django and Werkzeug take: a form of 10 MB could have a million, and take 20 seconds
DELIMITERS_LIMIT = 1000
# Falcon's parser of parameters goes through a quoted string again for each: with 8000, a thousand parts took 90 seconds
SEMICOLONS_LIMIT = 100
# What makes a boundary a delimiter: the end of the form, or of the line, which gateways may have padded (RFC 2046, 5.1.1)
DELIMITER_END = re.compile(rb"--|[ \t]*(?:\r?\n|\Z)")
PADDING_LIMIT_BYTES = 128
BLANK_LINE = re.compile(rb"(?:\A|\n)\r?\n")
FOLD = re.compile(rb"\r?\n[ \t]+")
HEADER = re.compile(rb"^(Content-Disposition|Content-Transfer-Encoding)[ \t]*:(.*)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part's bytes and the parameters of its Content-Disposition."""

    data: bytes
    parameters: Mapping[str, str]

    @property
    def filename(self) -> str | None:
        """Return the name of the part's file, None where it names none."""
        return filename(self.parameters)


def parts(stream: BufferedReader, boundary: bytes, field: str) -> Iterator[Part]:
    """Yield the parts for `field`. Raises FormBroken; where the last delimiter is missing, the body's end is the part's.

    Lines end as that of the first delimiter does, by CRLF or, where a mail library made the form, by LF alone.
    """
    opening = b"--" + boundary
    budget = iter(range(DELIMITERS_LIMIT))
    line_end = pipe_part(stream, opening, budget)
    newline = b"\r\n" if line_end.endswith(b"\r\n") else b"\n"
    while line_end.endswith(b"\n"):
        headers = read_headers(stream)
        parameters = read_disposition(headers.get(b"content-disposition", ""))
        content = io.BytesIO() if parameters.get("name") == field else None
        # a part without a body: the blank line after its headers is the one before the next delimiter
        bodiless = stream.peek(len(opening)) == opening
        line_end = pipe_part(stream, opening if bodiless else newline + opening, budget, content)
        if content is not None:
            encoding = headers.get(b"content-transfer-encoding", "").lower()
            yield Part(decode(content.getvalue(), encoding), parameters)


def pipe_part(
    stream: BufferedReader, delimiter: bytes, budget: Iterator[int], content: io.BytesIO | None = None
) -> bytes:
    """Move what comes before the next delimiter into `content`; return the rest of the delimiter's line.

    That is `--` where no other part follows, and nothing where the body ends.
    """
    for _ in budget:
        stream.pipe_until(delimiter, content)
        if not stream.read(len(delimiter)):
            return b""
        if line_end := DELIMITER_END.match(stream.peek(PADDING_LIMIT_BYTES)):
            return stream.read(line_end.end())
        # another boundary, that only begins as this one: content
        if content is not None:
            content.write(delimiter)
    raise FormBroken(f"The form has more than {DELIMITERS_LIMIT} parts. Send the picture alone.")


def read_headers(stream: BufferedReader) -> dict[bytes, str]:
    """Read disposition and transfer encoding of a part; values are the bytes sent, as Latin-1. Raises FormBroken."""
    start = stream.peek(HEADERS_LIMIT_BYTES)
    blank = BLANK_LINE.search(start)
    if blank is None and len(start) == HEADERS_LIMIT_BYTES:
        raise FormBroken(f"The headers of a part have more than {HEADERS_LIMIT_BYTES} bytes. Send shorter ones.")
    block = FOLD.sub(b" ", stream.read(blank.end() if blank else len(start)))
    return {header[1].lower(): header[2].strip().decode("latin-1") for header in HEADER.finditer(block)}


def read_disposition(value: str) -> dict[str, str]:
    """Read the parameters of a Content-Disposition. Raises FormBroken."""
    if value.count(";") > SEMICOLONS_LIMIT:
        raise FormBroken("The Content-Disposition of a part has too many semicolons. Give the file another name.")
    return falcon.parse_header(value)[1]


def decode(data: bytes, encoding: str) -> bytes:
    """Undo a Content-Transfer-Encoding. Raises FormBroken."""
    # what is encoded is ASCII; data that is not was named so by mistake
    if not data.isascii():
        return data
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding == "base64":
        try:
            return binascii.a2b_base64(data)
        except binascii.Error as error:
            raise FormBroken("A part is declared as base64, but is not. Send the file as it is.") from error
    return data
