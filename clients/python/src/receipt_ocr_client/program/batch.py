"""Reading many files into a journal, in parallel, until all are read, failed, or the service says that it is enough."""

import asyncio
import hashlib
import time
from collections.abc import Iterator, Sequence
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

# The edge asks for 4 or 5 seconds; who asks for more means a quota
LONGEST_WAIT_SECONDS = 120.0
# An update takes a minute; if nothing at all was answered for so long, somebody has to look
PATIENCE_SECONDS = 600.0
# Refused so often while others were answered, it is the file
TRIES = 5


class Progress(Protocol):
    """What a person sees while files are read."""

    def answered(self, path: Path) -> None:
        """Show that a file was read, or failed."""

    def refused(self, seconds: float, why: str) -> None:
        """Show that all wait, and why."""


class Stopped(ReceiptOcrError):
    """The rest need not be tried: the key, a quota, or a service that stays away."""


class Batch:
    """Files that are read at once."""

    def __init__(
        self,
        client: AsyncClient,
        journal: Journal,
        pace: Pace,
        progress: Progress,
    ) -> None:
        """Read with a client of one attempt: the waits are those of all files together."""
        self._client = client
        self._journal = journal
        self._pace = pace
        self._progress = progress
        self._answers = 0
        self._open = 0
        self._last_answer = time.monotonic()

    async def read(self, files: Sequence[File], workers: int) -> None:
        """Read what has not been read. Raises Stopped."""
        left = iter(unread(files, self._journal))
        tasks = [asyncio.create_task(self._work(left)) for _ in range(workers)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, left: Iterator[tuple[Path, str]]) -> None:
        for path, sha256 in left:
            try:
                data = await asyncio.to_thread(same, path, sha256)
                self._open += 1
                try:
                    answer = await self._answer(path.name, data)
                finally:
                    self._open -= 1
            except (NotAllowed, SettingsInvalid) as error:
                raise Stopped(str(error)) from None
            except (FileUnsuitable, Refused, ServiceUnavailable) as error:
                self._journal.add_failure(sha256, str(error))
            else:
                self._journal.add_answer(sha256, answer)
            self._progress.answered(path)

    async def _answer(self, name: str, data: bytes) -> ReceiptReply:
        """Return the answer, however often it takes. Raises what the file is to blame for, and Stopped."""
        blamed, answers_before = 0, self._answers
        for attempt in count(1):
            try:
                async with self._pace.turn():
                    answer = await self._client.read(data, name=name)
            except (Refused, ServiceUnavailable) as error:  # noqa: PERF203 - an attempt takes a request
                self._wait(error, attempt)
                # the last one has no others to be compared with
                if self._answers > answers_before or self._open == 1:
                    blamed, answers_before = blamed + 1, self._answers
                if blamed >= TRIES and not is_full(error):
                    raise
            else:
                self._answers += 1
                self._last_answer = time.monotonic()
                self._pace.answered()
                return answer
        raise AssertionError

    def _wait(self, error: Refused | ServiceUnavailable, attempt: int) -> None:
        """Let all files wait after a refusal; raise it if to send again is of no use, and Stopped if that goes for all."""
        seconds = wait_after(error, attempt)
        if seconds is None:
            if error.retry_after is not None:
                self._pace.refused(error.retry_after)
            raise error
        if seconds > LONGEST_WAIT_SECONDS:
            raise Stopped(f"{error} It may be sent again in {seconds / 3600:.1f} hours.") from None
        if time.monotonic() - self._last_answer > PATIENCE_SECONDS:
            raise Stopped(f"Nothing was answered for {PATIENCE_SECONDS / 60:.0f} minutes: {error}") from None
        self._pace.refused(seconds)
        self._progress.refused(seconds, str(error))


def unread(files: Sequence[File], journal: Journal) -> list[tuple[Path, str]]:
    """Return what is to be sent: each content once, under the first of its names."""
    names: dict[str, Path] = {}
    for file in files:
        if file.sha256 is not None and file.sha256 not in journal:
            names.setdefault(file.sha256, file.path)
    return [(path, sha256) for sha256, path in names.items()]


def same(path: Path, sha256: str) -> bytes:
    """Return the content that was identified. Raises FileUnsuitable."""
    _, data = load(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileUnsuitable(f"{path} was changed in the meantime.")
    return data


def is_full(error: Refused | ServiceUnavailable) -> bool:
    """Tell whether the service refuses whoever comes, whatever the file."""
    return isinstance(error, Refused) and error.status in (429, 503)
