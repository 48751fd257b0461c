"""Malformed TIFFs (TIFF 6.0): false sizes, strips, tiles and tables, and circular directories."""

import struct
from collections.abc import Mapping
from random import Random

from tests.support.fuzz import bombs
from tests.support.fuzz.damage import Mutation, overwritten
from tests.support.fuzz.tiff_writer import HEAD, LONG, SHORT, directory, page

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, STRIPS, SAMPLES, ROWS, COUNTS = (
    256,
    257,
    258,
    259,
    262,
    273,
    277,
    278,
    279,
)
PLANAR, PREDICTOR, TILE_WIDTH, TILE_HEIGHT, TILES, TILE_COUNTS = 284, 317, 322, 323, 324, 325
SUB_DIRECTORIES, EXIF_POINTER, JPEG_TABLES = 330, 0x8769, 347
SIDES = (0, 1, 7000, 65_535, 1_000_000, 0x7FFFFFFF, 0xFFFFFFFF)
PLACES = (0, 1, 8, 0x7FFFFFFF, 0xFFFFFFF0)
ENTRY_BYTES = 12
GREY = bytes(100)


def first_directory(data: bytes) -> tuple[int, int]:
    """Return where the first directory begins, and how many entries it has."""
    (start,) = struct.unpack_from("<I", data, 4)
    return start, struct.unpack_from("<H", data, start)[0]


def with_entry(data: bytes, tag: int, kind: int, count: int, value: int) -> bytes:
    """Change an entry, or another one if there is no such."""
    start, entries = first_directory(data)
    places = [start + 2 + ENTRY_BYTES * number for number in range(entries)]
    place = next((each for each in places if struct.unpack_from("<H", data, each)[0] == tag), places[-1])
    return overwritten(data, place, struct.pack("<HHII", tag, kind, count, value))


def with_one_of(chance: Random, data: bytes, tags: tuple[int, ...], values: tuple[int, ...]) -> bytes:
    """Change one of these entries."""
    tag, value = chance.choice(tags), chance.choice(values)
    changed = with_entry(data, tag, LONG, 1, value)
    return changed if changed != data else with_entry(data, tag, LONG, 1, value + 3)


def size(chance: Random, data: bytes) -> bytes:
    """Declare another width and height."""
    return with_one_of(chance, with_entry(data, WIDTH, LONG, 1, chance.choice(SIDES)), (HEIGHT, WIDTH), SIDES)


def strips(chance: Random, data: bytes) -> bytes:
    """Place strips elsewhere, or give them other lengths, or no rows."""
    return with_one_of(chance, data, (STRIPS, COUNTS, ROWS), PLACES)


def tiles(chance: Random, data: bytes) -> bytes:
    """Declare tiles of other sizes, elsewhere, or where there are none."""
    changed = with_one_of(chance, data, (TILE_WIDTH, TILE_HEIGHT), SIDES)
    return with_one_of(chance, changed, (TILES, TILE_COUNTS, TILE_HEIGHT), PLACES)


def colour_space(chance: Random, data: bytes) -> bytes:
    """Declare other colours, samples and bits."""
    return with_one_of(chance, data, (PHOTOMETRIC, SAMPLES, BITS, PLANAR), (0, 2, 3, 5, 6, 8, 32_844, 65_535))


def compression(chance: Random, data: bytes) -> bytes:
    """Declare another compression."""
    return with_one_of(
        chance, data, (COMPRESSION, PREDICTOR), (2, 3, 4, 5, 6, 7, 8, 32_773, 34_712, 34_925, 50_000, 99)
    )


def entries(chance: Random, data: bytes) -> bytes:
    """Write entries of other types, and of more values than there are bytes."""
    start, count = first_directory(data)
    place = start + 2 + ENTRY_BYTES * chance.randrange(count)
    lie = struct.pack("<HI", chance.randrange(20), chance.choice((0, 2, 1_000_000, 0x7FFFFFFF, 0xFFFFFFFF)))
    return overwritten(data, place + 2, lie)


def entries_without_end(chance: Random, data: bytes) -> bytes:
    """Declare more entries than the directory has."""
    start, count = first_directory(data)
    return overwritten(
        data, start, struct.pack("<H", chance.choice([each for each in (0, 1, 65_535) if each != count]))
    )


def place_of_the_directory(chance: Random, data: bytes) -> bytes:
    """Place the directory elsewhere."""
    return overwritten(data, 4, struct.pack("<I", chance.choice((0, 4, len(data) - 2, 0xFFFFFFF0))))


def looping(chance: Random, data: bytes) -> bytes:
    """Lead from a directory to itself, or into it."""
    start, count = first_directory(data)
    return overwritten(data, start + 2 + ENTRY_BYTES * count, struct.pack("<I", chance.choice((start, start + 2, 4))))


