"""The OCR service, with a fake engine or the real one, behind the real Gunicorn with its real settings."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ocr.app import App, create_app
from ocr.engine.model_loader import ModelLoader
from ocr.settings import Settings
from tests.support.ocr import FakeEngine

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Service:
    """A service that runs: where it listens, and the file that its log goes to."""

    port: int
    log: Path

    def send(self, request: bytes) -> bytes:
        """Send all of a request before a byte of the answer is read."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(request)
            with connection.makefile("rb") as answer:
                return answer.read()


def app() -> App:
    """Create the application; Gunicorn calls it."""
    loader = ModelLoader(FakeEngine)
    loader.engine = FakeEngine()
    return create_app(Settings(threads=1), loader)


@contextmanager
def service(log: Path, application: str = f"{__name__}:{app.__name__}()") -> Iterator[Service]:
    """Run the service; `ocr.wsgi:app` is the real one."""
    # connections wait in the socket until Gunicorn is there
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        command = [sys.executable, "-m", "gunicorn", "--config", "services/ocr/gunicorn.conf.py"]
        command += ["--bind", f"fd://{listener.fileno()}", application]
        environ = os.environ | {"PYTHONPATH": "services/ocr/src:services/shared/src:.", "OCR_LOG_LEVEL": "debug"}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ, pass_fds=[listener.fileno()], stdout=output, stderr=output
        )
        try:
            yield Service(listener.getsockname()[1], log)
        finally:
            process.terminate()
            process.wait(20)
