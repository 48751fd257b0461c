"""Choice of the access log's lines that count towards a ban: those of clients that ignore Retry-After.

docs/decisions/0039 says what is judged, and why so.
"""

from collections import OrderedDict
from dataclasses import dataclass, field

# What a client may have refused and waiting at once, and be taken for one that sent all of it before it knew: 40 sent at
# once while we fail, or 60 of which the edge lets 21 through.
CROWD = 40
# Refusals in a row on one connection by which a client is caught that goes on: fewer may come of several that share it.
RUN = 5
# For clocks that do not agree on a second.
GRACE_SECONDS = 0.1
# How long a client that was answered may take to come back, and still be known.
MEMORY_SECONDS = 60.0
# A flood of addresses must not fill the memory; a client that is forgotten is a new one.
CLIENTS = 5000
# services/nginx/README.md specifies the columns before the path, which is the client's own and ends with a quote.
COLUMNS_BEFORE_PATH = 15
# What the last column says of those who did no harm: a key's day is used up, and a ban must not prolong itself.
HARMLESS = (" quota", " banned")


@dataclass(frozen=True, slots=True)
class Answer:
    """A line, as far as it matters; times in Unix seconds, `wait` what Retry-After said, if anything."""

    address: str
    sent: float
    answered: float
    bad: bool
    wait: int | None
    connection: str | None
    line: str

    def same_connection(self, other: "Answer") -> bool:
        """Return whether one of the two was sent after the other was answered, to a client that read it."""
        return self.connection is not None and self.connection == other.connection


@dataclass(frozen=True, slots=True)
class Return:
    """An answer that its client has not come back for yet, and may from `ready` on.

    `line` counts if the client comes too early; None if it has counted already.
    """

    answer: Answer
    ready: float
    line: str | None


@dataclass(slots=True)
class Client:
    """Answers to one address for which it has not come back yet."""

    returns: list[Return] = field(default_factory=list)

    def judge(self, answer: Answer) -> list[str]:
        """Record one answer, and return the lines that count now."""
        self._forget(answer.answered)
        offences = [] if self._comes_back(answer) or answer.wait is None else self._offences(answer)
        if len(self.returns) < CROWD:
            line = None if offences else answer.line
            self.returns.append(Return(answer, answer.answered + (answer.wait or 0), line))
        return offences

    def _forget(self, now: float) -> None:
        # answered later than now: before the clock was set back
        self.returns = [
            known
            for known in self.returns
            if known.ready > now - MEMORY_SECONDS and known.answer.answered < now + MEMORY_SECONDS
        ]

    def _comes_back(self, answer: Answer) -> bool:
        """Return whether the client has waited as it was asked to, and record that it came back."""
        unheeded = self._unheeded(answer)
        for number, known in enumerate(self.returns):
            if known.ready > answer.sent + GRACE_SECONDS:
                continue
            # something good is no excuse for whoever is caught, or goes on where it was refused
            if unheeded and known.answer.wait is None and (caught(unheeded) or known.answer.same_connection(answer)):
                continue
            del self.returns[number]
            return True
        return False

    def _offences(self, answer: Answer) -> list[str]:
        unheeded = self._unheeded(answer)
        if not caught(unheeded) and len(unheeded) + 1 < RUN and len(self._waiting(answer)) < CROWD:
            return []
        # one and the same came back too early: from now on it waits for this answer
        self.returns = [known for known in self.returns if known not in unheeded]
        return [known.line for known in unheeded if known.line is not None] + [answer.line]

    def _waiting(self, answer: Answer) -> list[Return]:
        """Return what the client had been refused when it sent this, and had to wait for."""
        then = answer.sent + GRACE_SECONDS
        return [known for known in self.returns if known.answer.answered <= answer.sent and known.ready > then]

    def _unheeded(self, answer: Answer) -> list[Return]:
        """Return the refusal that it must have known of: refused on this connection, or to one that did not heed before."""
        if answer.wait is None:
            return []
        waiting = self._waiting(answer)
        return [known for known in waiting if known.line is None or known.answer.same_connection(answer)]


def caught(unheeded: list[Return]) -> bool:
    """Return whether the line of one of these answers has counted already."""
    return any(known.line is None for known in unheeded)


class Judge:
    """Judge of the access log's lines, with the answers that each recent client has got."""

    def __init__(self) -> None:
        self._clients: OrderedDict[str, Client] = OrderedDict()

    def offences(self, line: str) -> list[str]:
        """Judge a line of the log, and return the lines that count now: none, this one, or some before it too."""
        answer = None if line.endswith(HARMLESS) else parse(line)
        if answer is None:
            return []
        client = self._clients.setdefault(answer.address, Client())
        self._clients.move_to_end(answer.address)
        if len(self._clients) > CLIENTS:
            self._clients.popitem(last=False)
        found = client.judge(answer)
        # without Retry-After there is nothing to heed: FAIL2BAN_STATUSES decides
        return [line] if answer.bad and answer.wait is None else found


def parse(line: str) -> Answer | None:
    """Parse a line about the OCR paths; return nothing for any other."""
    columns = line.split(" ", COLUMNS_BEFORE_PATH)
    if len(columns) <= COLUMNS_BEFORE_PATH or columns[3] != "ocr":
        return None
    try:
        answered = float(columns[12])
        return Answer(
            address=columns[0],
            # in milliseconds, as both are: a request may follow an answer within one
            sent=round(answered - float(columns[5]), 3),
            answered=answered,
            bad=int(columns[2]) >= 400,
            wait=int(columns[14]) if columns[14] != "-" else None,
            connection=columns[13] if columns[13] != "-" else None,
            line=line,
        )
    except ValueError:
        return None
