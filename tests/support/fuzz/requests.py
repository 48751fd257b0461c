"""Hostile requests, one for each number: the bytes of forms, headers, bodies and whole conversations that HTTP forbids."""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from tests.support.ocr import png

PATH = "/v1/ocr/receipt"
BOUNDARY = "limit"
FORM = f"multipart/form-data; boundary={BOUNDARY}"
DISPOSITION = 'Content-Disposition: form-data; name="file"; filename="r.png"'
PICTURE = png()
# A request that follows, or hides in, another. nginx gives its own id to whatever it passes on.
HIDDEN_ID = "hidden"
HIDDEN = f"POST /hidden HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: {HIDDEN_ID}\r\nContent-Length: 0\r\n\r\n".encode()
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class HostileRequest:
    """Bytes to send over one connection.

    `pieces` are sent one after the other, `pause_seconds` apart. `answered` says whether it is HTTP, and whole: what is
    not may be met by silence.
    """

    number: int
    name: str
    pieces: tuple[bytes, ...]
    pause_seconds: float = 0.0
    answered: bool = True


@dataclass(frozen=True)
class Sent:
    """The parts of a request, as the functions below return it."""

    data: bytes | tuple[bytes, ...]
    pause_seconds: float = 0.0
    answered: bool = True


Attack = Callable[[Random], Sent]


def head(*lines: str | bytes, line: str = f"POST {PATH} HTTP/1.1", host: bool = True, end: bool = True) -> bytes:
    """Write the head of a request; each is of another client's, for the rate of one is limited."""
    written = [line, *(["Host: localhost"] if host else []), "X-Forwarded-For: 203.0.113.{client}", *lines]
    encoded = b"\r\n".join(each.encode("latin-1") if isinstance(each, str) else each for each in written)
    return encoded + (b"\r\n\r\n" if end else b"\r\n")


def part(data: bytes, headers: str | bytes = DISPOSITION) -> bytes:
    """Write a part of a form."""
    raw = headers.encode("latin-1") if isinstance(headers, str) else headers
    return f"--{BOUNDARY}\r\n".encode() + raw + b"\r\n\r\n" + data + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


def posted(body: bytes, content_type: str = FORM, *lines: str | bytes) -> Sent:
    """Post a body."""
    return Sent(
        head(f"Content-Type: {content_type}", f"Content-Length: {len(body)}", "Connection: close", *lines) + body
    )


def whole_form() -> bytes:
    """Write a form that has nothing wrong."""
    return part(PICTURE) + END


# --- forms


def boundary(chance: Random) -> Sent:
    """Name no boundary, one too long, or one of odd characters."""
    name = chance.choice(
        (
            "",
            "; boundary=",
            '; boundary=""',
            "; boundary=" + "x" * 5000,
            '; boundary="\\"',
            "; boundary=--",
            "; boundary=\xff",
        )
    )
    return posted(whole_form(), "multipart/form-data" + name)


def boundary_twice(chance: Random) -> Sent:
    """Name two boundaries, or another than the form has."""
    name = chance.choice(
        ("boundary=other; boundary=limit", "boundary=limi", "boundary=limitt", "BOUNDARY=limit;charset=x")
    )
    return posted(whole_form(), f"multipart/form-data; {name}")


def forms_in_forms(chance: Random) -> Sent:
    """Nest a form in a part of a form, with the same boundary or another."""
    inner = chance.choice((BOUNDARY, "other", BOUNDARY + "-"))
    nested = part(PICTURE).replace(BOUNDARY.encode(), inner.encode())
    for _ in range(chance.choice((1, 200))):
        nested = part(
            nested, f'Content-Disposition: form-data; name="file"\r\nContent-Type: multipart/mixed; boundary={inner}'
        )
    return posted(nested + END)


def thousands_of_parts(chance: Random) -> Sent:
    """Send a thousand parts, or a hundred thousand."""
    few = chance.choice((part(b"x", 'Content-Disposition: form-data; name="a"'), part(b""), part(b"", b"")))
    return posted(few * chance.choice((999, 1001, 100_000)) + whole_form())


def part_without_end(chance: Random) -> Sent:
    """End the body in the middle of a part."""
    return posted((part(PICTURE) + END)[: -chance.randrange(1, len(PICTURE) + 60)])


