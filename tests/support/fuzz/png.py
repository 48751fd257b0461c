"""Malformed PNGs (W3C PNG, third edition): false sizes, colours, chunks and frames, or unpacking without end."""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from tests.support.fuzz import bombs, exif
from tests.support.fuzz.damage import Mutation

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SIDES = (0, 1, 7000, 65_535, 1_000_000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
Chunk = tuple[bytes, bytes]


def chunk(kind: bytes, body: bytes, *, length: int | None = None, crc: int | None = None) -> bytes:
    """Write a chunk, which may say that it has another length or check sum."""
    said = len(body) if length is None else length
    summed = zlib.crc32(kind + body) if crc is None else crc
    return struct.pack(">I4s", said, kind) + body + struct.pack(">I", summed)


def chunks(data: bytes) -> Iterator[Chunk]:
    """Yield the chunks of a PNG."""
    start = len(SIGNATURE)
    while start + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, start)
        yield kind, data[start + 8 : start + 8 + length]
        start += 12 + length


def written(parts: Sequence[Chunk]) -> bytes:
    """Write a PNG."""
    return SIGNATURE + b"".join(chunk(kind, body) for kind, body in parts)


def with_head(data: bytes, **changed: int) -> bytes:
    """Change a value in the head."""
    (kind, body), *others = chunks(data)
    names = ("width", "height", "depth", "colour", "compression", "filtering", "interlace")
    said = dict(zip(names, struct.unpack(">IIBBBBB", body), strict=True)) | changed
    return written([(kind, struct.pack(">IIBBBBB", *said.values())), *others])


def with_data(data: bytes, packed: bytes, **changed: int) -> bytes:
    """Replace the data."""
    head, *_ = chunks(with_head(data, **changed))
    return written([head, (b"IDAT", packed), (b"IEND", b"")])


def inserted(data: bytes, *added: Chunk) -> bytes:
    """Insert chunks behind the head."""
    head, *others = chunks(data)
    return written([head, *added, *others])


def size(chance: Random, data: bytes) -> bytes:
    """Declare another width and height."""
    return with_head(data, width=chance.choice(SIDES), height=chance.choice(SIDES))


def colour_space(chance: Random, data: bytes) -> bytes:
    """Declare pixels of another kind."""
    now = next(chunks(data))[1][8:10]
    kinds = [
        (depth, colour) for depth in (0, 1, 2, 4, 8, 16, 32) for colour in range(8) if bytes((depth, colour)) != now
    ]
    depth, colour = chance.choice(kinds)
    return with_head(data, depth=depth, colour=colour)


def methods(chance: Random, data: bytes) -> bytes:
    """Declare another way of packing, filtering and interlacing."""
    return with_head(
        data,
        compression=chance.choice((0, 1, 255)),
        filtering=chance.choice((0, 1, 64)),
        interlace=chance.choice((1, 2)),
    )


def palette(chance: Random, data: bytes) -> bytes:
    """Write a palette that is too short, too long, or of no whole colours."""
    others = [part for part in chunks(data) if part[0] != b"PLTE"]
    entries = (b"PLTE", chance.randbytes(chance.choice((0, 1, 3, 769, 90_000))))
    return with_head(written([others[0], entries, *others[1:]]), colour=chance.choice((2, 3)))


def transparency(chance: Random, data: bytes) -> bytes:
    """Add transparent colours that do not exist."""
    return inserted(data, (b"tRNS", chance.randbytes(chance.choice((0, 1, 6, 300)))))


def lengths(chance: Random, data: bytes) -> bytes:
    """Declare another length of a chunk."""
    parts = list(chunks(data))
    wrong = chance.randrange(len(parts))
    lie = chance.choice((0xFFFFFFFF, 0x7FFFFFFF, 1, len(parts[wrong][1]) + 4))
    return SIGNATURE + b"".join(
        chunk(kind, body, length=lie if number == wrong else None) for number, (kind, body) in enumerate(parts)
    )


def check_sums(chance: Random, data: bytes) -> bytes:
    """Write wrong checksums."""
    return SIGNATURE + b"".join(chunk(kind, body, crc=chance.getrandbits(32)) for kind, body in chunks(data))


