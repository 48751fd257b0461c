"""Streams that unpack to a thousand times their size, written without ever being whole in memory."""

import zlib

MEGABYTE = 1024 * 1024


def deflated(megabytes: int, fill: bytes = b"\0") -> bytes:
    """Write a zlib stream (RFC 1950) of so many megabytes; each takes a kilobyte. Its check sum is wrong."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(fill * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + piece * megabytes + packer.flush(zlib.Z_FINISH) + bytes(4)


def deflated_twice(gigabytes: int) -> bytes:
    """Write a zlib stream of a zlib stream of so many gigabytes."""
    return zlib.compress(deflated(1024 * gigabytes), 9)