def part_without_head(chance: Random) -> Sent:
    """Send a part whose headers do not end, or that has none."""
    raw = chance.choice(
        (b"--limit", b"--limit\r\n", b"--limit\r\n\r\n", b"--limit\r\n" + DISPOSITION.encode(), b"--limit--")
    )
    return posted(raw + chance.choice((b"", b"\r\n", PICTURE)))


def part_headers(chance: Random) -> Sent:
    """Send too many, too long, or malformed headers in a part."""
    many = "\r\n".join(f"X-{number}: y" for number in range(chance.choice((100, 5000))))
    return posted(
        part(PICTURE, chance.choice((many, "X: " + "y" * 20_000, ": :", "\0\0\0", DISPOSITION + "\r\n folded"))) + END
    )


def disposition(chance: Random) -> Sent:
    """Name the field and the file in ways to stumble over."""
    named = chance.choice(
        (
            'form-data; name="file"; filename="' + "../" * 100 + 'etc/passwd"',
            "form-data; name=file; filename=" + ";" * 90,
            "form-data" + ';a="b"' * 500,
            "form-data; name=file; filename*=utf-8''%ff%fe%00",
            "form-data; name=file; filename*=utf-99'x'a",
            'form-data; name="file"; filename="\0\1\2\x7f"',
            'form-data; name="file"; filename="=?utf-8?B?////?="',
            'form-data; name="file"; filename="' + "\\" * 4000 + '"',
            "form-data; name=file; name=file; name=other",
            '"; name="file',
        )
    )
    return posted(part(PICTURE, f"Content-Disposition: {named}") + END)


def encoded(chance: Random) -> Sent:
    """Declare a part encoded, by something that it is not."""
    named = chance.choice(("base64", "quoted-printable", "gzip", "x" * 3000, "7bit, base64"))
    data = chance.choice((PICTURE, b"=" * 4096, b"=3D" * 100_000, b"A" * MEGABYTE, b"====A==="))
    return posted(part(data, f"{DISPOSITION}\r\nContent-Transfer-Encoding: {named}") + END)


