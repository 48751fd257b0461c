"""Messages and shared memory between the service and a process that decodes for it."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from ocr.image.kind import Kind
from ocr.image.picture import LONGEST_SIDE_PX, WORKING_PIXELS, Limits
from ocr.model import Need, Notice

MESSAGE_BYTES = 65_536
# Sides are rounded up. Of what is not written to, the kernel keeps nothing.
PAGE_BYTES = 3 * (WORKING_PIXELS + 2 * LONGEST_SIDE_PX + 1)


class Order(msgspec.Struct, frozen=True, tag=True):
    """Order to open a file of `kind`, which comes along, within limits."""

    kind: Kind
    limits: Limits


class Ready(msgspec.Struct, frozen=True, tag=True):
    """Report that the file is open, and within the limits."""


class Needed(msgspec.Struct, frozen=True, tag=True):
    """Request for the memory that is needed to continue."""

    need: Need


class Granted(msgspec.Struct, frozen=True, tag=True):
    """Permission to take the memory that was requested."""


class Next(msgspec.Struct, frozen=True, tag=True):
    """Order to decode the next page into the memory that comes along."""


class Drawn(msgspec.Struct, frozen=True, tag=True):
    """Report that the page is in the memory, in so many rows and columns of RGB; the rest is as in Picture."""

    rows: int
    columns: int
    width: int
    height: int
    rotation: int
    warnings: tuple[Notice, ...]


class Ended(msgspec.Struct, frozen=True, tag=True):
    """Report that there is no further page."""


class Unreadable(msgspec.Struct, frozen=True, tag=True):
    """Refusal of the file as ImageUnreadable."""

    detail: str


class TooLarge(msgspec.Struct, frozen=True, tag=True):
    """Refusal of the file as ImageTooLarge."""

    detail: str


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Report of an unexpected exception of the decoder, with its traceback."""

    traceback: list[str]


class Died(msgspec.Struct, frozen=True, tag=True):
    """Report that the decoding process has ended, with the signal that ended it, if any."""

    signal: int


Message = Order | Ready | Needed | Granted | Next | Drawn | Ended | Unreadable | TooLarge | Failed | Died

ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(Message)


def send(channel: socket.socket, message: Message, *descriptors: int) -> None:
    """Send a message, and a descriptor or none along with it."""
    socket.send_fds(channel, [ENCODER.encode(message)], descriptors)


def receive(channel: socket.socket) -> tuple[Message, int] | None:
    """Receive a message, and the descriptor that comes along, or -1; None when the other side has gone."""
    data, descriptors, _, _ = socket.recv_fds(channel, MESSAGE_BYTES, 1)
    return (DECODER.decode(data), *(descriptors or [-1])) if data else None


@contextmanager
def shared(size: int) -> Iterator[int]:
    """Return the descriptor of memory that can be passed on, and that nobody can cut short under another's eyes."""
    descriptor = os.memfd_create("ocr", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.ftruncate(descriptor, size)
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW)
        yield descriptor
    finally:
        os.close(descriptor)