def order(chance: Random, data: bytes) -> bytes:
    """Put the chunks in another order, or more than once."""
    parts = list(chunks(data))
    return written(
        chance.choice((parts[::-1], parts[1:] + parts[:1], parts + parts, parts[:1] * 2 + parts[1:], parts[:-1]))
    )


def data_unpacks_without_end(chance: Random, data: bytes) -> bytes:
    """Fill a small picture with gigabytes."""
    return with_data(data, bombs.deflated(chance.choice((64, 2000, 5000))))


def largest_picture(chance: Random, data: bytes) -> bytes:
    """Make a picture of all the pixels that are allowed, in a few kilobytes."""
    return with_data(data, bombs.deflated(400), width=7000, height=7000, depth=chance.choice((8, 16)), colour=6)


def texts_unpack_without_end(chance: Random, data: bytes) -> bytes:
    """Add texts, or a profile of colours, of gigabytes."""
    packed = bombs.deflated(chance.choice((200, 4000)))
    kind, body = chance.choice(((b"zTXt", b"a\0\0"), (b"iTXt", b"a\0\1\0\0\0"), (b"iCCP", b"a\0\0")))
    return inserted(data, (kind, body + packed))


def many_chunks(chance: Random, data: bytes) -> bytes:
    """Add thousands of chunks."""
    kind, body = chance.choice(((b"tEXt", b"a\0b"), (b"IDAT", b""), (b"gAMA", b"\0\0\0\1"), (b"zZzZ", b"")))
    return inserted(data, *[(kind, body)] * chance.choice((1000, 100_000)))


def data_in_bytes(chance: Random, data: bytes) -> bytes:
    """Split the data into chunks of a byte, or with empty ones between them."""
    parts: list[Chunk] = []
    for kind, body in chunks(data):
        pieces = [body[at : at + 1] for at in range(len(body))] if kind == b"IDAT" else [body]
        parts += [(kind, piece) for piece in pieces]
    return written(parts)


def animation(chance: Random, data: bytes) -> bytes:
    """Make an animation: of frames that are missing, larger than the picture, or thousands."""
    count = chance.choice((0, 1, 1000, 0xFFFFFFFF))
    sides = struct.pack(">IIII", chance.choice(SIDES), chance.choice(SIDES), chance.choice(SIDES), chance.choice(SIDES))
    frames: list[Chunk] = []
    for number in range(min(count, 2000)):
        control = struct.pack(">I", 2 * number) + sides + bytes([0, 0, 0, 0, chance.choice((0, 9)), 0])
        frames += [(b"fcTL", control), (b"fdAT", struct.pack(">I", 2 * number + 1) + zlib.compress(b"\0"))]
    *parts, end = chunks(inserted(data, (b"acTL", struct.pack(">II", count, 0))))
    return written([*parts, *frames, end])


def metadata(chance: Random, data: bytes) -> bytes:
    """Add EXIF that lies."""
    *parts, end = chunks(data)
    lie = (b"eXIf", exif.lying(chance))
    return chance.choice((written([*parts, lie, end]), inserted(data, lie)))


def ancillary(chance: Random, data: bytes) -> bytes:
    """Add physical size, gamma, profile and histogram that make no sense."""
    said = (
        (b"pHYs", bytes(9)),
        (b"gAMA", bytes(4)),
        (b"cHRM", b"\xff" * 32),
        (b"iCCP", b"a\0\0" + zlib.compress(chance.randbytes(200))),
        (b"hIST", b"\xff" * 600),
        (b"sBIT", b"\xff\0\xff\0"),
        (b"bKGD", b""),
    )
    return inserted(data, *chance.sample(said, 3))


MUTATIONS: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        size,
        colour_space,
        methods,
        palette,
        transparency,
        lengths,
        check_sums,
        order,
        data_unpacks_without_end,
        largest_picture,
        texts_unpack_without_end,
        many_chunks,
        data_in_bytes,
        animation,
        metadata,
        ancillary,
    )
}
