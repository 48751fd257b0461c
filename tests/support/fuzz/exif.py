"""Malformed EXIF, for every kind of picture that carries it."""

import struct
from random import Random

from tests.support.fuzz.tiff_writer import ASCII, BYTE, HEAD, LONG, RATIONAL, SHORT, directory

ORIENTATION, EXIF_POINTER, GPS_POINTER, THUMBNAIL, THUMBNAIL_LENGTH = 0x0112, 0x8769, 0x8825, 0x0201, 0x0202
FAR = 0xFFFFFFF0


def lying(chance: Random) -> bytes:
    """Write EXIF, without the words that introduce it, with one lie."""
    return chance.choice(
        (
            orientation,
            orientation_of_no_number,
            looping,
            pointing_at_itself,
            endless_values,
            thumbnail,
            rubbish,
            resolution,
        )
    )(chance)


def orientation(chance: Random) -> bytes:
    """Name a way to turn that there is not."""
    return HEAD + directory({ORIENTATION: (SHORT, [chance.choice((0, 9, 255, 65535))])}, 8)


def orientation_of_no_number(chance: Random) -> bytes:
    """Write the orientation as text, as fractions by zero, or in a thousand values."""
    kind, values = chance.choice(((ASCII, [54, 0]), (RATIONAL, [6]), (LONG, [0xFFFFFFFF]), (BYTE, [6] * 1000)))
    return HEAD + directory({ORIENTATION: (kind, values)}, 8)


def looping(chance: Random) -> bytes:
    """Lead from the directory to itself."""
    return HEAD + directory({ORIENTATION: (SHORT, [6])}, 8, following=chance.choice((8, 9, FAR)))


def pointing_at_itself(chance: Random) -> bytes:
    """Nest directories within the directory that are the directory."""
    target = chance.choice((0, 8, FAR))
    return HEAD + directory({ORIENTATION: (SHORT, [6]), EXIF_POINTER: (LONG, [target]), GPS_POINTER: (LONG, [8])}, 8)


def endless_values(chance: Random) -> bytes:
    """Announce more values, and more entries, than there are bytes."""
    entry = struct.pack("<HHII", ORIENTATION, chance.choice((SHORT, ASCII, 12, 99)), FAR, chance.choice((0, 8, FAR)))
    return HEAD + struct.pack("<H", chance.choice((1, 65535))) + entry + bytes(4)


def thumbnail(chance: Random) -> bytes:
    """Point to a thumbnail outside of the file, or of no length."""
    place = {THUMBNAIL: (LONG, [chance.choice((0, 8, FAR))]), THUMBNAIL_LENGTH: (LONG, [chance.choice((0, FAR))])}
    return HEAD + directory({ORIENTATION: (SHORT, [3])}, 8, following=None) + directory(place, 26)


def rubbish(chance: Random) -> bytes:
    """Fill it with random bytes."""
    return chance.choice((HEAD, b"MM\0*\0\0\0\10", b"")) + chance.randbytes(chance.randrange(400))


def resolution(chance: Random) -> bytes:
    """Write the resolution as fractions by zero."""
    return HEAD + directory({282: (RATIONAL, [1]), 283: (RATIONAL, [0xFFFFFFFF]), 296: (SHORT, [77])}, 8)
