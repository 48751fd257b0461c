"""Malformed HEICs (ISO/IEC 23008-12): false sizes, items, tiles and boxes."""

import struct
from collections.abc import Mapping
from random import Random

from tests.support.fuzz import exif
from tests.support.fuzz.damage import Mutation, overwritten
from tests.support.fuzz.originals import originals
from tests.support.heic import box, found, full_box

SIDES = (0, 1, 7000, 65_535, 0x7FFFFFFF, 0xFFFFFFFF)
BOXES = (b"meta", b"hdlr", b"pitm", b"iinf", b"infe", b"iloc", b"iprp", b"ipco", b"ipma", b"ispe", b"hvcC", b"mdat")
HEAD = box(b"ftyp", b"heic", bytes(4), b"mif1heic")


def places(data: bytes, kind: bytes) -> list[int]:
    """Return where the boxes of a kind have their names."""
    starts, start = [], data.find(kind)
    while start >= 0:
        starts.append(start)
        start = data.find(kind, start + 4)
    return starts


def patched(chance: Random, data: bytes, kind: bytes, offset: int, new: bytes) -> bytes:
    """Write bytes into a box, counted from its name; if there is no such box, rename another."""
    if not (starts := places(data, kind)):
        return data.replace(b"hvcC", kind, 1)
    return overwritten(data, chance.choice(starts) + offset, new)


def size(chance: Random, data: bytes) -> bytes:
    """Declare another width and height."""
    lie = struct.pack(">II", chance.choice(SIDES), chance.choice(SIDES))
    for start in places(data, b"ispe"):
        data = overwritten(data, start + 8, lie)
    return data


def lengths(chance: Random, data: bytes) -> bytes:
    """Declare another length of a box."""
    lie = struct.pack(">I", chance.choice((0, 1, 7, 0x7FFFFFFF, 0xFFFFFFFF)))
    return patched(chance, data, chance.choice(BOXES), -4, lie)


def names(chance: Random, data: bytes) -> bytes:
    """Call a box something else."""
    return patched(
        chance, data, chance.choice(BOXES), 0, chance.choice((b"free", b"uuid", b"moov", b"meta", b"zzzz")) + b"\1"
    )


def brands(chance: Random, data: bytes) -> bytes:
    """Declare a film, or another coding."""
    return overwritten(data, 8, chance.choice((b"msf1", b"hevc", b"heim", b"heix"))) + b"\0"


def locations(chance: Random, data: bytes) -> bytes:
    """Place the items elsewhere, or give them other lengths."""
    lie = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\xff\xff"))
    return patched(chance, data, b"iloc", chance.randrange(8, 34), lie)


def properties(chance: Random, data: bytes) -> bytes:
    """Give items properties that do not exist."""
    return patched(chance, data, b"ipma", chance.randrange(8, 22), chance.randbytes(3))


def primary(chance: Random, data: bytes) -> bytes:
    """Name another item as the picture."""
    return patched(chance, data, b"pitm", 8, struct.pack(">H", chance.choice((0, 3, 65_535))))


def turned(chance: Random, data: bytes) -> bytes:
    """Replace the colours by how it is turned, mirrored and cut."""
    clap = b"clap" + struct.pack(">8I", *(chance.choice((0, 1, 100, 0xFFFFFFFF)) for _ in range(8)))
    said = chance.choice((b"irot\xff", b"imir\xff", clap))
    return patched(chance, data, chance.choice((b"colr", b"pixi")), 0, said)


def coding(chance: Random, data: bytes) -> bytes:
    """Flip bits in what the decoder is set up with."""
    start = chance.choice(places(data, b"hvcC"))
    return overwritten(data, start + chance.randrange(4, 100), chance.randbytes(4))


def slices(chance: Random, data: bytes) -> bytes:
    """Flip bits in what the decoder decodes, and in the lengths of its units."""
    start = places(data, b"mdat")[-1] + 4
    return overwritten(
        data, start + chance.choice((0, chance.randrange(min(400, len(data) - start - 8)))), chance.randbytes(4)
    )


def tiles(chance: Random, data: bytes) -> bytes:
    """Declare another number of tiles, or another size of what they make."""
    grid = originals("HEIF")[2]
    start = places(grid, b"mdat")[-1] + 4
    sides = struct.pack(">HH", chance.choice((1, 7000, 65_535)), chance.choice((2, 7000, 65_535)))
    lie = bytes([0, chance.choice((0, 1, 255)), chance.choice((0, 1, 254, 255)), chance.choice((0, 2, 255))])
    return overwritten(grid, start, lie + sides)


def tiles_of_tiles(chance: Random, data: bytes) -> bytes:
    """Use the picture itself as its tiles."""
    grid = originals("HEIF")[2]
    start = grid.find(b"dimg") + 8
    return overwritten(grid, start, struct.pack(">H", 1) * chance.choice((1, 6)))


def many_items(chance: Random, data: bytes) -> bytes:
    """Add thousands of pictures, all of them the same bytes."""
    count = chance.choice((1000, 60_000))
    one = found(originals("HEIF")[0], b"mdat")[8:]
    items = range(1, count + 1)

    def meta(start: int) -> bytes:
        entries = (full_box(b"infe", struct.pack(">HH4sB", item, 0, b"hvc1", 0), version=2) for item in items)
        located = b"".join(struct.pack(">HHHII", item, 0, 1, start, len(one)) for item in items)
        known = box(
            b"ipco", found(originals("HEIF")[0], b"hvcC"), full_box(b"ispe", struct.pack(">II", *chance.choice(LARGE)))
        )
        associated = struct.pack(">I", count) + b"".join(struct.pack(">HBBB", item, 2, 0x81, 2) for item in items)
        return full_box(
            b"meta",
            full_box(b"hdlr", bytes(4), b"pict", bytes(13)),
            full_box(b"pitm", struct.pack(">H", 1)),
            full_box(b"iinf", struct.pack(">H", count), *entries),
            box(b"iprp", known, full_box(b"ipma", associated)),
            full_box(b"iloc", struct.pack(">BBH", 0x44, 0, count), located),
        )

    return HEAD + meta(len(HEAD) + len(meta(0)) + 8) + box(b"mdat", one)


LARGE = ((420, 256), (7000, 7000))


def boxes_in_boxes(chance: Random, data: bytes) -> bytes:
    """Nest boxes in boxes in boxes."""
    kind, nested = chance.choice((b"meta", b"iprp", b"ipco", b"dinf")), b""
    for _ in range(chance.choice((10, 2000))):
        nested = (full_box if kind == b"meta" else box)(kind, nested)
    return HEAD + chance.choice((nested, full_box(b"meta", nested))) + data[len(HEAD) :]


def many_boxes(chance: Random, data: bytes) -> bytes:
    """Add thousands of unknown boxes."""
    return HEAD + box(chance.choice((b"free", b"zzzz", b"mdat"))) * chance.choice((1000, 200_000)) + data[len(HEAD) :]


def metadata(chance: Random, data: bytes) -> bytes:
    """Add EXIF that lies."""
    sideways = originals("HEIF")[1]
    start = sideways.find(b"II*\0", sideways.find(b"mdat"))
    return overwritten(sideways, start, exif.lying(chance)[:1000]) + b"\0"


MUTATIONS: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        size,
        lengths,
        names,
        brands,
        locations,
        properties,
        primary,
        turned,
        coding,
        slices,
        tiles,
        tiles_of_tiles,
        many_items,
        boxes_in_boxes,
        many_boxes,
        metadata,
    )
}
