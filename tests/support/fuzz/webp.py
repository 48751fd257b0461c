"""Malformed WebPs (RFC 9649): false canvases, chunks, frames and tables of their bit streams."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from tests.support.fuzz import exif
from tests.support.fuzz.damage import Mutation, overwritten

Chunk = tuple[bytes, bytes]
STILL = (b"VP8 ", b"VP8L")
SIDES = (0, 1, 7000, 16_383)
CANVAS_SIDES = (0, 6999, 65_535, 0xFFFFFF)
ANIMATED = 0x02


def chunk(kind: bytes, body: bytes, *, length: int | None = None) -> bytes:
    """Write a chunk, which may say that it has another length."""
    return struct.pack("<4sI", kind, len(body) if length is None else length) + body + bytes(len(body) % 2)


def chunks(data: bytes) -> Iterator[Chunk]:
    """Yield the chunks of a WebP."""
    start = 12
    while start + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, start)
        yield kind, data[start + 8 : start + 8 + length]
        start += 8 + length + length % 2


def riff(body: bytes, *, length: int | None = None) -> bytes:
    """Write the file around chunks."""
    return struct.pack("<4sI4s", b"RIFF", len(body) + 4 if length is None else length, b"WEBP") + body


def written(parts: Sequence[Chunk]) -> bytes:
    """Write a WebP."""
    return riff(b"".join(chunk(kind, body) for kind, body in parts))


def three(number: int) -> bytes:
    """Write a number in three bytes."""
    return struct.pack("<I", number)[:3]


def canvas(width: int, height: int, flags: int) -> Chunk:
    """Return the chunk of an extended file; the sides are one less than said."""
    return b"VP8X", bytes([flags, 0, 0, 0]) + three(width) + three(height)


def still(data: bytes) -> Chunk:
    """Return the picture of a file, or the first of an animation."""
    for kind, body in chunks(data):
        if kind in STILL:
            return kind, body
        if kind == b"ANMF":
            return next(part for part in chunks(bytes(12) + body[16:]) if part[0] in STILL)
    raise ValueError("no picture")


def size(chance: Random, data: bytes) -> bytes:
    """Declare another width and height in the bit stream."""
    kind, body = still(data)
    width, height = chance.choice(SIDES), chance.choice(SIDES)
    if kind == b"VP8 ":
        return written([(kind, overwritten(body, 6, struct.pack("<HH", width | chance.choice((0, 0xC000)), height)))])
    return written([(kind, overwritten(body, 1, struct.pack("<I", width | height << 14)))])


def canvas_size(chance: Random, data: bytes) -> bytes:
    """Declare another size of the canvas."""
    return written(
        [canvas(chance.choice(CANVAS_SIDES), chance.choice(CANVAS_SIDES), chance.getrandbits(8)), still(data)]
    )


def lengths(chance: Random, data: bytes) -> bytes:
    """Declare another length of a chunk, or of the file."""
    lie = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF))
    if chance.random() < 0.3:
        return riff(data[12:], length=lie)
    kind, body = still(data)
    return riff(chunk(kind, body, length=lie))


def order(chance: Random, data: bytes) -> bytes:
    """Put the chunks in another order, or more than once."""
    parts = [canvas(419, 255, 0), *chunks(data)]
    return written(chance.choice((parts[::-1], parts + parts, parts[:1] * 3 + parts[1:], [still(data)] * 200)))


def tables(chance: Random, data: bytes) -> bytes:
    """Flip bits where the bit stream has its tables."""
    kind, body = still(data)
    flipped = bytearray(body)
    for _ in range(chance.choice((1, 4, 16))):
        flipped[chance.randrange(3, 120)] ^= chance.randrange(1, 256)
    return written([(kind, bytes(flipped) + b"\0\0")])


def partitions(chance: Random, data: bytes) -> bytes:
    """Declare another length of the first partition, or another profile."""
    kind, body = still(data)
    return written([(kind, overwritten(body, 0, three(chance.getrandbits(24))))])


def other_coding(_chance: Random, data: bytes) -> bytes:
    """Call a lossy picture lossless, and the other way."""
    kind, body = still(data)
    return written([(STILL[kind == STILL[0]], body)])


def transparency(chance: Random, data: bytes) -> bytes:
    """Add a random plane of transparency."""
    return written([canvas(419, 255, 0x10), (b"ALPH", chance.randbytes(chance.choice((0, 1, 3000)))), still(data)])


def frame(chance: Random, picture: Chunk, corner: int, width: int, height: int) -> Chunk:
    """Return a frame of an animation."""
    head = (
        three(corner) * 2
        + three(width)
        + three(height)
        + three(chance.choice((0, 100)))
        + bytes([chance.getrandbits(2)])
    )
    return b"ANMF", head + chunk(*picture)


def animation(chance: Random, data: bytes) -> bytes:
    """Make an animation of frames beyond its canvas, or of thousands, or of none."""
    count = chance.choice((0, 1, 300))
    corner, side = chance.choice(((0, 0), (0, 419), (0xFFFFFF, 419), (0, 0xFFFFFF)))
    frames = [frame(chance, still(data), corner, side, chance.choice((255, side))) for _ in range(count)]
    return written([canvas(419, 255, ANIMATED), (b"ANIM", bytes(6)), *frames])


def animation_on_the_largest_canvas(chance: Random, data: bytes) -> bytes:
    """Make an animation of small frames on a canvas of all the pixels that are allowed."""
    frames = [frame(chance, still(data), 0, 419, 255) for _ in range(chance.choice((2, 300)))]
    return written([canvas(7070, 7070, ANIMATED | 0x10), (b"ANIM", bytes(6)), *frames])


def animation_in_itself(chance: Random, data: bytes) -> bytes:
    """Nest frames in frames."""
    nested = still(data)
    for _ in range(chance.choice((1, 100))):
        nested = frame(chance, nested, 0, 419, 255)
    return written([canvas(419, 255, ANIMATED), (b"ANIM", bytes(6)), nested])


def colour_space(chance: Random, data: bytes) -> bytes:
    """Add a random profile of colours."""
    return written([canvas(419, 255, 0x20), (b"ICCP", chance.randbytes(chance.choice((0, 128, 3000)))), still(data)])


def many_chunks(chance: Random, data: bytes) -> bytes:
    """Add thousands of unknown chunks."""
    return written([canvas(419, 255, 0), *[(b"zzzz", b"")] * chance.choice((1000, 100_000)), still(data)])


def metadata(chance: Random, data: bytes) -> bytes:
    """Add EXIF that lies."""
    lie = chance.choice((b"", b"Exif\0\0")) + exif.lying(chance)
    return written([canvas(419, 255, 0x08), still(data), (b"EXIF", lie)])


MUTATIONS: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        size,
        canvas_size,
        lengths,
        order,
        tables,
        partitions,
        other_coding,
        transparency,
        animation,
        animation_on_the_largest_canvas,
        animation_in_itself,
        colour_space,
        many_chunks,
        metadata,
    )
}
