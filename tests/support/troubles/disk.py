"""A small disk of its own, mounted as a server mounts its own, that a test can fill and break."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEGABYTES = 64


@dataclass(frozen=True)
class Disk:
    """A file with a file system in it, and where that is mounted."""

    image: Path
    path: Path

    def mount(self) -> None:
        # as Debian and Ubuntu mount their own: a fault makes it read-only, whoever has files open on it
        _run("mount", "-o", "loop,errors=remount-ro", str(self.image), str(self.path))

    def unmount(self) -> None:
        _run("umount", str(self.path))

    @contextmanager
    def full(self) -> Iterator[None]:
        """Fill the disk until the end of the block."""
        filling = self.path / "filling"
        # it ends when nothing more is taken
        subprocess.run(["dd", "if=/dev/zero", f"of={filling}", "bs=4k", "conv=fsync"], capture_output=True, check=False)
        try:
            yield
        finally:
            filling.unlink()

    def break_down(self) -> None:
        """Make the kernel find a fault in the file system."""
        _run("sync", "--file-system", str(self.path))
        device = Path(_run("findmnt", "--noheadings", "--output", "SOURCE", str(self.path))).name
        Path(f"/sys/fs/ext4/{device}/trigger_fs_error").write_text("1")

    def check(self) -> None:
        """Repair the file system, as a server does when it starts."""
        done = subprocess.run(["e2fsck", "-p", self.image], capture_output=True, text=True, check=False)
        # 1: it had faults, and has none
        assert done.returncode <= 1, done.stdout + done.stderr


@contextmanager
def small_disk(folder: Path, *folders: str) -> Iterator[Disk]:
    """Create a disk with these folders on it."""
    disk = Disk(folder / "disk.ext4", folder / "disk")
    disk.path.mkdir()
    with disk.image.open("wb") as image:
        image.truncate(MEGABYTES * 1_000_000)
    # -m 0: keep no room for root, who fills it; -b: as on larger disks, and no file is too small for one
    _run("mkfs.ext4", "-q", "-m", "0", "-b", "4096", str(disk.image))
    disk.mount()
    try:
        for name in folders:
            (disk.path / name).mkdir()
        yield disk
    finally:
        disk.unmount()


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stdout}{done.stderr}"
    return done.stdout.strip()
