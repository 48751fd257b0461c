"""Filter between nginx's access log and the file that the jail reads: passes on the lines that count."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from bans.heed import Judge

POLL_SECONDS = 0.1
PIECE_BYTES = 65536
# The file is on a tmpfs of 1 MB; fail2ban has read all but the last lines of it, and notices that it begins again.
OFFENCES_BYTES = 262144


def watch(access_log: Path, offences: Path) -> None:
    """Judge every new line, forever."""
    judge = Judge()
    for line in follow(access_log):
        write(offences, judge.offences(line))


def follow(log: Path) -> Iterator[str]:
    """Yield the lines that are added to a log from now on, through its rotations, and where it is emptied."""
    file = log.open("rb")
    file.seek(0, 2)
    rest, rotated = b"", False
    while True:
        if piece := file.read(PIECE_BYTES):
            *lines, rest = (rest + piece).split(b"\n")
            yield from (line.decode(errors="replace") for line in lines)
        elif rotated:
            file.close()
            file, rest, rotated = log.open("rb"), b"", False
        else:
            # nginx's workers may still write to the old file when the new one is there: it is read once more
            rotated = is_another(log, file.fileno())
            if os.fstat(file.fileno()).st_size < file.tell():
                # someone emptied it
                file.seek(0)
                rest = b""
            time.sleep(POLL_SECONDS)


def is_another(log: Path, descriptor: int) -> bool:
    """Return whether there is a log, and it is not the file that is open."""
    try:
        return not os.path.samestat(log.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def write(offences: Path, lines: list[str]) -> None:
    """Add lines to the file, which begins again when it is long."""
    if not lines:
        return
    with offences.open("ab") as file:
        if file.tell() > OFFENCES_BYTES:
            file.truncate(0)
        file.write("".join(f"{line}\n" for line in lines).encode())
