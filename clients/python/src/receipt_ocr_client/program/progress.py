"""Progress on the terminal while files are read: a bar, or a line now and then where there is no terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from receipt_ocr_client.program.batch import Progress

try:
    from rich import progress as rich_progress
    from rich.console import Console
except ImportError:  # without the extra `program`
    RICH = False
else:
    RICH = True

# A log is no place for a bar
LINE_SECONDS = 15.0


class Count:
    """Count of files read, of all files, the rate, and how often all had to wait."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.refusals = 0
        self._began = time.monotonic()

    @property
    def rate(self) -> str:
        """Files a second."""
        return f"{self.done / max(0.001, time.monotonic() - self._began):.1f}/s"

    @property
    def refused(self) -> str:
        """How often the service asked to wait."""
        return f"refused {self.refusals} times" if self.refusals else ""


class Lines:
    """Lines on standard error, one every quarter of a minute at most."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._shown = time.monotonic()

    def answered(self, path: Path) -> None:  # noqa: ARG002 - the bar shows it
        self._count.done += 1
        self._say()

    def refused(self, seconds: float, why: str) -> None:
        self._count.refusals += 1
        self._say(f"waits {seconds:.0f} s: {why}")

    def _say(self, note: str = "") -> None:
        if time.monotonic() - self._shown >= LINE_SECONDS:
            self._shown = time.monotonic()
            parts = f"{self._count.done} of {self._count.total}", self._count.rate, self._count.refused, note
            sys.stderr.write(", ".join(filter(None, parts)) + "\n")


class Bar:
    """A progress bar of rich."""

    def __init__(self, count: Count, bar: "rich_progress.Progress") -> None:
        self._count = count
        self._bar = bar
        self._task = bar.add_task("", total=count.total, rate="", note="")

    def answered(self, path: Path) -> None:
        self._count.done += 1
        note = f"{self._count.refused}  {path.name}".strip()
        self._bar.update(self._task, advance=1, rate=self._count.rate, note=note)

    def refused(self, seconds: float, why: str) -> None:
        self._count.refusals += 1
        self._bar.update(self._task, note=f"waits {seconds:.0f} s: {why}")


@contextmanager
def progress(total: int) -> Iterator[Progress]:
    """Show a bar where there is a terminal and rich, else lines."""
    count = Count(total)
    if not (RICH and sys.stderr.isatty()):
        yield Lines(count)
        return
    columns = (
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TextColumn("{task.fields[rate]}"),
        rich_progress.TimeRemainingColumn(),
        # names of files and answers may look like markup
        rich_progress.TextColumn("{task.fields[note]}", markup=False),
    )
    with rich_progress.Progress(*columns, console=Console(stderr=True)) as bar:
        yield Bar(count, bar)
