"""Clients of every kind, each on a host of its own: honest, slow, leaving, sending rubbish, probing, and one that is banned."""

import http.client
import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.soak.journal import NONE, Fault, Journal, Request
from bench.soak.pool import File
from tests.support.hosts.attack import OCR_PATH
from tests.support.hosts.client import SITE, Answer, Client
from tests.support.hosts.erp import BOUNDARY, FORM, form
from tests.support.hosts.namespace import Host

# as the example in docs/api.md does
ATTEMPTS = 6
COMES_AGAIN = (429, 502, 503, 504)
# longer than nginx waits
TIMEOUT_SECONDS = 130
PROBES = ("/live", "/health", "/ready")
PROBE_SECONDS = 1.0
LEAVING_SECONDS = 5.0
RUBBISH_SECONDS = 3.0
# a body in so many pieces, and half a second between two
PIECES = 20
PAUSE_SECONDS = 0.5
# more than the edge lets through at once, and fail2ban forgives
FLOOD = 120
BAN_SECONDS = 60.0
BANNED_SECONDS = 15.0
# what a receipt says that may not differ from one reading to the next
FACTS = ("merchant", "address", "date", "time", "currency", "document_type", "receipt_number", "payment_method")
# who goes on when nothing comes any more fills the disk
MAX_FAULTS = 200


