"""A HEIC as phones write it: a grid of tiles, each an item of its own (ISO/IEC 23008-12, 6.6.2.3)."""

import struct

from PIL import Image

from tests.support.print import encoded

TILE_PX = 128
CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0}


def box(kind: bytes, *parts: bytes) -> bytes:
    """Write a box."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def full_box(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    """Write a box with a version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def found(data: bytes, wanted: bytes) -> bytes:
    """Find a box in others; return it whole."""
    start = 0
    while start + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, start)
        if kind == wanted:
            return data[start : start + size]
        if kind in CONTAINERS and (inner := found(data[start + 8 + CONTAINERS[kind] : start + size], wanted)):
            return inner
        start += size
    return b""


def grid(picture: Image.Image) -> bytes:
    """Write a picture, whose sides are multiples of a tile's, as tiles from left to right and top to bottom."""
    across, down = picture.width // TILE_PX, picture.height // TILE_PX
    corners = [(x * TILE_PX, y * TILE_PX) for y in range(down) for x in range(across)]
    files = [encoded(picture.crop((x, y, x + TILE_PX, y + TILE_PX)), "HEIF") for x, y in corners]
    tiles = [found(file, b"mdat")[8:] for file in files]
    items = range(2, 2 + len(tiles))
    layout = struct.pack(">BBBBHH", 0, 0, down - 1, across - 1, picture.width, picture.height)

    def meta(start: int) -> bytes:
        places, at = [], start + len(layout)
        for tile in tiles:
            places.append((at, len(tile)))
            at += len(tile)
        located = b"".join(
            struct.pack(">HHHII", item, 0, 1, *place)
            for item, place in zip([1, *items], [(start, len(layout)), *places], strict=True)
        )
        entries = [full_box(b"infe", struct.pack(">HH4sB", 1, 0, b"grid", 0), version=2)]
        entries += [full_box(b"infe", struct.pack(">HH4sB", item, 0, b"hvc1", 0), version=2, flags=1) for item in items]
        properties = box(
            b"ipco",
            found(files[0], b"hvcC"),
            full_box(b"ispe", struct.pack(">II", TILE_PX, TILE_PX)),
            full_box(b"ispe", struct.pack(">II", picture.width, picture.height)),
        )
        associations = struct.pack(">I", 1 + len(tiles)) + struct.pack(">HBB", 1, 1, 3)
        associations += b"".join(struct.pack(">HBBB", item, 2, 0x81, 2) for item in items)
        return full_box(
            b"meta",
            full_box(b"hdlr", bytes(4), b"pict", bytes(13)),
            full_box(b"pitm", struct.pack(">H", 1)),
            full_box(b"iinf", struct.pack(">H", len(entries)), *entries),
            full_box(b"iref", box(b"dimg", struct.pack(f">HH{len(tiles)}H", 1, len(tiles), *items))),
            box(b"iprp", properties, full_box(b"ipma", associations)),
            full_box(b"iloc", struct.pack(">BBH", 0x44, 0, 1 + len(tiles)), located),
        )

    head = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    return head + meta(len(head) + len(meta(0)) + 8) + box(b"mdat", layout, *tiles)