def looping_through_many(chance: Random, data: bytes) -> bytes:
    """Lead through many directories back to one of them."""
    count, written, at = chance.choice((3, 300)), HEAD, len(HEAD)
    length = len(directory(page((10, 10), 0, 100), at))
    for number in range(count):
        last = number == count - 1
        following = len(HEAD) + length * chance.randrange(count) if last else None
        written += directory(page((10, 10), 4, 100), at + number * length, following=following)
    return written


def many_directories(chance: Random, data: bytes) -> bytes:
    """Add thousands of pages."""
    length = len(directory(page((10, 10), 0, 100), len(HEAD)))
    count = chance.choice((11, 1000, 40_000))
    pages = (
        directory(page((10, 10), 4, 100), len(HEAD) + number * length, following=None if number < count - 1 else 0)
        for number in range(count)
    )
    return HEAD + b"".join(pages)


def directories_within(chance: Random, data: bytes) -> bytes:
    """Nest directories within the directory that are the directory."""
    kind = chance.choice((SUB_DIRECTORIES, EXIF_POINTER))
    inner = {f"t{kind}": (LONG, [chance.choice((8, 0xFFFFFFF0))] * chance.choice((1, 60_000)))}
    return HEAD + directory(page((10, 10), 4, 100, **inner), len(HEAD)) + GREY


def strip_unpacks_without_end(chance: Random, data: bytes) -> bytes:
    """Fill the strip of a small page with gigabytes."""
    packed = bombs.deflated(chance.choice((64, 2000, 5000)))
    size, rows = chance.choice((((100, 100), 100), ((7000, 7000), 7000), ((65_535, 700), 0xFFFFFFFF)))
    said = page(size, 0, len(packed), t259=(SHORT, [8]), t278=(LONG, [rows]))
    start = len(HEAD) + len(directory(said, len(HEAD)))
    return HEAD + directory({**said, STRIPS: (LONG, [start])}, len(HEAD)) + packed


def many_strips(chance: Random, data: bytes) -> bytes:
    """Write a strip for each row, all of them the same bytes."""
    rows = chance.choice((7000, 400_000))
    shared = {"t273": (LONG, [8] * rows), "t279": (LONG, [100] * rows), "t278": (LONG, [1])}
    return HEAD + directory(page((100, rows), 0, 0, **shared), len(HEAD)) + GREY


def large_pages(chance: Random, data: bytes) -> bytes:
    """Write pages of all the pixels that are allowed, which share no bytes of them."""
    length = len(directory(page((7000, 7000), 0, 100), len(HEAD)))
    return HEAD + b"".join(
        directory(page((7000, 7000 - number), 4, 100), len(HEAD) + number * length, following=None if number < 9 else 0)
        for number in range(10)
    )


def fax_without_end(chance: Random, data: bytes) -> bytes:
    """Write a random fax as wide as can be."""
    said = page((chance.choice((65_535, 5_000_000)), 700), 0, 5000, t258=(SHORT, [1]))
    start = len(HEAD) + len(directory(said, len(HEAD)))
    coded = {**said, COMPRESSION: (SHORT, [chance.choice((2, 3, 4))]), STRIPS: (LONG, [start])}
    return HEAD + directory(coded, len(HEAD)) + chance.randbytes(5000)


def jpeg_tables(chance: Random, data: bytes) -> bytes:
    """Write a JPEG into the strip whose tables are none."""
    tables = chance.randbytes(chance.choice((2, 600)))
    said = page((400, 300), 8, 400, t259=(SHORT, [7]), t347=(7 - 6, [*b"\xff\xd8", *tables, *b"\xff\xd9"]))
    return HEAD + directory(said, len(HEAD)) + chance.randbytes(400)


def big_tiff(chance: Random, data: bytes) -> bytes:
    """Make a BigTIFF of more entries and values than there are bytes."""
    entry = struct.pack(
        "<HHQQ", chance.choice((WIDTH, STRIPS)), chance.choice((4, 16)), chance.choice((1, 2**63)), 2**40
    )
    return struct.pack("<2sHHHQQ", b"II", 43, 8, 0, 16, chance.choice((1, 2**62))) + entry * 3 + bytes(8)


def metadata(chance: Random, data: bytes) -> bytes:
    """Lie in the tags that EXIF shares: orientation, resolution, and where its directory is."""
    return with_one_of(chance, data, (274, 282, 283, 296, EXIF_POINTER), (0, 9, 65_535, 0xFFFFFFF0))


MUTATIONS: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        size,
        strips,
        tiles,
        colour_space,
        compression,
        entries,
        entries_without_end,
        place_of_the_directory,
        looping,
        looping_through_many,
        many_directories,
        directories_within,
        strip_unpacks_without_end,
        many_strips,
        large_pages,
        fax_without_end,
        jpeg_tables,
        big_tiff,
        metadata,
    )
}
