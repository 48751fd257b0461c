"""The client as others install it: what `make client` builds, without index and repository, on every Python there is."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSIONS = ("3.10", "3.11", "3.12", "3.13")
WORKSTATION = "receipt-ocr-test/workstation"
EXAMPLE = """
from receipt_ocr_client import Client, Refused


def total(path: str) -> float | None:
    with Client("https://ocr.example.com") as client:
        try:
            receipt = client.read(path)
        except Refused as problem:
            raise SystemExit(problem.detail) from problem
        found = receipt["totals"]["total_amount"]
        return found["value"] if found and found["confidence"] >= 0.9 else None
"""


def interpreter(version: str) -> str | None:
    """Return a Python of a version: of pyenv, of uv, or of the system."""
    patterns = (f".pyenv/versions/{version}.*/bin/python", f".local/share/uv/python/cpython-{version}.*/bin/python")
    found = [str(path) for pattern in patterns for path in Path.home().glob(pattern)]
    return found[0] if found else shutil.which(f"python{version}")


def run(*command: object, cwd: Path, status: int = 0) -> str:
    """Run a command; return all that it says."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a copy of the client, not to replace what somebody has built here."""
    copy = tmp_path_factory.mktemp("client") / "python"
    shutil.copytree(ROOT / "clients/python", copy, ignore=shutil.ignore_patterns("dist", "__pycache__"))
    # the environment that runs this is used as it is, even where a lock is newer
    run("make", "--silent", "--old-file=.venv-test/.complete", "client", f"CLIENT={copy}", cwd=ROOT)
    return copy / "dist"


@pytest.fixture(scope="module", params=VERSIONS)
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Return the programs of an environment into which the client was installed."""
    python = interpreter(request.param)
    if python is None:
        pytest.skip(f"needs Python {request.param}: uv python install {request.param}")
    folder = tmp_path_factory.mktemp("installed")
    # pip from outside: to install it as well takes longer than the client
    run(python, "-m", "venv", "--without-pip", folder, cwd=folder)
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin/python", "install", "--quiet", "--no-compile")
    run(*pip, "--no-index", "--find-links", dist, "receipt-ocr-client[program]", cwd=folder)
    return folder / "bin"


def test_runs(installed: Path, tmp_path: Path) -> None:
    assert "receipt-ocr read scans/" in run(installed / "receipt-ocr", "read", "--help", cwd=tmp_path)
    said = run(installed / "receipt-ocr", "ready", "--url", "http://127.0.0.1:9", cwd=tmp_path, status=1)
    assert "does not answer" in said


def test_a_users_program_is_checked_by_its_types(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "right.py").write_text(EXAMPLE)
    (tmp_path / "wrong.py").write_text(EXAMPLE.replace('"total_amount"', '"sum"'))
    mypy = (sys.executable, "-m", "mypy", "--strict", "--python-executable", installed / "python")
    said = run(*mypy, "right.py", "wrong.py", cwd=tmp_path, status=1)
    assert 'wrong.py:11: error: TypedDict "Totals" has no key "sum"' in said
    assert "right.py" not in said


def test_uses_nothing_that_the_oldest_python_has_not(tmp_path: Path) -> None:
    mypy = (sys.executable, "-m", "mypy", "--python-version", VERSIONS[0], "--cache-dir", tmp_path)
    run(*mypy, "clients/python/src", cwd=ROOT)


@pytest.mark.skipif(shutil.which("docker") is None, reason="needs Docker")
def test_pipx_installs_it_without_network_on_debian_13(dist: Path) -> None:
    (command,) = re.findall(r"^\$ (pipx install .*)$", (ROOT / "clients/python/README.md").read_text(), re.MULTILINE)
    run("docker", "build", "--quiet", "--tag", WORKSTATION, "tests/support/workstation", cwd=ROOT)
    script = f"cd / && {command} && ~/.local/bin/receipt-ocr ready --url http://127.0.0.1:9; python3 --version"
    said = run(
        "docker", "run", "--rm", "--network", "none", "--volume", f"{dist}:/dist:ro", WORKSTATION, "sh", "-c", script,
        cwd=ROOT,
    )  # fmt: skip
    assert "http://127.0.0.1:9 does not answer" in said
    assert f"Python {VERSIONS[-1]}." in said
