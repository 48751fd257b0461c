"""Memory that the networks need to read a page, in bytes. Measured; docs/decisions/0130 has the figures."""

# Detection is most of it: 130 bytes for each pixel that it looks at, in one region that pages use one after the other.
# A square of 1088 pixels is as much as there is memory for
DETECTION_PIXELS = 1_184_000
ARENA_BYTES = 160 << 20
# What detection looks at and what it finds
DETECTION_BYTES = 15_000_000
# Recognition: 11 kB for each pixel of a line's width, of two lines at once that are as wide as nearly all are
RECOGNITION_BYTES = 30_000_000
NETWORK_BYTES = ARENA_BYTES + DETECTION_BYTES + RECOGNITION_BYTES

BYTES_OF_PIXEL = 3
# Lines as they are cut out, and what is understood of them
PAGE_BYTES = 6_000_000


def page_bytes(width: int, height: int) -> int:
    """Return what a page of so many pixels holds while it is read, without the networks."""
    return width * height * BYTES_OF_PIXEL + PAGE_BYTES
