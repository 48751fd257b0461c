"""Eight clients send the largest pictures there are, all at once, and the OCR service keeps within its memory."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from ocr.engine.inflight import REST_SECONDS
from tests.support.appliance import Answer, Appliance
from tests.support.large import uploads

MAX_MB = 450
# What it may hold more than before once nothing is read
GROWTH_MB = 30
CLIENTS = 8
WAIT_SECONDS = 180
# They take half of all the time, for their lines
SLOW = ("roll", "letter", "blurred letter")
# Prints the memory of its container in bytes without the file cache, 20 times a second, until it is ended
PRINT_MEMORY_ALWAYS = """
import time
from pathlib import Path
one, two = Path("/sys/fs/cgroup/memory/memory.stat"), Path("/sys/fs/cgroup/memory.stat")
while True:
    stat = dict(line.split() for line in (one if one.exists() else two).open())
    anonymous, shared = stat.get("total_rss") or stat["anon"], stat.get("total_shmem", stat.get("shmem", 0))
    print(int(anonymous) + int(shared), flush=True)
    time.sleep(0.05)
"""


@dataclass
class Watch:
    """Bytes that a container held, one after the other."""

    seen: list[int] = field(default_factory=list)

    @property
    def peak_mb(self) -> float:
        return max(self.seen) / 1e6


@contextmanager
def watched(appliance: Appliance) -> Iterator[Watch]:
    """Watch the memory of the OCR service until the end of the block."""
    watch = Watch()
    command = ["docker", "exec", appliance.container("ocr"), "python3", "-c", PRINT_MEMORY_ALWAYS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:

        def take() -> None:
            assert process.stdout
            watch.seen.extend(map(int, process.stdout))

        reader = threading.Thread(target=take)
        reader.start()
        try:
            yield watch
        finally:
            # the program in the container ends as it finds nobody to print to
            process.terminate()
            reader.join(10)


def was_killed_for_memory(appliance: Appliance) -> bool:
    printed = subprocess.run(
        ["docker", "inspect", "--format", "{{json .State}} {{.RestartCount}}", appliance.container("ocr")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    state, _, restarts = printed.strip().rpartition(" ")
    return bool(json.loads(state)["OOMKilled"]) or restarts != "0"


def test_eight_clients_with_the_largest_pictures_stay_within_memory(appliance: Appliance) -> None:
    pictures = uploads()
    small = pictures["roll"]
    appliance.read(small)
    time.sleep(REST_SECONDS + 1)
    before = appliance.memory_bytes("ocr") / 1e6
    # most of them twice, so that they meet in several ways
    waiting = [*pictures.items(), *((kind, picture) for kind, picture in pictures.items() if kind not in SLOW)]
    lock = threading.Lock()
    answers: list[tuple[str, Answer]] = []

    def client(_: int) -> None:
        while True:
            with lock:
                if not waiting:
                    return
                kind, picture = waiting.pop()
            answers.append((kind, appliance.read(picture, timeout=WAIT_SECONDS)))

    started = time.monotonic()
    with watched(appliance) as watch, ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(client, range(CLIENTS)))
    seconds = time.monotonic() - started
    statuses = Counter(answer.status for _, answer in answers)
    sys.stderr.write(
        f"{len(answers)} files in {seconds:.0f} s, peak {watch.peak_mb:.0f} MB, answers {dict(statuses)}\n"
    )

    assert watch.peak_mb <= MAX_MB
    assert {kind for kind, answer in answers if answer.status == 200} == set(pictures)
    for kind, answer in answers:
        assert answer.status == 200 or (answer.status == 503 and "retry-after" in answer.headers), (kind, answer.body)
    assert not was_killed_for_memory(appliance)
    time.sleep(REST_SECONDS + 1)
    assert appliance.memory_bytes("ocr") / 1e6 <= before + GROWTH_MB
