"""The process that decodes what can make a decoder crash or hang: it forks one more process for each file.

python -m ocr.image.isolated DESCRIPTOR

The descriptor is a socket. Each message on it brings a channel, and a process is forked that does what is asked there.
Nothing else runs here and there is one thread, so that a fork is safe, and costs little.
"""

import ctypes
import gc
import mmap
import os
import resource
import select
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, TiffImagePlugin, WebPImagePlugin  # noqa: F401 - or each process would import them

from ocr.errors import ImageTooLarge, ImageUnreadable
from ocr.image import pdf, raster, webp
from ocr.image.exchange import (
    Died,
    Drawn,
    Ended,
    Failed,
    Message,
    Needed,
    Order,
    Ready,
    TooLarge,
    Unreadable,
    receive,
    send,
)
from ocr.image.picture import Picture
from ocr.model import Need

# CPU seconds for a file, and for each of its pages: what is left of one is the next one's
FILE_SECONDS = 2
PAGE_SECONDS = 1
# What a process may take beside what is granted: the structures of decoders and of a document, and masks of pictures
SPARE_BYTES = 32_000_000
# A decoder has the file again, and where it is cut off once more with zeros for its end
COPIES_OF_FILE = 4
# The channel, the file, the page, and what a decoder looks for
DESCRIPTORS = 32
OVER_MEMORY = "The file takes more memory than one of its size should. Export it again, or send a picture of it."

PR_SET_PDEATHSIG = 1
C_LIBRARY = ctypes.CDLL(None)

Image.preinit()
pillow_heif.register_heif_opener(thumbnails=False)
# the stack of each thread would count as 8 MB
pillow_heif.options.DECODE_THREADS = 1


class ForkServer:
    """Server that forks a process for each channel that comes, and reports on it how that process ended."""

    def __init__(self, control: socket.socket) -> None:
        """Begin with none; channels come on `control`."""
        self._control = control
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        # by the descriptor of the process
        self._running: dict[int, tuple[int, socket.socket]] = {}
        # by that of the channel
        self._pids: dict[int, int] = {}

    def serve(self) -> None:
        """Serve until nobody is left who could send a channel."""
        while True:
            # one at a time: a descriptor that is closed for the first may be that of a later one again
            (descriptor, _), *_ = self._poll.poll()
            if descriptor in self._running:
                self._bury(descriptor)
            elif descriptor in self._pids:
                # nobody waits for it
                os.kill(self._pids[descriptor], signal.SIGKILL)
                self._forget(descriptor)
            else:
                message, channels, _, _ = socket.recv_fds(self._control, 1, 1)
                if not message:
                    return
                self._begin(socket.socket(fileno=channels[0]))

    def _begin(self, channel: socket.socket) -> None:
        try:
            pid = forked(channel)
        except OSError:
            # there are as many processes as may be: whoever waits sees the channel closed
            channel.close()
            return
        process = os.pidfd_open(pid)
        self._running[process] = pid, channel
        self._pids[channel.fileno()] = pid
        self._poll.register(process, select.POLLIN)
        # for nothing but that its other end is closed, which is always told
        self._poll.register(channel, 0)

    def _bury(self, process: int) -> None:
        pid, channel = self._running.pop(process)
        self._poll.unregister(process)
        os.close(process)
        self._forget(channel.fileno())
        _, status = os.waitpid(pid, 0)
        with channel, suppress(OSError):
            send(channel, Died(os.WTERMSIG(status)))

    def _forget(self, channel: int) -> None:
        if self._pids.pop(channel, None):
            self._poll.unregister(channel)


def forked(channel: socket.socket) -> int:
    """Fork a process that decodes what is ordered on a channel. Return its id."""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        confine(parent, channel.fileno())
        with suppress(OSError):
            Decoding(channel).serve()
    finally:
        os._exit(0)