def boundaries_in_the_picture(chance: Random) -> Sent:
    """Fill a picture with what are nearly boundaries."""
    nearly = chance.choice((b"\r\n--limi", b"\r\n--limit-", b"\r\n--limitx", b"\r\n-", b"\r\n--limit" + b" " * 200))
    return posted(part(nearly * (chance.choice((1, 9)) * MEGABYTE // len(nearly))) + END)


def no_form(chance: Random) -> Sent:
    """Send something else than a form."""
    kind = chance.choice(
        (
            "application/json",
            "application/x-www-form-urlencoded",
            "image/png",
            "text/plain",
            "",
            ";;;",
            "a/" + "b" * 4000,
        )
    )
    return posted(chance.choice((b"", PICTURE, b"{" * MEGABYTE, b"a=b&" * 100_000)), kind)


def packed_body(chance: Random) -> Sent:
    """Pack the body, or say so."""
    # without the time, so that the number makes the same bytes again
    packed = [gzip.compress(body, mtime=0) for body in (whole_form(), bytes(10 * MEGABYTE))]
    body = chance.choice((whole_form(), *packed))
    return posted(body, FORM, f"Content-Encoding: {chance.choice(('gzip', 'br', 'deflate, gzip', 'identity'))}")


# --- heads


def header_flood(chance: Random) -> Sent:
    """Send a hundred headers, or ten thousand."""
    name = chance.choice(("X-{}", "Cookie", "X-Forwarded-For", "Accept", "Content-Type"))
    flood = [f"{name.format(number)}: 203.0.113.1" for number in range(chance.choice((90, 1000, 10_000)))]
    return Sent(head("Content-Length: 0", "Connection: close", *flood))


def header_of_length(chance: Random) -> Sent:
    """Send a header of thousands of characters, or a million."""
    long = chance.choice(("x", "; ", ",", "\xff")) * chance.choice((3000, 9000, 40_000, MEGABYTE))
    name = chance.choice(("X-Long", "Cookie", "Authorization", "Content-Type", "Accept"))
    return Sent(head("Content-Length: 0", "Connection: close", f"{name}: {long}"), answered=len(long) < MEGABYTE)


def header_malformed(chance: Random) -> Sent:
    """Send a header that is none."""
    line = chance.choice(
        (
            b"no colon",
            b": no name",
            b"A\0B: c",
            b"A: b\0c",
            b"A : b",
            b" A: b",
            b"A\tB: c",
            b"\xff\xfe: c",
            b"A: b\rC: d",
            b"(A): b",
            b"A: b\r\n folded",
            b"A: b\r\n\tfolded: c",
            b"A_B: c",
            b"A: \x7f\x01",
        )
    )
    return Sent(head("Content-Length: 0", "Connection: close", line))


def hosts(chance: Random) -> Sent:
    """Name another host, none, two, or one in the line and another below it."""
    line, lines = chance.choice(
        (
            ("GET /live HTTP/1.1", []),
            ("GET /live HTTP/1.1", ["Host: localhost", "Host: localhost"]),
            ("GET /live HTTP/1.1", ["Host: localhost", "Host: other.example"]),
            ("GET /live HTTP/1.1", ["Host: " + "a." * 2000]),
            ("GET /live HTTP/1.1", ["Host: localhost:99999"]),
            ("GET /live HTTP/1.1", ["Host: local\0host"]),
            ("GET /live HTTP/1.1", ["Host: user@localhost"]),
            ("GET /live HTTP/1.1", ["Host: [::1"]),
            ("GET http://localhost/live HTTP/1.1", ["Host: other.example"]),
            ("GET http://other.example/live HTTP/1.1", ["Host: localhost"]),
            ("GET https://localhost:1/metrics HTTP/1.1", ["Host: localhost"]),
            ("GET ftp://localhost/live HTTP/1.1", ["Host: localhost"]),
            ("GET //other.example/live HTTP/1.1", ["Host: localhost"]),
        )
    )
    return Sent(head("Connection: close", *lines, line=line, host=False), answered=False)


def paths(chance: Random) -> Sent:
    """Ask for odd paths."""
    path = chance.choice(
        (
            "/" + "a" * 7000,
            "/" + "a" * 40_000,
            "/%00",
            "/live%00",
            "/%",
            "/%zz",
            "/../../etc/passwd",
            "/v1/../metrics",
            "/v1/%2e%2e/metrics",
            "//metrics",
            "/live/..;/metrics",
            "/\xff\xfe",
            "/live#x",
            "/live?" + "a=b&" * 1500,
            "/live?\x01",
            "live",
            "*",
            "/a b",
            "/live\\..\\metrics",
        )
    )
    return Sent(head("Connection: close", line=f"{chance.choice(('GET', 'POST', 'OPTIONS'))} {path} HTTP/1.1"))


def methods(chance: Random) -> Sent:
    """Use methods that do not exist."""
    method = chance.choice(
        (
            "TRACE",
            "CONNECT",
            "get",
            "PRI",
            "G\0ET",
            "A" * 10_000,
            "PROPFIND",
            "GET,POST",
            "",
            "M-SEARCH",
            "HEAD",
            "PUT",
            "(ET",
        )
    )
    path = chance.choice(("/live", PATH, "localhost:443"))
    return Sent(head("Content-Length: 0", "Connection: close", line=f"{method} {path} HTTP/1.1"), answered=False)


def versions(chance: Random) -> Sent:
    """Use versions that do not exist."""
    version = chance.choice(
        (
            "",
            " HTTP/0.9",
            " HTTP/1.0",
            " HTTP/1.2",
            " HTTP/1.10",
            " HTTP/1",
            " HTTP/2.0",
            " HTTP/3.0",
            " HTTP/9.9",
            " HTTP/-1.1",
            " HTTPS/1.1",
            " http/1.1",
            " HTTP/1.1 x",
            "  HTTP/1.1",
            " HTTP/1.999",
        )
    )
    return Sent(head("Connection: close", line=f"GET /live{version}"), answered=False)


def line_ends(chance: Random) -> Sent:
    """End lines by something else."""
    usual = head("Connection: close", line="GET /live HTTP/1.1")
    end = chance.choice((b"\n", b"\r", b"\r\r\n", b"\n\r", b"\0\r\n"))
    return Sent(
        chance.choice((usual.replace(b"\r\n", end), b"\r\n" * 50 + usual, b"\n" * 5000 + usual)), answered=False
    )


def body_lengths(chance: Random) -> Sent:
    """Declare a length that is none, or another than the body has."""
    length = chance.choice(
        (
            "-1",
            "+5",
            "5 5",
            "5, 5",
            "5,6",
            "0x10",
            "",
            "1e3",
            "99999999999999999999",
            "10485761",
            "1_0",
            "\xef\xbc\x95",
        )
    )
    return Sent(
        head(f"Content-Type: {FORM}", f"Content-Length: {length}", "Connection: close") + whole_form(), answered=False
    )


def body_too_short(chance: Random) -> Sent:
    """Announce more than is sent, then wait, or hang up."""
    body = whole_form()[: chance.randrange(20, 200)]
    return Sent(head(f"Content-Type: {FORM}", f"Content-Length: {10_000}") + body, answered=False)


def body_too_large(chance: Random) -> Sent:
    """Send more than is allowed, or say so."""
    said = chance.choice((10_485_761, 11 * MEGABYTE, 10**12))
    return Sent(
        head(f"Content-Type: {FORM}", f"Content-Length: {said}", "Connection: close") + b"x" * 200_000, answered=False
    )


# --- chunks


def chunked(body: bytes, *lines: str | bytes, answered: bool = True, follow: bytes = b"") -> Sent:
    """Send a body that says to be in chunks."""
    lines = (f"Content-Type: {FORM}", "Transfer-Encoding: chunked", *lines, "Connection: close")
    return Sent(head(*lines) + body + follow, answered=answered)


def chunk(data: bytes, extension: bytes = b"") -> bytes:
    """Write a chunk."""
    return b"%x%b\r\n%b\r\n" % (len(data), extension, data)


LAST = b"0\r\n\r\n"


def chunk_sizes(chance: Random) -> Sent:
    """Send chunks whose sizes are none."""
    size = chance.choice(
        (
            b"-1",
            b"+5",
            b"0x5",
            b"zz",
            b"",
            b" 5",
            b"5 ",
            b"5_0",
            b"f" * 16,
            b"8" + b"0" * 15,
            b"f" * 5000,
            b"\xef\xbc\x95",
            b"00000000005",
        )
    )
    # a large one is still waited for
    return chunked(size + b"\r\nhello\r\n" + LAST, answered=False)


def chunk_ends(chance: Random) -> Sent:
    """Send chunks that do not end as they should, or not at all."""
    form = whole_form()
    good = chunk(form)
    return chunked(
        chance.choice(
            (
                good.replace(b"\r\n", b"\n"),
                b"5\r\nhelloX\r\n" + LAST,
                good,
                good + b"0\r\n",
                good + b"0",
                b"5\nhello\n0\n\n",
            )
        ),
        answered=False,
    )


def chunk_extensions(chance: Random) -> Sent:
    """Send chunks with extensions, thousands of characters of them."""
    extension = chance.choice((b";a=b", b";" * 5000, b";a=" + b"x" * 40_000, b';a="\r\n0\r\n\r\n"', b";\0", b" ; a"))
    return chunked(chunk(whole_form(), extension) + LAST)


def chunks_of_a_byte(chance: Random) -> Sent:
    """Send chunks of one byte each, ten thousand or half a million of them."""
    form = part(PICTURE + bytes(chance.choice((10_000, 500_000)))) + END
    return chunked(b"".join(b"1\r\n%c\r\n" % byte for byte in form) + LAST)


def trailers(chance: Random) -> Sent:
    """Send headers behind the body: many, long, or those that only a head may have."""
    more = chance.choice(
        (
            b"X: y\r\n" * 10_000,
            b"X: " + b"y" * 100_000 + b"\r\n",
            b"Content-Length: 5\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"no colon\r\n",
        )
    )
    return chunked(chunk(whole_form()) + b"0\r\n" + more + b"\r\n")


def too_much_in_chunks(chance: Random) -> Sent:
    """Send more than is allowed without saying so before."""
    return chunked(chunk(bytes(MEGABYTE)) * 11 + LAST)


# --- conversations


def expectations(chance: Random) -> Sent:
    """Expect to be told to go on, or something that nobody knows."""
    expected = chance.choice(("100-continue", "100-Continue", "200-ok", "100-continue, x", "", "x" * 3000))
    body = whole_form()
    lines = (f"Content-Type: {FORM}", f"Content-Length: {len(body)}", f"Expect: {expected}", "Connection: close")
    return Sent((head(*lines), body), pause_seconds=0.2)


def slow_head(chance: Random) -> Sent:
    """Send the head in pieces of a few bytes."""
    whole = head("Connection: close", line="GET /live HTTP/1.1")
    return Sent(tuple(whole[at : at + 8] for at in range(0, len(whole), 8)), pause_seconds=chance.choice((0.02, 0.1)))


def slow_body(chance: Random) -> Sent:
    """Send the body in pieces."""
    body = whole_form()
    lines = (f"Content-Type: {FORM}", f"Content-Length: {len(body)}", "Connection: close")
    step = chance.choice((20, 60))
    pieces = tuple(body[at : at + step] for at in range(0, len(body), step))
    return Sent((head(*lines), *pieces), pause_seconds=0.1)


def slow_chunks(chance: Random) -> Sent:
    """Send chunks in pieces that end in the middle of sizes."""
    body = b"".join(chunk(bytes([byte])) for byte in whole_form()[:100]) + LAST
    lines = (f"Content-Type: {FORM}", "Transfer-Encoding: chunked", "Connection: close")
    return Sent((head(*lines), *(body[at : at + 7] for at in range(0, len(body), 7))), pause_seconds=0.02)


def hanging_up(chance: Random) -> Sent:
    """Hang up in the middle."""
    whole = head(f"Content-Type: {FORM}", f"Content-Length: {len(whole_form())}") + whole_form()
    return Sent(whole[: chance.randrange(1, len(whole) - 1)], answered=False)


def pipelined(chance: Random) -> Sent:
    """Send requests without waiting for answers."""
    body = whole_form()
    post = head(f"Content-Type: {FORM}", f"Content-Length: {len(body)}") + body
    get = head(line="GET /live HTTP/1.1")
    last = head("Connection: close", line="GET /health HTTP/1.1")
    return Sent(chance.choice((get * 30, post * 3, (get + post) * 2, get * 1000, HIDDEN * 5)) + last)


def body_with_get(chance: Random) -> Sent:
    """Send a body with GET, where none is expected, which is a request."""
    method = chance.choice(("GET", "HEAD", "OPTIONS", "DELETE"))
    length = f"Content-Length: {len(HIDDEN)}"
    return Sent(head(length, "Connection: close", line=f"{method} {chance.choice(('/live', PATH))} HTTP/1.1") + HIDDEN)


CODINGS = (
    "Transfer-Encoding: chunked",
    "Transfer-Encoding : chunked",
    " Transfer-Encoding: chunked",
    "Transfer-Encoding:\tchunked",
    "Transfer-Encoding: \x0bchunked",
    "Transfer-Encoding: chunked\x0c",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: chunkedx",
    "Transfer-Encoding: identity",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: identity, chunked",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: chunked, chunked",
    "Transfer-Encoding: cow",
    "Transfer-Encoding:",
    "Transfer-Encoding: CHUNKED",
    'Transfer-Encoding: "chunked"',
    "Transfer-Encoding: chunked;a=b",
    "Transfer-Encoding\0: chunked",
    "Transfer_Encoding: chunked",
    "X: y\r\n Transfer-Encoding: chunked",
    "X: y\nTransfer-Encoding: chunked",
    "X: y\rTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow",
    "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
)


def length_against_chunks(chance: Random) -> Sent:
    """Declare both a length and chunks: who believes the length sees one request, who believes the chunks two."""
    body = chunk(whole_form()) + LAST + HIDDEN
    length = f"Content-Length: {len(body)}"
    both = [chance.choice(CODINGS), length]
    return Sent(head(f"Content-Type: {FORM}", *chance.sample(both, 2)) + body, answered=False)


def chunks_against_length(chance: Random) -> Sent:
    """Declare both, so that who believes the length sees the request that is hidden in a chunk."""
    body = chunk(HIDDEN) + LAST
    both = [chance.choice(CODINGS), "Content-Length: 4"]
    return Sent(head(f"Content-Type: {FORM}", *chance.sample(both, 2)) + body, answered=False)


def codings(chance: Random) -> Sent:
    """Spell chunks in odd ways, without a length."""
    return Sent(
        head(f"Content-Type: {FORM}", chance.choice(CODINGS)) + chunk(whole_form()) + LAST + HIDDEN, answered=False
    )


def lengths_against_each_other(chance: Random) -> Sent:
    """Declare two lengths."""
    body = whole_form()
    said = [f"Content-Length: {len(body)}", f"Content-Length: {len(body + HIDDEN)}"]
    odd = (f"Content-Length: {len(body)}, {len(body + HIDDEN)}", f"Content-Length: {len(body)}\r\n Content-Length: 0")
    lines = chance.choice((chance.sample(said, 2), [chance.choice(odd)], [said[0].replace("-", "_")]))
    return Sent(head(f"Content-Type: {FORM}", *lines) + body + HIDDEN, answered=False)


def chunks_of_old(chance: Random) -> Sent:
    """Send chunks in HTTP/1.0, which has none, with or without a length."""
    length = chance.choice(([], ["Content-Length: 5"]))
    lines = (f"Content-Type: {FORM}", "Transfer-Encoding: chunked", "Connection: keep-alive", *length)
    return Sent(head(*lines, line=f"POST {PATH} HTTP/1.0") + chunk(whole_form()) + LAST + HIDDEN, answered=False)


def headers_of_the_hop(chance: Random) -> Sent:
    """Name headers in Connection, so that a proxy might take them away."""
    named = chance.choice(
        ("Content-Length", "X-Request-ID", "Transfer-Encoding", "Host", "X-Forwarded-For", "Content-Type")
    )
    body = whole_form()
    lines = (f"Content-Type: {FORM}", f"Content-Length: {len(body)}", f"Connection: close, {named}")
    return Sent(head(*lines) + body)


def upgrades(chance: Random) -> Sent:
    """Ask to speak something else from here on."""
    protocol = chance.choice(("h2c", "websocket", "TLS/1.2", "x" * 1000))
    lines = (f"Upgrade: {protocol}", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")
    return Sent(head(*lines, line="GET /live HTTP/1.1") + HIDDEN, answered=False)


def ranges(chance: Random) -> Sent:
    """Ask for thousands of ranges, or on impossible conditions."""
    asked = chance.choice(
        (
            "Range: bytes=" + ",".join(f"{n}-" for n in range(1000)),
            "Range: bytes=-1-",
            "If-Range: x",
            "If-Match: *",
            "If-Modified-Since: never",
        )
    )
    return Sent(head(asked, "Connection: close", line="GET /live HTTP/1.1"))


def no_http(chance: Random) -> Sent:
    """Send something other than HTTP."""
    said = chance.choice(
        (
            chance.randbytes(2000),
            b"\0" * 5000,
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9),
            b"SSH-2.0-OpenSSH_9\r\n",
            b"\x16\x03\x01\x02\0\x01\0\x01\xfc" + bytes(500),
            b"PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\nGET /live HTTP/1.1\r\n\r\n",
            b"\r\n\r\n",
            b"EHLO x\r\n",
            b"GET",
        )
    )
    return Sent(said, answered=False)


ATTACKS: Mapping[str, Attack] = {
    attack.__name__: attack
    for attack in (
        boundary,
        boundary_twice,
        forms_in_forms,
        thousands_of_parts,
        part_without_end,
        part_without_head,
        part_headers,
        disposition,
        encoded,
        boundaries_in_the_picture,
        no_form,
        packed_body,
        header_flood,
        header_of_length,
        header_malformed,
        hosts,
        paths,
        methods,
        versions,
        line_ends,
        body_lengths,
        body_too_short,
        body_too_large,
        chunk_sizes,
        chunk_ends,
        chunk_extensions,
        chunks_of_a_byte,
        trailers,
        too_much_in_chunks,
        expectations,
        slow_head,
        slow_body,
        slow_chunks,
        hanging_up,
        pipelined,
        body_with_get,
        length_against_chunks,
        chunks_against_length,
        codings,
        lengths_against_each_other,
        chunks_of_old,
        headers_of_the_hop,
        upgrades,
        ranges,
        no_http,
    )
}


def hostile_request(seed: int, number: int) -> HostileRequest:
    """Create a request; the attacks take turns."""
    chance = Random(f"{seed} {number}")
    name, attack = list(ATTACKS.items())[number % len(ATTACKS)]
    sent = attack(chance)
    pieces = (sent.data,) if isinstance(sent.data, bytes) else sent.data
    client = b"%d" % (1 + number % 254)
    pieces = tuple(piece.replace(b"{client}", client) for piece in pieces)
    return HostileRequest(number, name, pieces, sent.pause_seconds, sent.answered)
