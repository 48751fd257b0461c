"""A page served on this machine alone, on which a person corrects what is unsure."""

import json
import re
import secrets
import sys
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Lock, Thread
from typing import Any

from receipt_ocr_client.program.check import as_amount
from receipt_ocr_client.program.journal import Journal
from receipt_ocr_client.program.rows import AMOUNTS, FIELDS, Row, fact_of, shown

EDITED = ("merchant", "date", "total", "currency", "tax", "receipt_number", "tin")
# Python 3.11 and later take other forms for dates as well
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A correction has a handful of short values
LIMIT_BYTES = 64 * 1024


class CorrectionInvalid(ValueError):
    """Error of a correction that the outputs cannot take."""


class Review:
    """The unsure rows of a run, the page's data for them, and the handling of corrections."""

    def __init__(self, rows: Sequence[Row], journal: Journal, saved: Callable[[], None]) -> None:
        """Show `rows`; call `saved` after each correction."""
        self.rows = rows
        self._journal = journal
        self._saved = saved
        self._lock = Lock()

    def shown(self) -> list[dict[str, Any]]:
        """Return what the page shows of each row."""
        with self._lock:
            return [self._shown(row) for row in self.rows]

    def picture(self, number: int) -> bytes:
        """Return the file of a row. Raises LookupError and OSError."""
        return self.rows[number].path.read_bytes()

    def correct(self, number: int, fields: Mapping[str, object]) -> None:
        """Keep a correction and write the outputs. Raises LookupError and CorrectionInvalid."""
        row = self.rows[number]
        corrected = {name: checked(name, str(value).strip()) for name, value in fields.items()}
        with self._lock:
            self._journal.add_correction(str(row.sha256), row.number, corrected)
            self._saved()

    def close(self) -> None:
        """Wait for a correction that is being kept, and let no other begin: threads of the server may outlive it."""
        self._lock.acquire()

    def _shown(self, row: Row) -> dict[str, Any]:
        lines = self._journal.answer(str(row.sha256))["lines"]
        name = f"{row.path} ({row.number + 1} of {row.of})" if row.of > 1 else str(row.path)
        known = self._journal.corrections.get((str(row.sha256), row.number), {})
        return {
            "name": name,
            "remarks": row.remarks,
            "meta": {part: row.meta[part] for part in ("width", "height", "rotation")},
            "fields": [
                {**fact(row, each, lines), **({"value": known[each]} if each in known else {})} for each in EDITED
            ],
            "saved": bool(known),
        }


