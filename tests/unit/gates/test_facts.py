"""What the host streams, as tar(1) writes it."""

import io
import subprocess
from pathlib import Path

from gates.facts import NO_COMMAND, Fact, read_facts


def streamed(directory: Path) -> io.BytesIO:
    done = subprocess.run(["tar", "--create", "--directory", str(directory), "."], capture_output=True, check=True)
    return io.BytesIO(done.stdout)


def write(directory: Path, name: str, output: bytes, errors: str = "", status: int = 0) -> None:
    (directory / name).write_bytes(output)
    (directory / f"{name}.errors").write_text(errors)
    (directory / f"{name}.status").write_text(f"{status}\n")


def test_reads_what_each_command_printed_and_how_it_ended(tmp_path: Path) -> None:
    write(tmp_path, "ufw", b"", "ERROR: You need to be root\n", 1)
    write(tmp_path, "sockets", b"LISTEN\n")
    assert read_facts(streamed(tmp_path)) == {
        "ufw": Fact("", "ERROR: You need to be root\n", 1),
        "sockets": Fact("LISTEN\n"),
    }


def test_takes_quotes_and_broken_bytes_as_they_come(tmp_path: Path) -> None:
    write(tmp_path, "odd", b'"\\ \xff\n')
    assert read_facts(streamed(tmp_path))["odd"].output == '"\\ \N{REPLACEMENT CHARACTER}\n'


def test_a_fact_that_was_not_collected_is_a_command_that_is_not_there(tmp_path: Path) -> None:
    missing = read_facts(streamed(tmp_path))["ufw"]
    assert (missing.ok, missing.status) == (False, NO_COMMAND)


def test_complains_with_the_last_line_of_the_errors_or_else_of_the_output() -> None:
    assert Fact("out\n", "first\nlast\n", 1).complaint == "last"
    assert Fact("one\ntwo\n", "", 1).complaint == "two"
    assert Fact("", "", 3).complaint == "exit status 3"
