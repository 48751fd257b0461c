"""The client as others install it: from its wheel, without an index and without the repository, on every Python there is."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "clients/python"
VERSIONS = ("3.10", "3.11", "3.12", "3.13")
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
WRONG = EXAMPLE.replace('"total_amount"', '"sum"')


def interpreter(version: str) -> str | None:
    """Return a Python of a version: of the system, or of pyenv."""
    found = [*Path.home().glob(f".pyenv/versions/{version}.*/bin/python")]
    return str(found[0]) if found else shutil.which(f"python{version}")


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=PACKAGE)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.parametrize("version", VERSIONS)
def test_installs_without_an_index_and_runs(wheel: Path, tmp_path: Path, version: str) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    inside, wheels = tmp_path / "venv/bin", tmp_path / "wheels"
    run(python, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    run(inside / "python", "-m", "pip", "download", "--quiet", "--dest", wheels, f"{wheel}[program]", cwd=tmp_path)
    offline = ("--no-index", "--find-links", wheels)
    run(inside / "python", "-m", "pip", "install", "--quiet", *offline, "receipt-ocr-client[program]", cwd=tmp_path)

    assert "receipt-ocr read scans/" in run(inside / "receipt-ocr", "read", "--help", cwd=tmp_path)
    url = ("--url", "http://127.0.0.1:9")
    done = subprocess.run(
        [inside / "receipt-ocr", "ready", *url], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, "gives no answer" in done.stderr) == (1, True)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_users_program_is_checked_by_its_types(tmp_path: Path, version: str) -> None:
    (tmp_path / "right.py").write_text(EXAMPLE)
    (tmp_path / "wrong.py").write_text(WRONG)
    (tmp_path / "mypy.ini").write_text(f"[mypy]\nmypy_path = {PACKAGE / 'src'}\n")
    mypy = (sys.executable, "-m", "mypy", "--strict", "--python-version", version)
    run(*mypy, "right.py", cwd=tmp_path)
    wrong = subprocess.run([*mypy, "wrong.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert 'TypedDict "Totals" has no key "sum"' in wrong.stdout
