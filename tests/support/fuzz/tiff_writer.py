"""TIFF files written by hand (TIFF 6.0): directories of any entries, wherever they lead."""

import struct
from collections.abc import Mapping, Sequence

from PIL import Image

BYTE, ASCII, SHORT, LONG, RATIONAL = 1, 2, 3, 4, 5
TILE_PX = 64

# A tag's type and values
Entries = Mapping[int, tuple[int, Sequence[int]]]
HEAD = struct.pack("<2sHI", b"II", 42, 8)


def directory(entries: Entries, start: int, *, following: int | None = 0) -> bytes:
    """Write a directory that begins at `start`, and behind it the values that it has no room for.

    `following` is where the next one begins: 0 for none, None for behind this one.
    """
    sizes = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8}
    written, values = b"", b""
    room = start + 2 + 12 * len(entries) + 4
    for tag, (kind, numbers) in sorted(entries.items()):
        letter = {1: "B", 2: "H", 4: "I", 8: "Q"}[sizes[kind]]
        packed = struct.pack(f"<{len(numbers)}{letter}", *numbers)
        if len(packed) > 4:
            place = struct.pack("<I", room + len(values))
            values += packed + bytes(len(packed) % 2)
        else:
            place = packed.ljust(4, b"\0")
        written += struct.pack("<HHI", tag, kind, len(numbers)) + place
    end = room + len(values) if following is None else following
    return struct.pack("<H", len(entries)) + written + struct.pack("<I", end) + values


def page(size: tuple[int, int], data: int, length: int, **tags: tuple[int, Sequence[int]]) -> Entries:
    """Return the entries of a grey page in one strip, which lies at `data`; `tags` are others, as t322."""
    width, height = size
    return {
        256: (LONG, [width]),
        257: (LONG, [height]),
        258: (SHORT, [8]),
        259: (SHORT, [1]),
        262: (SHORT, [1]),
        273: (LONG, [data]),
        277: (SHORT, [1]),
        278: (LONG, [height]),
        279: (LONG, [length]),
        **{int(tag[1:]): value for tag, value in tags.items()},
    }


def tiled(picture: Image.Image) -> bytes:
    """Write a grey picture in tiles."""
    across, down = -(-picture.width // TILE_PX), -(-picture.height // TILE_PX)
    corners = [(x * TILE_PX, y * TILE_PX) for y in range(down) for x in range(across)]
    tiles = [picture.crop((x, y, x + TILE_PX, y + TILE_PX)).tobytes() for x, y in corners]
    length = len(tiles[0])

    def entries(start: int) -> Entries:
        grey = {tag: entry for tag, entry in page(picture.size, 0, 0).items() if tag not in (273, 278, 279)}
        places = [start + number * length for number in range(len(tiles))]
        return {
            **grey,
            322: (SHORT, [TILE_PX]),
            323: (SHORT, [TILE_PX]),
            324: (LONG, places),
            325: (LONG, [length] * len(tiles)),
        }

    start = len(HEAD) + len(directory(entries(0), len(HEAD)))
    return HEAD + directory(entries(start), len(HEAD)) + b"".join(tiles)