def confine(parent: int, channel: int) -> None:
    """Close all that decoding does not need, limit descriptors, and end this process with its parent."""
    C_LIBRARY.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
    os.closerange(3, channel)
    os.closerange(channel + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    # libraries complain there of broken files
    os.dup2(0, 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))


class Decoding:
    """Decoding of one file into pages, within the time and memory that it may take."""

    def __init__(self, channel: socket.socket) -> None:
        """Begin with none; it is ordered on `channel`."""
        self._channel = channel
        self._pages: Iterator[Picture] = iter(())
        self._seconds = FILE_SECONDS
        self._spare = SPARE_BYTES
        self._opened = False

    def serve(self) -> None:
        """Answer what is asked, until nothing is."""
        while asked := receive(self._channel):
            send(self._channel, self._attempt(*asked))

    def _attempt(self, message: Message, descriptor: int) -> Message:
        try:
            return self._open(message, descriptor) if isinstance(message, Order) else self._draw(descriptor)
        except ImageUnreadable as refusal:
            return Unreadable(str(refusal))
        except ImageTooLarge as refusal:
            return TooLarge(str(refusal))
        except MemoryError:
            return TooLarge(OVER_MEMORY)
        except Exception as error:  # noqa: BLE001 - a broken file may make a decoder raise anything
            # without its message, which may quote a receipt
            return Failed([type(error).__name__, *map(str, traceback.extract_tb(error.__traceback__))])

    def _open(self, order: Order, file: int) -> Ready:
        data = Path(f"/proc/self/fd/{file}").read_bytes()
        os.close(file)
        self._spare += COPIES_OF_FILE * len(data)
        allow_seconds(self._seconds)
        allow_memory(opening_bytes(order, data) + self._spare)
        if order.kind == "PDF":
            self._pages = pdf.pages(data, order.limits, self._before)
        else:
            self._pages = raster.pages(data, order.kind, order.limits, self._before)
        self._opened = True
        return Ready()

    def _draw(self, memory: int) -> Drawn | Ended:
        self._seconds += PAGE_SECONDS
        allow_seconds(self._seconds)
        picture = next(self._pages, None)
        if picture is None:
            return Ended()
        rows, columns, _ = picture.pixels.shape
        # written, not mapped: each page of a new mapping would be a fault
        os.pwrite(memory, np.ascontiguousarray(picture.pixels).data, 0)
        os.close(memory)
        return Drawn(rows, columns, picture.width, picture.height, picture.rotation, picture.warnings)

    def _before(self, need: Need) -> None:
        send(self._channel, Needed(need))
        if not receive(self._channel):
            # nobody waits for the page any more
            os._exit(0)
        if not self._opened:
            # a TIFF's copy of a page is told by decoding both
            self._seconds += PAGE_SECONDS
            allow_seconds(self._seconds)
        allow_memory(need.decoding + self._spare)


def opening_bytes(order: Order, data: bytes) -> int:
    """Return what opening a file takes: of a WebP all pixels and those of the frame before, in RGBA."""
    with suppress(struct.error, ValueError):
        if order.kind == "WEBP":
            width, height = webp.size(data)
            order.limits.check_pixels(width, height)
            return 8 * width * height
    return 0


def allow_memory(size: int) -> None:
    """Limit this process to so many bytes more than it has."""
    held = int(Path("/proc/self/statm").read_text().split()[5]) * mmap.PAGESIZE
    resource.setrlimit(resource.RLIMIT_DATA, (held + size, resource.RLIM_INFINITY))


def allow_seconds(seconds: int) -> None:
    """Limit this process to so many seconds of CPU since it began."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def main(descriptor: int) -> None:
    """Serve at a socket that was inherited."""
    # Ctrl+C in a terminal is for who started this, and whose end is seen on the socket
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # what is there now is there for good: a collection in a fork would copy the memory that it looks at
    gc.collect()
    gc.freeze()
    ForkServer(socket.socket(fileno=descriptor)).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
