"""Journal of a run, one JSON object a line, written as it happens, so that a run that is cut off can be reported as well."""

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

# No answer came.
NONE = 0


@dataclass(frozen=True)
class Begin:
    """The task of a run, and where it runs: so many receipts, or less where the run has a limit of seconds.

    `judges_growth` unless it is too short for that.
    """

    receipts: int
    machine: str
    seconds: float | None = None
    judges_growth: bool = True


@dataclass(frozen=True)
class Request:
    """A request of a client, `at` the second of the run when it ended; `fault` says what should not have been.

    `receipt` tells that a receipt of an honest client ended with it.
    """

    at: float
    client: str
    status: int
    seconds: float
    fault: str = ""
    receipt: bool = False


@dataclass(frozen=True)
class Usage:
    """Resources that a container holds: bytes of memory without the file cache, of data and of logs that rotate; and counts."""

    memory: int
    # the most that one of its processes has held since it began, with the files that it has mapped
    peak: int
    descriptors: int
    threads: int
    data: int
    logs: int
    oom_kills: int = 0
    # the process that has held the most
    largest: int = 0


@dataclass(frozen=True)
class Sample:
    """All containers at one second; `resting` while nobody sends a receipt."""

    at: float
    resting: bool
    usage: Mapping[str, Usage]


@dataclass(frozen=True)
class Fault:
    """A fault apart from the requests."""

    at: float
    text: str


@dataclass(frozen=True)
class Lines:
    """Lines of the access log of a kind of client, compared with its requests."""

    requests: int
    lines: int
    # requests that were answered and have no line, or more than one
    unlogged: int
    # most lines more than requests that were answered: whoever hangs up or is banned knows no answer
    unanswered: int


@dataclass(frozen=True)
class End:
    """The end of a run: `stopped` says why before all was sent."""

    at: float
    stopped: str
    restarts: Mapping[str, int]
    lines: Mapping[str, Lines]
    banned: Sequence[str]
    to_be_banned: Sequence[str]


Record = Begin | Request | Sample | Fault | End
KINDS: Mapping[str, type[Record]] = {kind.__name__: kind for kind in (Begin, Request, Sample, Fault, End)}


@dataclass
class Events:
    """The content of a journal."""

    begin: Begin
    requests: list[Request] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    end: End | None = None


class Journal:
    """A journal file that many threads write."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")
        self._lock = threading.Lock()
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._file.close()

    def now(self) -> float:
        """Return the second of the run."""
        return round(time.monotonic() - self._began, 3)

    def write(self, record: Record) -> None:
        """Add a line."""
        line = json.dumps({"record": type(record).__name__, **asdict(record)})
        with self._lock:
            self._file.write(f"{line}\n")
            self._file.flush()


def read(path: Path) -> Events:
    """Read a journal; the last line may have been cut off."""
    records = list(_records(path))
    if not records or not isinstance(records[0], Begin):
        raise ValueError(f"{path} is not the journal of a run: its first line does not begin one")
    events = Events(records[0])
    for record in records[1:]:
        match record:
            case Request():
                events.requests.append(record)
            case Sample():
                events.samples.append(record)
            case Fault():
                events.faults.append(record)
            case End():
                events.end = record
    return events


def _records(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.endswith("\n"):
                return
            written: dict[str, Any] = json.loads(line)
            kind = KINDS[written.pop("record")]
            for name, nested in (("usage", Usage), ("lines", Lines)):
                if name in written:
                    written[name] = {key: nested(**value) for key, value in written[name].items()}
            yield kind(**written)
