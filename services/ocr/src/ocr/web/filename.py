"""The file's name from a part of a form, in any of the ways that clients write one."""

import re
from collections.abc import Mapping
from email.errors import MessageError
from email.header import decode_header, make_header
from urllib.parse import unquote_to_bytes

# RFC 5987: filename*=UTF-8'en'R%C3%A9sum%C3%A9.jpg
EXTENDED = re.compile(rb"([^']*)'[^']*'(.*)", re.DOTALL)
# RFC 2047: =?UTF-8?B?UsOpc3Vtw6k=?=
ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?=")
# Nothing but what percent-encoding leaves alone, and what it makes: aiohttp, needle and Apache HttpClient send such names
PERCENT_ENCODED = re.compile(rb"(?:[\w.~!*'\"()/\\:-]|%[0-9A-Fa-f]{2})+", re.ASCII)
# What browsers, OkHttp and curl escape, and they nothing else (the HTML standard, multipart/form-data)
ESCAPES = {"%22": '"', "%0D": "\r", "%0A": "\n"}
ESCAPE = re.compile("|".join(ESCAPES))


def filename(parameters: Mapping[str, str]) -> str | None:
    """Return the file's name from the parameters of Content-Disposition, whose values are bytes as characters of Latin-1.

    Never fails: what is in no known encoding gets replacement characters.
    """
    if "filename*" in parameters:
        name = extended(parameters["filename*"].encode("latin-1"))
    elif "filename" in parameters:
        name = plain(parameters["filename"].encode("latin-1"))
    else:
        return None
    # some encodings can write half a surrogate pair, which no answer can
    return name.encode(errors="replace").decode()


def extended(value: bytes) -> str:
    """Decode the value of `filename*`."""
    match = EXTENDED.fullmatch(value)
    charset, encoded = match.groups() if match else (b"utf-8", value)
    raw = unquote_to_bytes(encoded)
    try:
        return raw.decode(charset.decode("ascii"))
    except (LookupError, ValueError):
        return text(raw)


def plain(value: bytes) -> str:
    """Decode the value of `filename`."""
    if PERCENT_ENCODED.fullmatch(value):
        return text(unquote_to_bytes(value))
    name = ESCAPE.sub(lambda escape: ESCAPES[escape[0]], text(value))
    if ENCODED_WORD.search(name):
        try:
            return str(make_header(decode_header(name)))
        except (MessageError, LookupError, ValueError):
            return name
    return name


def text(raw: bytes) -> str:
    """Decode a name as UTF-8, or else as Windows-1252, which has the letters of Latin-1."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
