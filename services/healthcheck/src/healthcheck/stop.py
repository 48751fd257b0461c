"""Handling of SIGTERM: the process ends at once, except in moments after which something would be done twice."""

import os
import signal
from types import TracebackType


class Stop:
    """Handler of SIGTERM that ends the process at once, or, inside `with`, at the end of the block."""

    def __init__(self) -> None:
        self._held = self._asked = False
        signal.signal(signal.SIGTERM, lambda *_: self._ask())

    def __enter__(self) -> None:
        self._held = True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._held = False
        if self._asked:
            self._ask()

    def _ask(self) -> None:
        self._asked = True
        if not self._held:
            # nothing to finish, and a hung check can't be waited for
            os._exit(0)
