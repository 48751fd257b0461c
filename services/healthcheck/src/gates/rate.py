"""Gate 6: no client gets more than 5 answers a second and a burst of 20; refusals say when to ask again."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from gates.connection import Answer, Connection
from gates.denied import next_step
from gates.facts import Fact
from gates.site import Site
from gates.verdict import Verdict, failed, not_checked, passed
from healthcheck.edge import key_header

# A reader's; the edge allows as much for each reader.
RATE, BURST = 5, 20
# A form without a file is refused when its turn has come, and no receipt is read for it.
EMPTY_FORM, FORM_TYPE = b"--end--\r\n", "multipart/form-data; boundary=end"
UNREAD_STATUS, REFUSED_STATUS = 400, 429
MAX_REQUESTS = 40
# nginx closes a connection after 1000; more than 40 readers can't be asked for as much as they may be.
MOST_REQUESTS = 900
# More would tell nothing new, and refusals are what the health check and fail2ban count.
ENOUGH_REFUSALS = 3
# The sample went through the same bucket just before.
USED_BEFORE = 3
NEXT = "is services/nginx as in the repository? docker compose up --detach --build nginx"


@dataclass(frozen=True)
class Volley:
    """Requests sent as fast as they were answered: how many got an answer in how many seconds, and the refusals."""

    answered: int
    seconds: float
    refusals: tuple[Answer, ...] = ()
    # the first answer that is neither
    other: Answer | None = None


def check(site: Site) -> Verdict:
    """Send one volley from an address of our own, whose bucket is nobody else's."""
    edge, readers = Connection(site.settings), count_readers(site.facts["readers"])
    try:
        return judge(fire(edge, key_header(site.settings), readers), readers)
    finally:
        edge.close()


def count_readers(fact: Fact) -> int:
    """Count the readers that nginx reads at, a line each; it has no list of them where there is but one."""
    return max(1, len(fact.output.split()))


def fire(edge: Connection, key: Mapping[str, str] | None = None, readers: int = 1) -> Volley:
    """Send requests without a file until enough were refused."""
    headers = {"Content-Type": FORM_TYPE, **(key or {})}
    started, answered, refusals = time.monotonic(), 0, list[Answer]()
    seconds = 0.0
    while answered + len(refusals) < most_requests(readers) and len(refusals) < ENOUGH_REFUSALS:
        answer = edge.ask("POST", "/v1/ocr", EMPTY_FORM, headers)
        if answer.status == REFUSED_STATUS:
            refusals.append(answer)
        elif answer.status == UNREAD_STATUS:
            answered += 1
            seconds = time.monotonic() - started
        else:
            return Volley(answered, seconds, tuple(refusals), answer)
    return Volley(answered, seconds, tuple(refusals))


def most_requests(readers: int) -> int:
    """Return how many requests are sent at most."""
    return min(MAX_REQUESTS * readers, MOST_REQUESTS)


def judge(volley: Volley, readers: int = 1) -> Verdict:
    """Compare what was answered with what the rate allows in the time it took."""
    if volley.other:
        said = f"status {volley.other.status} in place of {UNREAD_STATUS}"
        if volley.other.status >= 500:
            return not_checked(f"{said}: the OCR service does not answer", "fix gates 1 and 2 first")
        return failed(said, next_step(volley.other) or "make logs SERVICE=nginx")
    allowed = 1 + readers * (BURST + RATE * volley.seconds)
    where = f"{readers} readers: " if readers > 1 else ""
    figure = f"{where}{volley.answered} answered in {volley.seconds:.1f} s, {len(volley.refusals)} refused with 429"
    if not volley.refusals and allowed >= most_requests(readers):
        return not_checked(
            f"{figure}: too slow to reach the limit", "fix gate 1 first, or repeat when the machine is less busy"
        )
    if not volley.refusals or volley.answered > allowed + 1:
        return failed(figure, NEXT)
    if volley.answered < readers * BURST + 1 - USED_BEFORE:
        return failed(f"{figure}: fewer than a burst of {readers * BURST}", NEXT)
    wrong = [answer for answer in volley.refusals if not answer.header("Retry-After").isdigit()]
    return failed(f"{figure}, without Retry-After", NEXT) if wrong else passed(f"{figure} and Retry-After")