def fact(row: Row, name: str, lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the page shows of a field: its value, how sure it is, the line it was read from and where that is."""
    found = fact_of(row.receipt, name) or {}
    line = lines[found["line"]] if found.get("line") is not None else {}
    return {
        "name": name,
        "value": shown(name, found.get("value")),
        "confidence": found.get("confidence"),
        "text": line.get("text", ""),
        # pages beyond the first are not drawn
        "box": found.get("box") if line.get("page") == 1 else None,
    }


def checked(name: str, value: str) -> str:
    """Check a corrected value, and return it as the outputs have it. Raises CorrectionInvalid."""
    if name not in FIELDS:
        raise CorrectionInvalid(f"There is no field {name}.")
    if name == "date" and value and not is_date(value):
        raise CorrectionInvalid("Write the date like 2026-03-14.")
    if name in AMOUNTS and value:
        number = as_amount(value)
        if number is None:
            raise CorrectionInvalid("Write the amount like 1234.50.")
        return shown(name, number)
    return value


def is_date(text: str) -> bool:
    """Return whether a text is a day of the calendar, as in 2026-03-14."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return DATE.fullmatch(text) is not None


class Server(ThreadingHTTPServer):
    """HTTP server of one review on the loopback address, for those who know the token."""

    daemon_threads = True

    def __init__(self, shown_review: Review) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.review = shown_review
        self.token = secrets.token_urlsafe(24)
        self.one_time_paths: set[str] = set()
        self.nonce = secrets.token_urlsafe(16)

    @property
    def host(self) -> str:
        """What a browser calls this server; another name in `Host` is a page that was rebound to this address."""
        return f"127.0.0.1:{self.server_port}"

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{self.host}/{self.token}/"

    def one_time_url(self) -> str:
        """Return an address that leads to the page once: all users of the machine see the arguments of a browser."""
        path = f"/{secrets.token_urlsafe(24)}"
        self.one_time_paths.add(path)
        return f"http://{self.host}{path}"


class Handler(BaseHTTPRequestHandler):
    """Handler of the page's requests."""

    server: Server
    # a browser that opens a connection ahead must not keep a thread for ever
    timeout = 60

    def do_GET(self) -> None:
        if self._is_let_in() or (path := self._path()) is None:
            return
        if path == "":
            page = files(__package__).joinpath("review.html").read_text(encoding="utf-8")
            self._answer(HTTPStatus.OK, page.replace("NONCE", self.server.nonce).encode(), "text/html; charset=utf-8")
        elif path == "receipts":
            self._answer(HTTPStatus.OK, json.dumps(self.server.review.shown()).encode())
        elif path.startswith("picture/") and path[8:].isdecimal():
            self._picture(int(path[8:]))
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        if (path := self._path()) is None:
            return
        if path == "done":
            self._answer(HTTPStatus.OK)
            # from this thread it would wait for itself
            Thread(target=self.server.shutdown).start()
        elif path.startswith("save/") and path[5:].isdecimal():
            self._save(int(path[5:]))
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def _is_let_in(self) -> bool:
        """Redirect the first visitor with a one-time address to the page."""
        try:
            self.server.one_time_paths.remove(self.path)
        except KeyError:
            return False
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", f"/{self.server.token}/")
        self.send_header("Content-Length", "0")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return True

    def _path(self) -> str | None:
        """Return the path behind the token; answer those who do not know it, and return None."""
        token, _, path = self.path.lstrip("/").partition("/")
        if self.headers.get("Host") == self.server.host and secrets.compare_digest(
            token.encode(), self.server.token.encode()
        ):
            return path
        self._answer(HTTPStatus.FORBIDDEN)
        return None

    def _picture(self, number: int) -> None:
        try:
            self._answer(HTTPStatus.OK, self.server.review.picture(number), "application/octet-stream")
        except (LookupError, OSError):
            self._answer(HTTPStatus.NOT_FOUND)

    def _save(self, number: int) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LIMIT_BYTES:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        try:
            self.server.review.correct(number, dict(json.loads(self.rfile.read(int(length)))))
        except CorrectionInvalid as fault:
            self._answer(HTTPStatus.UNPROCESSABLE_ENTITY, str(fault).encode(), "text/plain; charset=utf-8")
        except OSError as fault:
            # Windows lets nobody replace what a spreadsheet has open
            said = f"The output cannot be written, is it open? Close it and save again. {fault}"
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, said.encode(errors="replace"), "text/plain; charset=utf-8")
        except (LookupError, TypeError, ValueError):
            self._answer(HTTPStatus.BAD_REQUEST)
        else:
            self._answer(HTTPStatus.OK)

    def _answer(self, status: HTTPStatus, body: bytes = b"{}", content_type: str = "application/json") -> None:
        nonce = f"'nonce-{self.server.nonce}'"
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header(
            "Content-Security-Policy",
            f"default-src 'none'; script-src {nonce}; style-src {nonce}; connect-src 'self'; base-uri 'none'; "
            "form-action 'none'; frame-ancestors 'none'",
        )
        self.send_header("X-Content-Type-Options", "nosniff")
        # the address of the page has the token in it
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


def review(rows: Sequence[Row], journal: Journal, saved: Callable[[], None]) -> None:
    """Show the unsure rows in the browser until the person is done there, or presses Ctrl-C here."""
    if not rows:
        sys.stderr.write("nothing to review\n")
        return
    shown_review = Review(rows, journal, saved)
    with Server(shown_review) as server:
        sys.stderr.write(f"review {len(rows)} at {server.url} (Ctrl-C ends)\n")
        sys.stderr.flush()
        # a browser for the terminal returns only at its end, and this thread answers it
        Thread(target=webbrowser.open, args=(server.one_time_url(),), daemon=True).start()
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            sys.stderr.write("what was saved is in the output\n")
        finally:
            shown_review.close()
