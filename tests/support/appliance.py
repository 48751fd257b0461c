"""The running appliance, as its operator and its clients see it."""

import contextlib
import http.client
import json
import ssl
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pytest_docker.plugin import DockerComposeExecutor

BOUNDARY = "limit"
# a program for Python in a container: print its memory in bytes without the file cache, from its cgroup
PRINT_MEMORY = (
    "from pathlib import Path; c = Path('/sys/fs/cgroup'); v1 = c / 'memory/memory.stat'; "
    "stat = dict(l.split() for l in (v1 if v1.exists() else c / 'memory.stat').open()); "
    "print(stat.get('total_rss') or stat['anon'])"
)


@dataclass(frozen=True)
class Answer:
    """An answer of HTTP; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Appliance:
    """A running Compose project, its name, and the ports it has on this machine."""

    compose: DockerComposeExecutor
    project: str
    https_port: int
    http_port: int
    ocr_port: int

    @property
    def ocr_url(self) -> str:
        """The address of the OCR service without the edge."""
        return f"http://127.0.0.1:{self.ocr_port}"

    def run(self, words: str) -> str:
        """Run `docker compose` with these words."""
        return self.compose.execute(words).decode(errors="replace")

    def container(self, service: str) -> str:
        """Return the id of a service's container, empty if there is none."""
        # not by Compose, which reads all of its files first
        labels = (f"project={self.project}", f"service={service}", "oneoff=False")
        filters = [f"--filter=label=com.docker.compose.{label}" for label in labels]
        command = ["docker", "ps", "--all", "--quiet", "--no-trunc", *filters]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def inside(self, service: str, *command: str) -> str:
        """Run a command in a service's container."""
        done = subprocess.run(
            ["docker", "exec", self.container(service), *command], capture_output=True, text=True, check=True
        )
        return done.stdout

    def memory_bytes(self, service: str) -> int:
        """Read the memory of a service's container without the file cache."""
        return int(self.inside(service, "python3", "-c", PRINT_MEMORY))

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        direct: bool = False,
        timeout: float = 60,
    ) -> Answer:
        """Send a request through the edge, or to the OCR service itself."""
        connection: http.client.HTTPConnection
        if direct:
            connection = http.client.HTTPConnection("127.0.0.1", self.ocr_port, timeout=timeout)
        else:
            # a self-signed certificate; the tests of certificates look at those
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            connection = http.client.HTTPSConnection("localhost", self.https_port, timeout=timeout, context=context)
        try:
            # a server that refuses a body by its declared length answers and closes before all of it was sent
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, path, body, {"Host": "localhost", **(headers or {})})
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read())
        finally:
            connection.close()

    def read(
        self,
        picture: bytes,
        *,
        path: str = "/v1/ocr/receipt",
        name: str = "r.jpg",
        direct: bool = True,
        timeout: float = 60,
    ) -> Answer:
        """Post a picture."""
        body = (
            (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n"
            ).encode()
            + picture
            + f"\r\n--{BOUNDARY}--\r\n".encode()
        )
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self.request("POST", path, body=body, headers=headers, direct=direct, timeout=timeout)

    def ready(self) -> bool:
        """Return whether the OCR service could read a receipt now."""
        try:
            return self.request("GET", "/ready", direct=True, timeout=2).status == 200
        except (OSError, http.client.HTTPException):
            return False


def wait_until(condition: Callable[[], bool], *, seconds: float) -> float:
    """Wait for a condition and return the seconds it took; fail after `seconds`."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "not within the time"
        time.sleep(0.02)
    return time.monotonic() - started


def same_receipt(answer: Answer) -> Any:
    """Return a receipt without what differs from one request to the next."""
    receipt = answer.json
    for name in ("duration_ms", "request_id", "received_filename"):
        del receipt["meta"][name]
    return receipt


def unique_name() -> str:
    """Return a file name that occurs nowhere else."""
    return f"{uuid.uuid4().hex}.jpg"