@dataclass
class Run:
    """State shared by the clients: the files left to send, the answers to each, when to rest and when to end."""

    files: Sequence[File]
    receipts: int
    journal: Journal
    over: threading.Event = field(default_factory=threading.Event)
    busy: threading.Event = field(default_factory=threading.Event)
    stopped: str = ""
    taken: int = 0
    finished: int = 0
    faults: int = 0
    _first: dict[str, list[object]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.busy.set()

    def take(self) -> File | None:
        """Return the next file to an honest client, none when all were given or the run was stopped."""
        while not self.busy.wait(1):
            if self.over.is_set():
                return None
        with self._lock:
            if self.stopped or self.taken >= self.receipts:
                return None
            self.taken += 1
            return self.files[(self.taken - 1) % len(self.files)]

    def finish(self) -> None:
        """Count a receipt that an honest client has finished."""
        with self._lock:
            self.finished += 1

    def stop(self, why: str) -> None:
        """Begin no further receipt."""
        self.stopped = self.stopped or why

    def fault(self, text: str) -> None:
        """Record a fault; stop a run in which everything fails."""
        self.journal.write(Fault(self.journal.now(), text))
        self.count_fault()

    def count_fault(self) -> None:
        """Count a fault."""
        with self._lock:
            self.faults += 1
        if self.faults >= MAX_FAULTS:
            self.stop(f"{self.faults} faults")

    def wrong(self, file: File, body: bytes) -> str:
        """Return the fault of an answer, empty if it is for this file and reads as the first one did."""
        try:
            answer = json.loads(body)
            said, sent = readings(answer), answer["meta"]["fingerprint"]["sha256"]
        except (KeyError, TypeError, ValueError):
            return f"no receipt in the answer to {file.name}"
        if sent != file.sha256:
            return f"wrong: the answer to {file.name} is that of another file"
        with self._lock:
            first = self._first.setdefault(file.name, said)
        return "" if said == first else f"wrong: {file.name} was read in another way before"


def readings(answer: Mapping[str, Any]) -> list[object]:
    """Return the texts and values of an answer, without how sure they are, in a form that can be compared."""
    facts = {name: value(answer[name]) for name in FACTS}
    groups = {group: {name: value(each) for name, each in answer[group].items()} for group in ("totals", "bir")}
    items = [{name: each for name, each in item.items() if name != "line"} for item in answer["line_items"]]
    return [[line["text"] for line in answer["lines"]], facts, groups, items, len(answer["receipts"])]


def value(found: object) -> object:
    """Return the value of a field, None if it is not on the paper."""
    return found["value"] if isinstance(found, dict) else found


@dataclass
class Sender:
    """A client on a host: what it sends and how that was answered; `answered` has the ids of its answers."""

    kind: str
    host: Host
    port: int
    run: Run
    answered: Counter[str] = field(default_factory=Counter)
    sent: int = 0
    _client: Client | None = None

    def connect(self) -> Client:
        """Open a connection."""
        return Client(self.host, port=self.port, timeout=TIMEOUT_SECONDS)

    def note(
        self, answer: Answer | None, began: float, *, fault: str = "", receipt: bool = False, sent: bool = True
    ) -> None:
        """Write down a request; `sent` unless it can't have reached the edge."""
        seconds = round(time.monotonic() - began, 3)
        self.sent += sent
        if answer:
            self.answered[answer.headers.get("x-request-id", "")] += 1
        if fault:
            self.run.count_fault()
        status = answer.status if answer else NONE
        self.run.journal.write(Request(self.run.journal.now(), self.kind, status, seconds, fault, receipt))

    def ask(
        self, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None, *, method: str = "POST"
    ) -> Answer | None:
        """Send a request on the connection that is open, and take its answer; None if none comes."""
        try:
            self._client = self._client or self.connect()
            answer = self._client.answer(path, body=body, headers=dict(headers or {}), method=method)
        except (OSError, http.client.HTTPException):
            self.close()
            return None
        if answer.closes:
            self.close()
        return answer

    def close(self) -> None:
        """End the connection."""
        if self._client:
            self._client.close()
            self._client = None

    def turns(self, seconds: float) -> Iterator[int]:
        """Count turns, so many seconds apart and none while all rest, until the run is over."""
        for turn in itertools.count():
            if self.run.over.wait(seconds):
                return
            if self.run.busy.is_set():
                yield turn


def honest(sender: Sender) -> None:
    """Send one receipt after the other."""
    while file := sender.run.take():
        try:
            send(sender, file)
        finally:
            sender.run.finish()
    sender.close()


def send(sender: Sender, file: File) -> None:
    """Send a receipt, again as it is told until it is read."""
    for attempt in range(1, ATTEMPTS + 1):
        began = time.monotonic()
        answer = sender.ask(OCR_PATH, file.body, FORM)
        again = answer is not None and answer.status in COMES_AGAIN and attempt < ATTEMPTS
        sender.note(answer, began, fault="" if again else verdict(sender.run, file, answer), receipt=not again)
        # a client that is told nothing doesn't hurry
        time.sleep(1 if answer is None else answer.retry_after if again else 0)
        if not again:
            return


def verdict(run: Run, file: File, answer: Answer | None) -> str:
    """Return what is wrong with the last answer to a file."""
    if answer is None:
        return f"missing: no answer to {file.name}"
    if answer.status != http.client.OK:
        return f"missing: {answer.status} for {file.name}"
    return run.wrong(file, answer.body)


def slow(sender: Sender) -> None:
    """Send a receipt in pieces, and take its answer in pieces."""
    for turn in sender.turns(PAUSE_SECONDS):
        file = sender.run.files[turn % len(sender.run.files)]
        began, answer = time.monotonic(), None
        size = -(-len(file.body) // PIECES)
        try:
            with sender.connect() as client:
                client.send(head(len(file.body)))
                for start in range(0, len(file.body), size):
                    client.send(file.body[start : start + size])
                    time.sleep(PAUSE_SECONDS)
                answer = parsed(b"".join(pieces(client)))
        except (OSError, ValueError):
            # no answer, or none that can be read
            answer = None
        sender.note(answer, began, fault=verdict(sender.run, file, answer))


def pieces(client: Client) -> Iterator[bytes]:
    """Yield an answer piece by piece, as long as something comes, without haste."""
    while piece := client.receive():
        yield piece
        time.sleep(PAUSE_SECONDS / 10)


def head(length: int) -> bytes:
    """Write the head of a request with a form of this length, after whose answer the connection ends."""
    return (
        f"POST {OCR_PATH} HTTP/1.1\r\nHost: {SITE}\r\nContent-Length: {length}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
    ).encode()


def parsed(said: bytes) -> Answer:
    """Parse an answer that was ended by the end of its connection; raise ValueError if it is none."""
    start, _, body = said.partition(b"\r\n\r\n")
    first, *lines = start.decode("latin-1").split("\r\n")
    headers = {name.lower(): text.strip() for name, _, text in (line.partition(":") for line in lines)}
    words = first.split(" ")
    if len(words) < 2 or len(body) != int(headers.get("content-length", -1)):
        raise ValueError(f"an answer of {len(body)} bytes that begins {first!r}")
    return Answer(int(words[1]), 0, closes=True, headers=headers, body=body)


def leaving(sender: Sender) -> None:
    """Hang up: after the head, in the middle of the body, or before the answer."""
    for turn in sender.turns(LEAVING_SECONDS):
        file = sender.run.files[turn % len(sender.run.files)]
        shares = (0.0, 0.5, 1.0)
        began = time.monotonic()
        try:
            with sender.connect() as client:
                client.send(head(len(file.body)) + file.body[: int(shares[turn % len(shares)] * len(file.body))])
                # until it has arrived: what is on its way is lost with the connection
                time.sleep(PAUSE_SECONDS)
        except OSError as error:
            sender.note(None, began, fault=f"could not send: {error}")
        else:
            sender.note(None, began)


@dataclass(frozen=True)
class Rubbish:
    """A request that nobody should send, and the status that it gets."""

    status: int
    path: str = OCR_PATH
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"


RUBBISH = (
    Rubbish(415, body=form(b"plain text, but called .jpg"), headers=FORM),
    Rubbish(400, body=form(b""), headers=FORM),
    Rubbish(400, body=b"no boundary anywhere", headers=FORM),
    Rubbish(415, body=b"{}", headers={"Content-Type": "application/json"}),
    Rubbish(405, method="DELETE"),
    Rubbish(404, path="/wp-login.php", method="GET"),
    Rubbish(413, headers={"Content-Length": "20000000", **FORM}),
    Rubbish(422, body=form(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), headers=FORM),
)


def rubbish(sender: Sender) -> None:
    """Send what can't be read, less often than it would be banned for."""
    for turn in sender.turns(RUBBISH_SECONDS):
        sent = RUBBISH[turn % len(RUBBISH)]
        began = time.monotonic()
        answer = sender.ask(sent.path, sent.body, sent.headers, method=sent.method)
        got = answer.status if answer else NONE
        sender.note(answer, began, fault="" if got == sent.status else f"{got} instead of {sent.status} for rubbish")
        sender.close()


def probing(sender: Sender) -> None:
    """Probe the service each second."""
    while not sender.run.over.wait(PROBE_SECONDS):
        for path in PROBES:
            began = time.monotonic()
            answer = sender.ask(path, method="GET")
            well = answer is not None and answer.status == http.client.OK
            sender.note(answer, began, fault="" if well else f"{path} is not healthy")
    sender.close()


def banned(sender: Sender) -> None:
    """Continue where it was refused until it is banned, and try again now and then: nothing may answer it."""
    until = time.monotonic() + BAN_SECONDS
    answer: Answer | None = None
    for _ in range(FLOOD):
        began = time.monotonic()
        # refused at once, and not after a turn in the queue: only who is faster than the limit is banned
        answer = sender.ask(OCR_PATH, method="GET")
        sender.note(answer, began)
        if answer is None:
            break
    while sender.host.can_connect(sender.port):
        if sender.run.over.wait(0.5):
            return
        if time.monotonic() > until:
            sender.run.fault(f"{sender.host.ipv4} should have been banned within {BAN_SECONDS:.0f} s")
            return
    for _ in sender.turns(BANNED_SECONDS):
        began = time.monotonic()
        let_in = sender.host.can_connect(sender.port)
        sender.note(None, began, fault="a banned client can connect" if let_in else "", sent=False)


HONEST = 4
KINDS: Mapping[str, Callable[[Sender], None]] = {
    **{f"honest-{number}": honest for number in range(1, HONEST + 1)},
    "slow": slow,
    "leaving": leaving,
    "rubbish": rubbish,
    "probing": probing,
    "banned": banned,
}
