"""Damage to a file of any kind: cut, bits flipped, blocks lost, doubled and moved, numbers that lie, polyglots."""

from collections.abc import Callable, Mapping
from random import Random

from ocr.image.kind import Kind
from tests.support.fuzz.originals import originals

Mutation = Callable[[Random, bytes], bytes]

# What programs forget to think of, of one, two, four and eight bytes
EXTREMES = (
    b"\0",
    b"\xff",
    b"\x80",
    b"\0\0",
    b"\xff\xff",
    b"\x7f\xff",
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x80\0\0\0",
    b"\0\0\0\x80",
    b"\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff\xff\xff\xff\xff",
)
# Where the headers of most kinds are
HEAD_BYTES = 600
KINDS: tuple[Kind, ...] = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "PDF")


def overwritten(data: bytes, start: int, new: bytes) -> bytes:
    """Replace bytes by others."""
    return data[:start] + new + data[start + len(new) :]


def block(chance: Random, data: bytes) -> tuple[int, int]:
    """Choose where a block starts and ends."""
    start = chance.randrange(len(data))
    return start, min(len(data), start + 1 + int(len(data) * chance.random() ** 3))


def cut(chance: Random, data: bytes) -> bytes:
    """Cut the end off."""
    return data[: chance.randrange(1, len(data))]


def cut_at_the_last_bytes(chance: Random, data: bytes) -> bytes:
    """Cut a few bytes off the end."""
    return data[: -chance.randrange(1, min(64, len(data)))]


def beginning_lost(chance: Random, data: bytes) -> bytes:
    """Keep the first bytes, by which the kind is told, and drop those that follow them."""
    return data[:16] + data[16 + chance.randrange(1, len(data) // 2) :]


def bits_flipped(chance: Random, data: bytes) -> bytes:
    """Flip bits anywhere."""
    flipped = bytearray(data)
    for place in chance.sample(range(len(data)), chance.choice((1, 2, 8, 64))):
        flipped[place] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def bits_flipped_in_the_head(chance: Random, data: bytes) -> bytes:
    """Flip bits in the headers."""
    head = min(HEAD_BYTES, len(data))
    return bits_flipped(chance, data[:head]) + data[head:] if head >= 64 else bits_flipped(chance, data)


def extremes_in_the_head(chance: Random, data: bytes) -> bytes:
    """Write the largest and smallest numbers into the headers."""
    mutated = data
    for _ in range(chance.choice((1, 2, 6))):
        mutated = overwritten(mutated, chance.randrange(4, min(HEAD_BYTES, len(data) - 8)), chance.choice(EXTREMES))
    return mutated if mutated != data else overwritten(data, 8, b"\xfe\xfe" if data[8:9] != b"\xfe" else b"\x01\x01")


def extremes_anywhere(chance: Random, data: bytes) -> bytes:
    """Write the largest and smallest numbers anywhere."""
    mutated = data
    for _ in range(24):
        mutated = overwritten(mutated, chance.randrange(4, len(data) - 8), chance.choice(EXTREMES))
    return mutated


def rubbish(chance: Random, data: bytes) -> bytes:
    """Replace a block by random bytes."""
    start, end = block(chance, data)
    return data[:start] + chance.randbytes(end - start) + data[end:] + b"\1"


def block_lost(chance: Random, data: bytes) -> bytes:
    """Leave a block out."""
    start, end = block(chance, data)
    return data[:start] + data[end:]


def block_doubled(chance: Random, data: bytes) -> bytes:
    """Repeat a block, a few times or a thousand."""
    start, end = block(chance, data)
    return data[:end] + data[start:end] * min(chance.choice((1, 3, 1000)), 1 + 500_000 // (end - start)) + data[end:]


def block_of_zeros(chance: Random, data: bytes) -> bytes:
    """Replace a block by zeros, as a disk does."""
    start, end = block(chance, data)
    return data[:start] + bytes(end - start) + data[end:] + b"\0"


def halves_exchanged(chance: Random, data: bytes) -> bytes:
    """Move the end of a file before its middle, behind its first bytes."""
    middle = chance.randrange(17, len(data) - 1)
    return data[:16] + data[middle:] + data[16:middle]


def padded(chance: Random, data: bytes) -> bytes:
    """Append something without end to the file."""
    return data + chance.choice((b"\0", b"\xff", b"%PDF-1.7\n", b"II*\0", b"\xff\xd8\xff")) * chance.choice(
        (1, 200_000)
    )


def spliced(chance: Random, data: bytes) -> bytes:
    """Continue, from somewhere, with a file of another kind or of its own."""
    other = chance.choice(originals(chance.choice(KINDS)))
    return data[: chance.randrange(16, len(data))] + other[chance.randrange(len(other)) :] + b"\0"


def polyglot(chance: Random, data: bytes) -> bytes:
    """Make it a file of another kind as well: behind it, before it, or in the bytes in which a PDF may begin."""
    other = chance.choice(originals(chance.choice(KINDS)))
    web = b"<html><script>alert(1)</script></html>"
    return chance.choice(
        (
            data + other,
            other + data,
            b"PK\3\4" + chance.randbytes(60) + data,
            data[:24] + b"%PDF-1.7\n" + data[24:],
            data[:24] + web + data[24:],
            b"GIF89a" + data,
            data + b"PK\5\6" + bytes(18),
        )
    )


OF_ANY_KIND: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        cut,
        cut_at_the_last_bytes,
        beginning_lost,
        bits_flipped,
        bits_flipped_in_the_head,
        extremes_in_the_head,
        extremes_anywhere,
        rubbish,
        block_lost,
        block_doubled,
        block_of_zeros,
        halves_exchanged,
        padded,
        spliced,
        polyglot,
    )
}
