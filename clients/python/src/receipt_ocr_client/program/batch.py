"""Reading of many files in parallel into a journal, until each was read or failed, or continuing is pointless."""

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Protocol

from receipt_ocr_client.client import AsyncClient
from receipt_ocr_client.errors import (
    FileUnsuitable,
    NotAllowed,
    ReceiptOcrError,
    Refused,
    ServiceUnavailable,
    SettingsInvalid,
)
from receipt_ocr_client.models import ReceiptReply
from receipt_ocr_client.program.files import File
from receipt_ocr_client.program.journal import Journal
from receipt_ocr_client.program.pace import Pace
from receipt_ocr_client.retry import wait_after
from receipt_ocr_client.source import load

# The edge asks for 4 or 5 seconds; more is asked for where a quota is used up
LONGEST_WAIT_SECONDS = 120.0
# An update takes a minute; if nothing at all was answered for so long, somebody has to look
PATIENCE_SECONDS = 600.0
# Refused so often while others were answered, it is the file
TRIES = 5
# With one, a file that is always refused would never have others to be compared with
LEAST_WORKERS = 2


class Progress(Protocol):
    """Progress shown to a person while files are read."""

    def answered(self, path: Path) -> None:
        """Show that a file was read, or failed."""

    def refused(self, seconds: float, why: str) -> None:
        """Show how long all files wait, and why."""


class Stopped(ReceiptOcrError):
    """Reading the rest is pointless: because of the key, a quota, or a service that stays away."""


class Batch:
    """Files that are read at once."""

    def __init__(
        self,
        client: AsyncClient,
        journal: Journal,
        pace: Pace,
        progress: Progress,
    ) -> None:
        """Read with a client that makes one attempt: here all files wait together."""
        self._client = client
        self._journal = journal
        self._pace = pace
        self._progress = progress
        self._answers = 0
        self._left: deque[tuple[Path, str]] = deque()
        self._open = 0
        self._last_answer = time.monotonic()

    async def read(self, files: Sequence[File], workers: int) -> None:
        """Read what has not been read. Raises Stopped."""
        self._left.extend(unread(files, self._journal))
        tasks = [asyncio.create_task(self._work()) for _ in range(max(LEAST_WORKERS, workers))]
        try:
            # gather() would pass a cancellation on, and not return before every worker has obeyed it
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                task.result()
        except Stopped:
            # what is under way was accepted, and counts towards a quota
            await self._pace.idle()
            raise
        finally:
            # before Python 3.12 wait_for() may lose a cancellation: no worker must go on to another file
            self._left.clear()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self) -> None:
        while self._left:
            path, sha256 = self._left.popleft()
            self._open += 1
            try:
                data = await asyncio.to_thread(same, path, sha256)
                answer = await self._answer(path.name, data)
            except SettingsInvalid as error:
                raise self._stopped(str(error)) from None
            except (FileUnsuitable, Refused, ServiceUnavailable) as error:
                self._journal.add_failure(sha256, str(error))
            else:
                self._journal.add_answer(sha256, answer)
            finally:
                self._open -= 1
            self._progress.answered(path)

    async def _answer(self, name: str, data: bytes) -> ReceiptReply:
        """Return the answer, after as many attempts as that takes. Raises Stopped, and what is due to the file itself."""
        blamed, answers_before = 0, self._answers
        for attempt in count(1):
            try:
                async with self._pace.turn():
                    answer = await self._client.read(data, name=name)
            except (Refused, ServiceUnavailable) as error:  # noqa: PERF203 - an attempt takes a request
                self._hold(error, attempt)
                # the last one has no others to be compared with
                if self._answers > answers_before or self._open == 1:
                    blamed, answers_before = blamed + 1, self._answers
                if blamed >= TRIES and not is_full(error):
                    raise
            else:
                self._note_answer()
                return answer
        raise AssertionError

    def _note_answer(self) -> None:
        self._answers += 1
        self._last_answer = time.monotonic()
        self._pace.answered()

    def _hold(self, error: Refused | ServiceUnavailable, attempt: int) -> None:
        """Let all files wait after a refusal. Raises it where trying again is of no use, Stopped where that goes for all."""
        if isinstance(error, NotAllowed):
            raise self._stopped(str(error)) from None
        seconds = wait_after(error, attempt)
        if seconds is None:
            # the service is there, it is this file
            self._note_answer()
            if error.retry_after is not None:
                self._pace.refused(error.retry_after)
            raise error
        if seconds > LONGEST_WAIT_SECONDS:
            raise self._stopped(f"{error} Run the same command again in {duration(seconds)}.") from None
        if time.monotonic() - self._last_answer > PATIENCE_SECONDS:
            raise self._stopped(f"Nothing was answered for {duration(PATIENCE_SECONDS)}: {error}") from None
        self._pace.refused(seconds)
        self._progress.refused(seconds, str(error))

    def _stopped(self, why: str) -> Stopped:
        # at once, before another request starts: ten answers of 401 or 403 ban
        self._pace.stop()
        return Stopped(why)


def unread(files: Sequence[File], journal: Journal) -> list[tuple[Path, str]]:
    """Return path and hash of the files still to be sent: each content once, under the first of its names."""
    names: dict[str, Path] = {}
    for file in files:
        if file.sha256 is not None and file.sha256 not in journal:
            names.setdefault(file.sha256, file.path)
    return [(path, sha256) for sha256, path in names.items()]


def same(path: Path, sha256: str) -> bytes:
    """Return the content of a file. Raises FileUnsuitable if its hash is no longer the one identified."""
    _, data = load(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileUnsuitable(f"{path} was changed while files were read: run the same command again.")
    return data


def duration(seconds: float) -> str:
    """Return a duration as text, in minutes or hours."""
    return f"{seconds / 3600:.1f} hours" if seconds >= 3600 else f"{seconds / 60:.0f} minutes"


def is_full(error: Refused | ServiceUnavailable) -> bool:
    """Return whether an error means that the service would refuse any file now."""
    return isinstance(error, Refused) and error.status in (429, 503)
