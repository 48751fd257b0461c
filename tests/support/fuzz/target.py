"""Target of the fuzzer: the OCR service in its container, with its real settings and engine, behind the real nginx."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.edge.client import LOG_LINE
from tests.support.edge.stack import ROOT, Stack, build, free_port, running

# Docker's own addresses are believed when they name a client: each request is of another one's, for the rate of one is
# limited
TRUSTED = "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16"
# a program for Python in the container: print the process numbers of Gunicorn's workers
PRINT_WORKERS = r"""
from pathlib import Path
parents = {}
for each in Path("/proc").glob("[0-9]*"):
    words = (each / "cmdline").read_bytes().split(b"\0")
    if len(words) > 1 and words[1].endswith(b"/gunicorn"):
        parents[int(each.name)] = int((each / "stat").read_text().rsplit(")", 1)[1].split()[1])
masters = [number for number, parent in parents.items() if parent not in parents]
print(*sorted(number for number, parent in parents.items() if parent in masters))
"""
# and print what they hold in bytes, and the most that the container ever held, with its file cache
PRINT_MEMORY = r"""
import sys
from pathlib import Path
held = sum(int(line.split()[1]) for number in sys.argv[1:] for line in open(f"/proc/{number}/status") if "VmRSS" in line)
first, second = (Path("/sys/fs/cgroup") / name for name in ("memory/memory.max_usage_in_bytes", "memory.peak"))
print(held * 1024, (first if first.exists() else second).read_text())
"""
# What the log says of a worker that died, was killed for its silence, or met an exception that nobody foresaw
TROUBLE = re.compile(
    r"Worker \(pid|WORKER TIMEOUT|SIGKILL|SIGSEGV|SIGABRT|Traceback|request failed|malloc\(|corrupted "
)
REQUEST_ID = re.compile(r'"request_id": ?"([^"]+)"')


@dataclass(frozen=True)
class Target:
    """Running containers of the OCR service and nginx."""

    stack: Stack

    @property
    def ocr_port(self) -> int:
        """The port of the OCR service itself."""
        return int(self.stack.environment["OCR_PORT"])

    @property
    def https_port(self) -> int:
        """The port of nginx."""
        return int(self.stack.environment["SITE_HTTPS_PORT"])

    def workers(self) -> list[int]:
        """Return the process numbers of Gunicorn's workers."""
        return [int(word) for word in self._python(PRINT_WORKERS).split()]

    def memory(self) -> tuple[int, int]:
        """Return what the workers hold in bytes, and the most that their container ever held, with its file cache."""
        held, peak = self._python(PRINT_MEMORY, *(str(number) for number in self.workers())).split()
        return int(held), int(peak)

    def troubles(self) -> list[str]:
        """Return the lines of the OCR service's log that tell of more than a refusal."""
        return [line for line in self.stack.logs("ocr").splitlines() if TROUBLE.search(line)]

    def requests_read(self) -> set[str]:
        """Return the ids of the requests that the OCR service says to have answered."""
        lines = (line for line in self.stack.logs("ocr").splitlines() if '"request"' in line)
        return {match[1] for line in lines if (match := REQUEST_ID.search(line))}

    def requests_passed_on(self) -> set[str]:
        """Return the ids of the requests that nginx says to have passed on."""
        lines = self.stack.shell("nginx", "cat /var/log/nginx/ocr.access.log").splitlines()
        return {match["request_id"] for line in lines if (match := LOG_LINE.fullmatch(line))}

    def _python(self, program: str, *words: str) -> str:
        return self.stack.compose("exec", "-T", "ocr", "python", "-c", program, *words).stdout


@contextmanager
def target() -> Iterator[Target]:
    """Build and start both containers on ports of their own, as `.env.example` sets them; remove them afterwards."""
    build("ocr", "nginx")
    environment = {
        "COMPOSE_DISABLE_ENV_FILE": "1",
        "OCR_PORT": str(free_port()),
        "OCR_CPUS": "2",
        "SITE_HTTP_PORT": str(free_port()),
        "SITE_HTTPS_PORT": str(free_port()),
        "SITE_DOMAIN": "localhost",
        "TLS_MODE": "selfsigned",
        "TRUSTED_PROXIES": TRUSTED,
    }
    with running(ROOT / "compose.yaml", "fuzz", environment, "ocr", "nginx") as stack:
        yield Target(stack)
