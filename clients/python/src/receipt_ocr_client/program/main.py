"""Commands of the program."""

import argparse
import asyncio
import io
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from receipt_ocr_client.client import AsyncClient, Client
from receipt_ocr_client.errors import ReceiptOcrError, SettingsInvalid
from receipt_ocr_client.program.arguments import parser
from receipt_ocr_client.program.batch import Batch, Progress, Stopped, unread
from receipt_ocr_client.program.check import differences
from receipt_ocr_client.program.duplicates import Fingerprint, duplicates
from receipt_ocr_client.program.files import File, NothingToRead, find, identified
from receipt_ocr_client.program.journal import Journal, JournalInUse
from receipt_ocr_client.program.outputs import WRITERS, Duplicates, check_writable, replacing, write_jsonl
from receipt_ocr_client.program.pace import MOST, Pace
from receipt_ocr_client.program.progress import progress
from receipt_ocr_client.program.review import review
from receipt_ocr_client.program.rows import Row, rows, sure_number
from receipt_ocr_client.settings import Verify

DONE, NOT_ALL, WRONG, INTERRUPTED = 0, 1, 2, 128 + signal.SIGINT


def run() -> None:
    """Run the program; the console script calls it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Windows: a name of a shop may have letters that a pipe's code page has not
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit status."""
    options = parser().parse_args(arguments)
    command = {"read": read, "check": check, "ready": ready}[options.command]
    try:
        return command(options)
    except (SettingsInvalid, NothingToRead, JournalInUse) as error:
        say(f"receipt-ocr: {error}")
        return WRONG
    except ReceiptOcrError as error:
        say(f"receipt-ocr: {error}")
        return NOT_ALL
    except KeyboardInterrupt:
        say("receipt-ocr: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # the reader of a pipe has ended; Python would complain when it flushes at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_ALL
    except OSError as fault:
        # a full disk; on Windows also an output that a spreadsheet has open
        say(f"receipt-ocr: {fault}. Run the same command again: what is in the journal is not read again.")
        return NOT_ALL


def say(text: str) -> None:
    """Print for people, on standard error."""
    sys.stderr.write(text + "\n")


def trusted(options: argparse.Namespace) -> Verify:
    """Return the `verify` of a client: the file of an authority, True for the usual ones, False for no check."""
    return cast(Verify, options.ca) if options.ca else not options.insecure


def ready(options: argparse.Namespace) -> int:
    """Return whether the service could read a receipt now."""
    with Client(options.url, verify=trusted(options)) as client:
        is_ready = client.ready()
    sys.stdout.write("ready\n" if is_ready else "not ready: the service is starting, stopping or being updated\n")
    return DONE if is_ready else NOT_ALL


def check(options: argparse.Namespace) -> int:
    """Read a file, print how it differs from what is expected, and return the exit status."""
    with Client(options.url, verify=trusted(options)) as client:
        receipt = client.read(options.file)
    found = list(differences(receipt, options.expect))
    sys.stdout.write("".join(f"{difference}\n" for difference in found) or "as expected\n")
    return NOT_ALL if found else DONE


def read(options: argparse.Namespace) -> int:
    """Read files into the outputs, have unsure ones reviewed if asked to, and return the exit status."""
    outputs = {kind: path for kind in WRITERS if (path := getattr(options, kind)) is not None}
    for kind, path in outputs.items():
        check_writable(kind, path)
    if len({path.resolve() for path in outputs.values()}) < len(outputs):
        raise SettingsInvalid("Each output needs a file of its own.")
    if options.review and not outputs:
        # on standard output each correction would repeat every row
        raise SettingsInvalid("--review needs an output that corrections can be written to: --csv FILE, for example.")
    client = AsyncClient(options.url, verify=trusted(options), attempts=1)
    files = [identified(path) for path in find(options.names)]
    with journal_beside(outputs) as journal:
        result = Result(files, journal, outputs, with_duplicates=options.duplicates)
        status = read_all(client, result, options.jobs)
        result.write()
        if options.review and status != INTERRUPTED:
            review(result.unsure(), journal, result.write)
        say(result.summary())
    return status


class Result:
    """The rows of all files, written to the outputs and counted."""

    def __init__(
        self, files: Sequence[File], journal: Journal, outputs: dict[str, Path], *, with_duplicates: bool
    ) -> None:
        self.files = files
        self.journal = journal
        self.outputs = outputs
        self._with_duplicates = with_duplicates
        self._repeated: Duplicates = {}

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all files, in the order in which they were named."""
        for file in self.files:
            yield from rows(file, self.journal)

    def unsure(self) -> list[Row]:
        """Return the rows that a person should look at."""
        return [row for row in self.rows() if row.status == "unsure"]

    def write(self) -> None:
        """Write every output; without one, an object a line on standard output."""
        self._repeated = self._duplicates()
        for kind, path in self.outputs.items():
            with replacing(path) as file:
                WRITERS[kind](file, self.rows(), self._repeated)
        if not self.outputs:
            write_jsonl(sys.stdout.buffer, self.rows(), self._repeated)
            sys.stdout.flush()

    def summary(self) -> str:
        """Return how many files were read, are unsure, failed, and were not tried."""
        status: dict[Path, set[str]] = {}
        for row in self.rows():
            status.setdefault(row.path, set()).add(row.status)
        failed = sum("failed" in each for each in status.values())
        unsure = sum("unsure" in each for each in status.values())
        parts = [f"{len(status) - failed} read", f"{unsure} unsure", f"{failed} failed"]
        if left := len(self.files) - len(status):
            parts.append(f"{left} not read")
        if self._with_duplicates:
            parts.append(f"{len(self._repeated)} duplicates")
        return ", ".join(parts)

    def complete(self) -> bool:
        """Return whether every file was read."""
        return all(file.sha256 is not None and file.sha256 in self.journal for file in self.files)

    def _duplicates(self) -> Duplicates:
        if not self._with_duplicates:
            return {}
        read_ = (row for row in self.rows() if row.number == 0 and row.meta)
        return duplicates(
            (row.path, cast("Fingerprint | None", row.meta.get("fingerprint")), sure_number(row)) for row in read_
        )


@contextmanager
def journal_beside(outputs: dict[str, Path]) -> Iterator[Journal]:
    """Open the journal of the first output, or one for this run alone. Raises JournalInUse and SettingsInvalid."""
    with tempfile.TemporaryDirectory(prefix="receipt-ocr-") as folder:
        output = next(iter(outputs.values()), Path(folder) / "output")
        try:
            journal = Journal(output.with_name(output.name + ".journal"))
        except OSError as fault:
            raise SettingsInvalid(f"{output}.journal cannot be written: {fault.strerror}.") from None
        try:
            yield journal
        finally:
            journal.close()


def read_all(client: AsyncClient, result: Result, jobs: int | None) -> int:
    """Read what is not in the journal yet, and return the exit status."""
    left = len(unread(result.files, result.journal))
    try:
        with progress(left) as shown:
            asyncio.run(reading(client, result, jobs, shown))
    except (KeyboardInterrupt, asyncio.CancelledError):
        say("interrupted: the same command continues from here" if result.outputs else "interrupted")
        return INTERRUPTED
    except Stopped as error:
        say(f"receipt-ocr: {error}")
    return DONE if result.complete() else NOT_ALL


async def reading(client: AsyncClient, result: Result, jobs: int | None, shown: Progress) -> None:
    """Read until done or interrupted. Raises Stopped and CancelledError."""
    task = asyncio.current_task()
    if task is not None:
        for ending in (signal.SIGINT, signal.SIGTERM):
            # Windows has no such handlers: there KeyboardInterrupt ends the loop
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(ending, task.cancel)
    async with client:
        await Batch(client, result.journal, Pace(jobs), shown).read(result.files, jobs or MOST)
