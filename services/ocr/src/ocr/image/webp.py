"""The size of a WebP without its decoder, which takes memory for all its pixels as soon as it opens one."""

import struct


def size(data: bytes) -> tuple[int, int]:
    """Return width and height as the first chunk has them (RFC 9649, 2.5 to 2.7). Raises struct.error, ValueError."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        width_low, width_high, height_low, height_high = struct.unpack_from("<HBHB", data, 24)
        return 1 + width_low + (width_high << 16), 1 + height_low + (height_high << 16)
    if chunk == b"VP8L":
        (sides,) = struct.unpack_from("<I", data, 21)
        return 1 + (sides & 0x3FFF), 1 + (sides >> 14 & 0x3FFF)
    if chunk == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("no picture begins there")
