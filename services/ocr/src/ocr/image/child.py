"""Decoding in a process of its own, with a limit on time and memory, of files that can make a decoder crash or hang."""

import atexit
import logging
import mmap
import os
import signal
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import suppress

import numpy as np

from ocr.errors import ImageTooLarge, ImageUnreadable, Overloaded
from ocr.image.exchange import (
    PAGE_BYTES,
    Died,
    Drawn,
    Failed,
    Granted,
    Message,
    Needed,
    Next,
    Order,
    TooLarge,
    Unreadable,
    receive,
    send,
    shared,
)
from ocr.image.kind import Kind
from ocr.image.picture import Before, Limits, Picture

log = logging.getLogger(__name__)

# A process is ended by the CPU time it takes (see `isolated`), on a busy machine after a multiple of it. This ends one
# that waits for something.
PATIENCE_SECONDS = 20

# Nothing of the service's own environment, where the hashes of keys are.
# - OpenBLAS would start threads, after which a fork is not safe
# - one heap, which keeps what is needed again for each strip of a picture, and gives all else back before the next page
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "4194304",
    "MALLOC_TRIM_THRESHOLD_": "8388608",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}

TOO_SLOW = "The file takes too long to decode. Export it again, or send a picture of it."
BROKE_OFF = "The file is broken, and decoding it failed. Export it again, or send a picture of it."
BEGUN_ANEW = "The decoder is being started again. Send the request again in a few seconds."


class ForkServer:
    """The process that forks one for each file; it is started when it is first asked, and again when it has died."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start(self) -> socket.socket:
        """Start the process, unless it runs. Return where it takes channels."""
        with self._lock:
            if self._control and self._process and self._process.poll() is None:
                return self._control
            self._end()
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own program
                    [sys.executable, "-m", "ocr.image.isolated", str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    env={"PYTHONPATH": os.pathsep.join(sys.path), **ENVIRONMENT},
                    pass_fds=[theirs.fileno()],
                )
            return self._control

    def channel(self) -> socket.socket:
        """Return the channel to a new process. Raises Overloaded."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(PATIENCE_SECONDS)
        with theirs:
            for _ in range(2):
                with suppress(OSError):
                    socket.send_fds(self.start(), [b"\0"], [theirs.fileno()])
                    return ours
        ours.close()
        raise Overloaded(BEGUN_ANEW)

    def stop(self) -> None:
        """End the process, and those it forked."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._control:
            self._control.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None


SERVER = ForkServer()
atexit.register(SERVER.stop)


def pages(data: bytes, kind: Kind, limits: Limits, before: Before) -> Iterator[Picture]:
    """Return the pages of a file, each decoded when it is asked for, in a process that ends with them."""
    channel = SERVER.channel()
    drawn = pages_from(channel, before)
    # also when no page is asked for
    weakref.finalize(drawn, channel.close)
    with shared(len(data)) as file:
        os.write(file, data)
        ask(channel, Order(kind, limits), file, before)
    return drawn


def pages_from(channel: socket.socket, before: Before) -> Iterator[Picture]:
    """Yield the pages that come through a channel; none is kept here while the next one is decoded."""
    with channel:
        yield from iter(lambda: next_page(channel, before), None)


def next_page(channel: socket.socket, before: Before) -> Picture | None:
    """Have a page decoded into shared memory and return it; None when there is no further one."""
    with shared(PAGE_BYTES) as memory:
        drawn = ask(channel, Next(), memory, before)
        if not isinstance(drawn, Drawn):
            return None
        size = 3 * drawn.rows * drawn.columns
        page = mmap.mmap(memory, size, mmap.MAP_SHARED | mmap.MAP_POPULATE, mmap.PROT_READ)
    pixels = np.frombuffer(page, np.uint8).reshape(drawn.rows, drawn.columns, 3)
    return Picture(pixels, drawn.width, drawn.height, drawn.rotation, drawn.warnings)


def ask(channel: socket.socket, question: Order | Next, descriptor: int, before: Before) -> Message:
    """Send a question with a descriptor and return the answer. Raises what it says."""
    tell(channel, question, descriptor)
    while isinstance(reply := answer(channel), Needed):
        before(reply.need)
        tell(channel, Granted())
    match reply:
        case Unreadable():
            raise ImageUnreadable(reply.detail)
        case TooLarge():
            raise ImageTooLarge(reply.detail)
        case Failed():
            log.error("decoder failed", extra={"traceback": reply.traceback})
            raise ImageUnreadable(BROKE_OFF)
        case Died():
            log.warning("decoder died", extra={"signal": reply.signal})
            if reply.signal == signal.SIGKILL:
                # by the kernel, for memory, or by the operator: the file is not to blame
                raise Overloaded(BEGUN_ANEW)
            raise ImageUnreadable(TOO_SLOW if reply.signal == signal.SIGXCPU else BROKE_OFF)
    return reply


def tell(channel: socket.socket, message: Message, *descriptors: int) -> None:
    """Send a message, ignoring errors of the channel: receiving the answer will raise the reason."""
    with suppress(OSError):
        send(channel, message, *descriptors)


def answer(channel: socket.socket) -> Message:
    """Receive an answer. Raises ImageUnreadable where it does not come in time, and Overloaded where nobody could give it."""
    try:
        with suppress(ConnectionResetError):
            # first comes that a process died before it took a message, then the last one that it sent
            return received(channel)
        return received(channel)
    except TimeoutError as error:
        raise ImageUnreadable(TOO_SLOW) from error


def received(channel: socket.socket) -> Message:
    """Receive a message. Raises Overloaded."""
    message, _ = receive(channel) or (None, -1)
    if message is None:
        raise Overloaded(BEGUN_ANEW)
    return message
