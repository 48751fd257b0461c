"""Facts of the host by name, from its tar stream: what a command printed there, and its exit status."""

import tarfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

# A shell's own: there is no such command. So is a fact that nobody collected.
NO_COMMAND = 127


@dataclass(frozen=True)
class Fact:
    """The output of a command, its error output, and its exit status."""

    output: str = ""
    errors: str = ""
    status: int = 0

    @property
    def ok(self) -> bool:
        """Whether the command succeeded."""
        return self.status == 0

    @property
    def complaint(self) -> str:
        """The last line that the command printed, its errors first."""
        lines = (self.errors.strip() or self.output.strip()).splitlines()
        return lines[-1].strip() if lines else f"exit status {self.status}"


class Facts(dict[str, Fact]):
    """Facts by name; one that was not collected is a command that was not found."""

    def __missing__(self, name: str) -> Fact:
        return Fact(errors=f"{name} was not collected", status=NO_COMMAND)


def read_facts(stream: IO[bytes]) -> Facts:
    """Read the stream of host/lib/facts.sh: for each fact the files NAME, NAME.errors and NAME.status."""
    texts: dict[str, str] = {}
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            if file := archive.extractfile(member):
                texts[PurePath(member.name).name] = file.read().decode(errors="replace")
    names = [name.removesuffix(".status") for name in texts if name.endswith(".status")]
    return Facts({name: Fact(texts[name], texts[f"{name}.errors"], int(texts[f"{name}.status"])) for name in names})
