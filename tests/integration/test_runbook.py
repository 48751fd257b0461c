"""Every command that README.md and docs/operations.md name is run, in the documents' order, on a real appliance."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.appliance import wait_until
from tests.support.clone import Clone, clone, commit
from tests.support.documented import commands
from tests.support.edge.site import FETCH_ROOT, authority_settings, make_authority_files
from tests.support.runbook import DOCUMENTS, NOT_RUN, ROOT
from tests.support.short import few_lines, read_enough

SAMPLE = ROOT / "services/healthcheck/sample-receipt.jpg"
NAME = "ocr.example.com"
NAMED = dict.fromkeys(command for document in DOCUMENTS for command in commands(document))
RUN = [command for command in NAMED if command not in NOT_RUN]
# these want an authority; all others are run on an appliance as `make up` leaves it
PUBLIC = [command for command in RUN if command.startswith("make cert-renew") or f"https://{NAME}" in command]
# make's own status when what it runs says that something is missing: here a firewall and a public certificate, somebody
# to tell of trouble, and other machines
MISSING = {
    "make gates": "not checked",
    "make alert-test": "no channel for alerts is configured",
    **{command: "make cluster-init first" for command in NAMED if command.startswith("make cluster-")},
}


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    with clone(tmp_path_factory.mktemp("runbook")) as made:
        made.run("make up")
        picture = made.path / "short.jpg"
        picture.write_bytes(few_lines())
        subprocess.run(read_enough(picture, made.ports["OCR_PORT"]), check=True)
        # what the documents take for granted: pictures, a passphrase, and a new version to pull
        shutil.copy(SAMPLE, made.path / "receipt.jpg")
        Image.open(SAMPLE).convert("RGB").save(made.path / "scan.pdf")
        (made.path / "passphrase").write_text("correct horse battery staple\n")
        dockerfile = made.origin / "services/healthcheck/Dockerfile"
        dockerfile.write_text(dockerfile.read_text() + "LABEL release=two\n")
        commit(made.origin)
        # the ports and the names of the documents lead to the clone
        ways = [
            f'connect-to = "127.0.0.1:8100:127.0.0.1:{made.ports["OCR_PORT"]}"',
            f'connect-to = "::127.0.0.1:{made.ports["SITE_HTTPS_PORT"]}"',
        ]
        (made.path / ".curlrc").write_text("\n".join(ways) + "\nfail-with-body\n")
        yield made


@pytest.fixture(scope="module")
def public(local: Clone, tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """Go live, at an authority of our own."""
    authority = tmp_path_factory.mktemp("authority")
    make_authority_files(authority)
    settings = {**authority_settings(authority), "SITE_DOMAIN": NAME, "SITE_EMAIL": "ops@example.com"}
    local.configure(COMPOSE_FILE="compose.yaml:tests/support/edge/private.yaml", **settings)
    local.run("make up")
    wait_until(lambda: "Pebble" in local.run("make cert-status", check=False).stdout, seconds=180)
    (local.path / "root.pem").write_text(local.appliance.inside("certbot", "python", "-c", FETCH_ROOT))
    return local


def filled(command: str, made: Clone) -> str:
    """Put in what a reader puts in."""
    given = {"<this repository>": str(made.origin), "/root/backup-passphrase": str(made.path / "passphrase")}
    for placeholder, value in given.items():
        command = command.replace(placeholder, value)
    # Ctrl-C, as the document says
    return f"timeout --signal INT 5 {command}" if command.startswith("make logs") else command


def follow(command: str, made: Clone) -> subprocess.CompletedProcess[str]:
    if "make restore" in command:
        # an empty machine
        made.run("docker compose down --volumes && rm .env")
    environment = {
        "CURL_HOME": str(made.path),
        "CURL_CA_BUNDLE": str(made.path / "root.pem"),
        "PATH": f"{ROOT}/.venv-test/bin:{os.environ['PATH']}",
    }
    return made.run(filled(command, made), environment, check=False)


@pytest.mark.parametrize("command", [command for command in RUN if command not in PUBLIC])
def test_does_what_it_says(local: Clone, command: str) -> None:
    done = follow(command, local)
    if command == "make down":
        local.run("make up")

    if command in MISSING:
        assert done.returncode == 2
        assert MISSING[command] in done.stdout
    elif command.startswith("make logs"):
        assert len(done.stdout.splitlines()) > 2
    else:
        assert done.returncode == 0, done.stdout[-3000:]


def test_the_screens_say_what_the_runbook_promises(local: Clone) -> None:
    assert re.search(r"^ *ocr +healthy", local.run("make status").stdout, re.MULTILINE)
    local.appliance.read(Path(SAMPLE).read_bytes(), direct=False)
    (last,) = local.run("make requests STATUS=200 | tail -n 1").stdout.splitlines()
    assert last.split()[2:4] == ["200", "ocr"]
    assert local.run("make requests STATUS=418").stdout == ""


@pytest.mark.parametrize("command", PUBLIC)
def test_does_what_it_says_on_a_public_site(public: Clone, command: str) -> None:
    done = follow(command, public)

    assert done.returncode == 0, done.stdout[-3000:]


def test_names_no_command_that_is_not_run_without_a_reason() -> None:
    assert all(NOT_RUN.values())
    assert len(RUN) > 3 * len(NOT_RUN)
