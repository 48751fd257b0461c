"""Settings of Gunicorn, which finds this file in the working directory."""

import logging
import os
import signal
import socket
import uuid
from contextlib import suppress
from types import FrameType

from gunicorn.http.errors import InvalidResponseHeader, InvalidResponseHeaderName, ParseException
from gunicorn.workers.gthread import ThreadWorker

from ocr import logs
from ocr.settings import Settings
from service.settings import SettingsInvalid

log = logging.getLogger("ocr.gunicorn")

try:
    settings = Settings.from_env(os.environ)
except SettingsInvalid as fault:
    raise SystemExit(str(fault)) from fault


class Worker(ThreadWorker):  # type: ignore[misc]  # Gunicorn comes without types
    """Threaded worker that refuses at once what comes while the last receipts are read, and what is not HTTP."""

    def set_accept_enabled(self, enabled: bool) -> None:
        """Close the port at SIGTERM: Gunicorn would leave new connections waiting, and finally drop them all."""
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                listener.close()

    def handle_error(self, req: object, client: socket.socket, addr: object, exc: Exception) -> None:
        """Answer what is not HTTP with a problem: Gunicorn has pages for people, and 501 for some of a client's mistakes."""
        ours = isinstance(exc, (InvalidResponseHeader, InvalidResponseHeaderName))
        if ours or not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        logs.request_id.set(uuid.uuid4().hex)
        # not what it says: that may be of a receipt
        log.warning("malformed request", extra={"error": type(exc).__name__})
        # the master reads this file too, and would hold 7 MB more
        from ocr.web import problems  # noqa: PLC0415

        with suppress(OSError):
            client.sendall(problems.malformed())


bind = settings.bind
logconfig_dict = logs.config(settings.log_level)

# One process: a second one would hold a second copy of the models
workers = 1
worker_class = Worker
# One thread for each request that may wait, two for those being read, one for the next to be refused, four for the probes,
# and four for nginx's questions about keys
threads = settings.queue_length + 11

# The worker's own heartbeat lies on its main thread, which a long document does not hold up
timeout = 30
# As long as nginx waits: what is being read at SIGTERM is finished
graceful_timeout = 55
# nginx keeps its connections open; longer than its keepalive_timeout, so that it is the one to close them
keepalive = 75

# The heartbeat is a file that is touched every second: not on the read-only root, and not on a disk
worker_tmp_dir = "/dev/shm"  # noqa: S108 - Gunicorn makes the file by mkstemp
# Nobody commands it but Docker's signals
control_socket_disable = True


def post_worker_init(worker: ThreadWorker) -> None:
    """Refuse at SIGTERM those who wait; Gunicorn lets the one who is read finish."""

    def stop(signum: int, frame: FrameType | None) -> None:
        worker.wsgi.admission.close()
        worker.handle_exit(signum, frame)

    signal.signal(signal.SIGTERM, stop)
