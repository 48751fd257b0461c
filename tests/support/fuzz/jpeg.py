"""Malformed JPEGs (ITU-T T.81): false sizes, components, tables, scans and lengths of segments."""

import struct
from collections.abc import Iterator, Mapping
from random import Random

from tests.support.fuzz import exif
from tests.support.fuzz.damage import Mutation, overwritten

SOI, EOI, SOS, DQT, DHT, DRI, DAC, DNL, COM, APP0, APP1, APP2, APP14 = (
    0xD8,
    0xD9,
    0xDA,
    0xDB,
    0xC4,
    0xDD,
    0xCC,
    0xDC,
    0xFE,
    0xE0,
    0xE1,
    0xE2,
    0xEE,
)
FRAMES = frozenset(range(0xC0, 0xD0)) - {DHT, 0xC8, DAC}
SIDES = (0, 1, 7, 20_000, 65_500, 65_535)
AFTER_START = 2


def segment(marker: int, body: bytes, *, length: int | None = None) -> bytes:
    """Write a segment, which may say that it has another length."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2 if length is None else length) + body


def segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each segment up to and with the first scan's head."""
    start = AFTER_START
    while start + 4 <= len(data) and data[start] == 0xFF:
        marker, length = data[start + 1], int.from_bytes(data[start + 2 : start + 4], "big")
        yield marker, start, start + 2 + length
        if marker == SOS:
            return
        start += 2 + length


def frame(data: bytes) -> int:
    """Find the frame's head."""
    return next(start for marker, start, _ in segments(data) if marker in FRAMES)


def put_first(data: bytes, *added: bytes) -> bytes:
    """Add segments before all others."""
    return data[:AFTER_START] + b"".join(added) + data[AFTER_START:]


def size(chance: Random, data: bytes) -> bytes:
    """Declare another height and width."""
    lie = struct.pack(">HH", chance.choice(SIDES), chance.choice(SIDES))
    return overwritten(data, frame(data) + 5, lie)


def precision(chance: Random, data: bytes) -> bytes:
    """Declare another number of bits."""
    return overwritten(data, frame(data) + 4, bytes([chance.choice((0, 1, 12, 16, 255))]))


def components(chance: Random, data: bytes) -> bytes:
    """Declare another number of colours."""
    start = frame(data) + 9
    return overwritten(data, start, bytes([chance.choice([count for count in (0, 2, 5, 255) if count != data[start]])]))


def sampling(chance: Random, data: bytes) -> bytes:
    """Declare other factors of sampling."""
    return overwritten(data, frame(data) + 11, bytes([chance.choice((0x00, 0x44, 0x14, 0x41, 0x33, 0xFF))]))


def process(chance: Random, data: bytes) -> bytes:
    """Declare another process: lossless, hierarchical, arithmetic."""
    start = frame(data) + 1
    return overwritten(data, start, bytes([chance.choice(sorted(FRAMES - {data[start]}))]))


def frame_doubled(chance: Random, data: bytes) -> bytes:
    """Add a second frame, and make one of the two huge."""
    start = frame(data)
    end = next(end for marker, begin, end in segments(data) if begin == start)
    other = overwritten(data[start:end], 5, struct.pack(">HH", chance.choice(SIDES), chance.choice(SIDES)))
    return data[:start] + chance.choice((other + data[start:end], data[start:end] + other)) + data[end:]


def colour_space(chance: Random, data: bytes) -> bytes:
    """Declare other colours, by Adobe's segment or by a profile that is none."""
    adobe = segment(APP14, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, chance.choice((0, 1, 2, 9, 255))))
    part = bytes([chance.choice((0, 2, 255)), chance.choice((0, 1, 255))])
    profile = segment(APP2, b"ICC_PROFILE\0" + part + chance.randbytes(200))
    return put_first(data, chance.choice((adobe, profile, adobe + profile)))


def quantization(chance: Random, data: bytes) -> bytes:
    """Lose the tables of quantization, or have zeros in them."""
    _, start, end = next(each for each in segments(data) if each[0] == DQT)
    return data[:start] + chance.choice((b"", segment(DQT, bytes(end - start - 4)), segment(DQT, b"\xff"))) + data[end:]


