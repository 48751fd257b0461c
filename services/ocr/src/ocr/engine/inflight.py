"""Count of the pages in flight, and release of memory when there are none."""

import ctypes
import threading
from collections.abc import Callable
from typing import Self

# The next receipt of a batch comes sooner than this, and would have to ask for the memory again: a tenth of its time
REST_SECONDS = 30.0

C_LIBRARY = ctypes.CDLL(None)


class Inflight:
    """Counter of pages, each a `with` block. Some seconds after the last, what the heap kept goes back to the system."""

    def __init__(self, release: Callable[[], None]) -> None:
        """Begin with none; `release` is called some seconds after the last, before the heap is given back."""
        self.pages = 0
        self._release = release
        self._lock = threading.Lock()
        self._rest: threading.Timer | None = None

    def __enter__(self) -> Self:
        """Count a page in, and cancel a release of memory that is due."""
        with self._lock:
            self.pages += 1
            if self._rest:
                self._rest.cancel()
                self._rest = None
        return self

    def __exit__(self, *failure: object) -> None:
        """Count a page out, and schedule a release of memory if it was the last."""
        with self._lock:
            self.pages -= 1
            if not self.pages:
                self._rest = threading.Timer(REST_SECONDS, give_back, [self._release])
                self._rest.daemon = True
                self._rest.start()


def give_back(release: Callable[[], None]) -> None:
    """Call `release`, which frees what the engine keeps for the next page, then return all free memory of the heap."""
    release()
    give_memory_back()


def give_memory_back() -> None:
    """Return all free memory of the heap to the system; malloc_trim is the GNU C library's."""
    C_LIBRARY.malloc_trim(0)
