"""A child process that answers each line of text with a line of JSON."""

import json
import os
import subprocess
from collections.abc import Mapping
from typing import Any

from bench.labelled import ROOT


class Child:
    """A running process that answers each line of its standard input with one of JSON."""

    def __init__(self, *command: str, environment: Mapping[str, str]) -> None:
        """Start the process in the repository, with these environment variables added to this process's."""
        self._command = " ".join(command)
        self._process = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=os.environ | environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def ask(self, line: object) -> dict[str, Any]:
        """Send a line and return the answer."""
        print(line, file=self._process.stdin, flush=True)
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """Return the next answer; stop the program where the process has ended."""
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise SystemExit(f"a reader has ended: run {self._command} to see why")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End its input and wait for its end."""
        self._process.communicate()