def huffman(chance: Random, data: bytes) -> bytes:
    """Write impossible tables of Huffman codes."""
    tables = [each for each in segments(data) if each[0] == DHT]
    _, start, end = chance.choice(tables)
    if chance.random() < 0.3:
        return data[:start] + data[end:]
    return overwritten(data, start + 5, bytes(chance.choice((0, 1, 255)) for _ in range(16)))


def lengths(chance: Random, data: bytes) -> bytes:
    """Declare another length of a segment."""
    _, start, _ = chance.choice(list(segments(data)))
    return overwritten(data, start + 2, struct.pack(">H", chance.choice((0, 1, 2, 3, 65_535))))


def restarts(chance: Random, data: bytes) -> bytes:
    """Announce restarts that do not come, or have nothing but restarts."""
    interval = segment(DRI, struct.pack(">H", chance.choice((1, 65_535))))
    _, _, end = list(segments(data))[-1]
    flood = bytes(byte for number in range(chance.choice((0, 100_000))) for byte in (0xFF, 0xD0 + number % 8))
    return put_first(data[:end] + flood + data[end:], interval)


def many_scans(chance: Random, data: bytes) -> bytes:
    """Repeat the scans: each goes over the whole picture."""
    first = list(segments(data))[-1][1]
    scans = data[first : data.rfind(b"\xff\xd9")]
    empty = scans[: 2 + int.from_bytes(scans[2:4], "big")]
    repeated = chance.choice((scans * min(200, 1 + 4_000_000 // len(scans)), empty * 20_000))
    return data[:first] + scans + repeated + b"\xff\xd9"


def many_scans_of_a_large_picture(chance: Random, data: bytes) -> bytes:
    """Repeat scans, and say that the picture has as many pixels as are allowed."""
    return many_scans(chance, overwritten(data, frame(data) + 5, struct.pack(">HH", 7000, 7000)))


def many_segments(chance: Random, data: bytes) -> bytes:
    """Add thousands of comments or metadata."""
    marker, body = chance.choice(
        ((COM, b""), (APP1, b"Exif\0\0II*\0"), (APP2, b"MPF\0II*\0"), (0xED, b"Photoshop 3.0\0"))
    )
    return put_first(data, segment(marker, body) * chance.choice((1000, 50_000)))


def several_pictures(chance: Random, data: bytes) -> bytes:
    """Make it an album whose index lies (CIPA DC-007)."""
    index = struct.pack("<HHII", 0xB001, 4, 1, chance.choice((0, 2, 0xFFFFFFFF)))
    index += struct.pack("<HHII", 0xB002, 7, chance.choice((16, 0xFFFFFFF0)), chance.choice((8, 50, 0xFFFFFFF0)))
    body = b"MPF\0II*\0" + struct.pack("<IH", 8, 2) + index + bytes(4) + chance.randbytes(32)
    return put_first(data, segment(APP2, body)) + data


def lines_told_late(chance: Random, data: bytes) -> bytes:
    """Leave the height to a segment behind the scan, which says something else or is missing."""
    told = segment(DNL, struct.pack(">H", chance.choice(SIDES)))
    return overwritten(data, frame(data) + 5, b"\0\0")[:-2] + chance.choice((told, b"")) + b"\xff\xd9"


def arithmetic_conditioning(chance: Random, data: bytes) -> bytes:
    """Add tables for a coding that is not used."""
    return put_first(data, segment(DAC, chance.randbytes(2 * chance.randrange(1, 200))))


def metadata(chance: Random, data: bytes) -> bytes:
    """Add EXIF that lies."""
    return put_first(data, segment(APP1, b"Exif\0\0" + exif.lying(chance)))


MUTATIONS: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        size,
        precision,
        components,
        sampling,
        process,
        frame_doubled,
        colour_space,
        quantization,
        huffman,
        lengths,
        restarts,
        many_scans,
        many_scans_of_a_large_picture,
        many_segments,
        several_pictures,
        lines_told_late,
        arithmetic_conditioning,
        metadata,
    )
}
