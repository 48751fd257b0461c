"""Backup and restore, against an authority of our own that would see every order."""

import os
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.appliance import wait_until
from tests.support.clone import ROOT, Clone, clone
from tests.support.edge.site import FETCH_ROOT, NAME, authority_settings, make_authority_files
from tests.support.hosts.machine import AUTHORITY
from tests.support.short import few_lines, read_enough

BANNED = "203.0.113.7"
PASSPHRASE = "correct horse battery staple"
VOLUMES = ("acme-state", "bans", "certificates", "ocr-state", "self-signed")
# written again all the time, or by every run
VOLATILE = r"status\.json|ledger\.json|/logs|\.log|resolved\.json"


@dataclass(frozen=True)
class State:
    """What an operator wants back: as clients see it, and as it lies on the volumes with owner and mode."""

    certificate: str
    settings: str
    files: tuple[str, ...]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    files = tmp_path_factory.mktemp("authority")
    make_authority_files(files)
    with clone(tmp_path_factory.mktemp("backup")) as made:
        (files / "front.yaml").write_text(
            f"services: {{front: {{extends: {{file: {made.path}/tests/support/edge/certificates.yaml, service: front}}}}}}\n"
        )
        made.configure(COMPOSE_FILE=f"compose.yaml:{files}/front.yaml", **authority_settings(files))
        # the way from the authority to port 80; it makes the network that they share
        made.run("docker compose up --detach --no-deps front")
        with authority(made, files):
            made.run("make up")
            wait_until(lambda: "Pebble" in made.run("make cert-status", check=False).stdout, seconds=180)
            # whom the authority signs with is made at its start; clients of a private authority know it
            with (files / "root.pem").open("a") as roots:
                roots.write(made.appliance.inside("certbot", "python", "-c", FETCH_ROOT))
            made.run(f"make ban IP={BANNED}")
            made.run("make key NAME=odoo")
            yield made


@contextmanager
def authority(made: Clone, files: Path) -> Iterator[None]:
    """Run the authority, which is another machine's: it outlives the appliance, and remembers accounts."""
    name = f"{made.project}-authority"
    command = (
        "docker", "run", "--detach", "--init", "--name", name, "--volume", f"{files}:/authority:ro",
        "--network", f"{made.project}_edge", "--network-alias", "ca.test", "--env", "PEBBLE_VA_NOSLEEP=1", AUTHORITY,
    )  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True)
        yield
    finally:
        subprocess.run(["docker", "rm", "--force", name], check=False, capture_output=True)


@pytest.fixture(scope="module")
def passphrase_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "passphrase"
    path.write_text(PASSPHRASE + "\n")
    return path


@pytest.fixture(scope="module")
def archive(live: Clone, passphrase_file: Path) -> Path:
    """Back the running appliance up."""
    said = live.run("make backup", {"BACKUP_PASSPHRASE_FILE": str(passphrase_file)}).stdout
    found = re.search(r"^(/\S+): \d+ files, \d+ bytes, verified$", said, re.MULTILINE)
    assert found, said
    return Path(found[1])


def served_certificate(live: Clone) -> str:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    address = ("127.0.0.1", live.ports["SITE_HTTPS_PORT"])
    with (
        socket.create_connection(address, timeout=5) as connection,
        context.wrap_socket(connection, server_hostname=NAME) as secured,
    ):
        return ssl.DER_cert_to_PEM_cert(secured.getpeercert(binary_form=True) or b"")


def files(live: Clone) -> tuple[str, ...]:
    """List all that is on the volumes: name, owner, mode, and where links point."""
    mounts = [word for volume in VOLUMES for word in ("--volume", f"{live.project}_{volume}:/v/{volume}:ro")]
    listing = ["find", "/v", "-mindepth", "1", "-printf", "%P %U:%G %m %l\\n"]
    done = subprocess.run(
        ["docker", "run", "--rm", *mounts, "debian:trixie-slim", *listing], capture_output=True, text=True, check=True
    )
    return tuple(sorted(line for line in done.stdout.splitlines() if not re.search(VOLATILE, line)))


def state(live: Clone) -> State:
    return State(served_certificate(live), (live.path / ".env").read_text(), files(live))


def asked(live: Clone) -> int:
    """Count everything that the authority has been asked."""
    return live.run(f"docker logs {live.project}-authority").stdout.count("-> calling handler()")


def drops(live: Clone, address: str) -> bool:
    table = f"bans-{live.project}"
    return address in live.appliance.inside("fail2ban", "nft", "list", "set", "inet", table, "banned4")


def test_writes_one_file_for_its_owner_alone_and_encrypted(archive: Path, tmp_path: Path) -> None:
    assert archive.parent.name == "backups"
    assert archive.name.endswith(".tar.gz.gpg")
    assert archive.stat().st_mode & 0o777 == 0o600
    assert list(archive.parent.iterdir()) == [archive]
    # PGP's number of AES-256
    assert "cipher 9," in packets(archive, tmp_path)


def packets(archive: Path, directory: Path) -> str:
    """Return what PGP can see without the passphrase."""
    command = ["gpg", "--homedir", str(directory), "--batch", "--list-packets", "--list-only", str(archive)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_holds_settings_certificates_account_and_bans_and_no_logs(live: Clone, tmp_path: Path) -> None:
    said = live.run(f"make backup FILE={tmp_path}/plain.tar.gz").stdout
    assert "private keys are inside" in said
    with tarfile.open(tmp_path / "plain.tar.gz") as opened:
        names = opened.getnames()
        members = {name: opened.getmember(name) for name in names}

    assert {"manifest", "SHA256SUMS", "settings", "volumes/bans/fail2ban.sqlite3"} <= set(names)
    assert {name.split("/")[1] for name in names if name.startswith("volumes/")} == set(VOLUMES)
    assert [name for name in names if re.fullmatch(r"volumes/acme-state/.*/accounts/.*/private_key\.json", name)]
    keys = [member for name, member in members.items() if re.search(r"certificates/2.*/privkey\.pem$", name)]
    assert [(key.uid, key.gid, key.mode) for key in keys] == [(10003, 10003, 0o640)]
    assert members["volumes/certificates/current"].issym()


def test_restored_on_an_empty_machine_all_is_as_before_and_the_authority_is_not_asked(
    live: Clone, archive: Path, passphrase_file: Path
) -> None:
    before = state(live)
    orders = asked(live)
    assert orders > 1
    live.run("docker compose down --volumes")
    (live.path / ".env").unlink()

    live.run(f"make restore FILE={archive}", {"BACKUP_PASSPHRASE_FILE": str(passphrase_file)})

    assert state(live) == before
    assert drops(live, BANNED)
    assert BANNED in live.run("make bans").stdout
    assert "odoo" in live.run("make keys").stdout
    assert live.appliance.request("GET", "/keys", direct=True).json["required"] is True
    assert re.search("attempt .* issued", live.run("make cert-status").stdout)
    assert asked(live) == orders
    # it was there to be asked
    reach = "import ssl, urllib.request as r; r.urlopen('https://ca.test:14000/dir', context=ssl.create_default_context(cafile='/run/secrets/acme_ca'))"
    live.appliance.inside("certbot", "python", "-c", reach)
    assert asked(live) == orders + 1


def test_does_not_replace_what_is_there_unless_told(live: Clone, archive: Path, passphrase_file: Path) -> None:
    before = state(live)
    live.run(f"make unban IP={BANNED}")
    (live.path / ".env").write_text(before.settings + "OCR_QUEUE_LENGTH=3\n")
    containers = live.run("docker compose ps --quiet").stdout
    restore, secret = f"make restore FILE={archive}", {"BACKUP_PASSPHRASE_FILE": str(passphrase_file)}

    refused = live.run(restore, secret, check=False)
    assert refused.returncode != 0
    for named in ("would replace", ".env", f"{live.project}_bans", f"{live.project}_certificates", "FORCE=1"):
        assert named in refused.stdout
    assert live.run("docker compose ps --quiet").stdout == containers
    assert not drops(live, BANNED)

    live.run(f"{restore} FORCE=1", secret)
    assert state(live) == before
    assert drops(live, BANNED)


def test_an_archive_of_before_there_were_keys_leaves_those_that_are_here(live: Clone, tmp_path: Path) -> None:
    live.run(f"make backup FILE={tmp_path}/new.tar.gz")
    without = "rm -r volumes/ocr-state; sed -i /ocr-state/d SHA256SUMS; tar -czf ../old.tar.gz *"
    live.run(f"mkdir {tmp_path}/old && cd {tmp_path}/old && tar -xzf ../new.tar.gz && {without}")
    live.run(f"make restore FILE={tmp_path}/old.tar.gz FORCE=1")
    assert "odoo" in live.run("make keys").stdout


def test_what_was_restored_is_fit_for_production(live: Clone, tmp_path: Path) -> None:
    """After the tests above: all that the gates can see where no firewall is."""
    picture = tmp_path / "short.jpg"
    picture.write_bytes(few_lines())
    key = live.run("make --silent key NAME=reader 2>/dev/null").stdout.strip()
    subprocess.run(read_enough(picture, live.ports["OCR_PORT"], key=key), check=True)
    said = live.run("make gates", check=False).stdout
    states = dict(re.findall(r"^ *([1-8]) .* (pass|fail|not checked)$", said, re.MULTILINE))

    assert {number for number, state in states.items() if state == "pass"} == set("1234678"), said


def truncated(archive: Path, directory: Path) -> Path:
    path = directory / "truncated"
    path.write_bytes(archive.read_bytes()[:-200])
    return path


def altered(archive: Path, directory: Path) -> Path:
    path, content = directory / "altered", bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


def foreign(archive: Path, directory: Path) -> Path:
    path = directory / "foreign.tar.gz"
    with tarfile.open(path, "w:gz") as opened:
        opened.add(__file__, "volumes/certificates/current")
    return path


def text(archive: Path, directory: Path) -> Path:
    return ROOT / "README.md"


def absent(archive: Path, directory: Path) -> Path:
    return directory / "absent"


def unfaithful(archive: Path, directory: Path) -> Path:
    """Make a well-formed archive whose content is not what its checksums say."""
    path = directory / "unfaithful.tar.gz"
    content = directory / "content"
    with tarfile.open(directory / "plain.tar.gz") as opened:
        opened.extractall(content, filter="tar")
    with (content / "settings").open("a") as settings:
        settings.write("SITE_DOMAIN=evil.example\n")
    with tarfile.open(path, "w:gz") as opened:
        for name in ("manifest", "SHA256SUMS", "settings", "volumes"):
            opened.add(content / name, name)
    return path


@pytest.mark.parametrize("broken", [truncated, altered, foreign, text, absent, unfaithful])
def test_a_file_that_is_no_whole_backup_changes_nothing(
    live: Clone, archive: Path, passphrase_file: Path, tmp_path: Path, broken: object
) -> None:
    live.run(f"make backup FILE={tmp_path}/plain.tar.gz")
    assert callable(broken)
    path = broken(archive, tmp_path)
    before, containers = state(live), live.run("docker compose ps --quiet").stdout

    refused = live.run(
        f"make restore FILE={path} FORCE=1", {"BACKUP_PASSPHRASE_FILE": str(passphrase_file)}, check=False
    )

    assert refused.returncode != 0
    assert "error: " in refused.stdout
    assert str(path) in refused.stdout
    assert state(live) == before
    assert live.run("docker compose ps --quiet").stdout == containers


@pytest.mark.parametrize("passphrase", ["wrong", ""])
def test_without_the_right_passphrase_nothing_changes(live: Clone, archive: Path, passphrase: str) -> None:
    before, containers = state(live), live.run("docker compose ps --quiet").stdout

    refused = live.run(f"make restore FILE={archive} FORCE=1", {"BACKUP_PASSPHRASE": passphrase}, check=False)

    assert refused.returncode != 0
    assert "passphrase" in refused.stdout
    assert state(live) == before
    assert live.run("docker compose ps --quiet").stdout == containers


def test_the_passphrase_is_seen_by_nobody(live: Clone, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("docker", "gpg", "tar", "mv"):
        path = tools / tool
        path.write_text(
            f'#!/bin/bash\n{{ echo "{tool} $*"; env; }} >>{tmp_path}/seen\nexec {shutil.which(tool)} "$@"\n'
        )
        path.chmod(0o755)
    environment = {"BACKUP_PASSPHRASE": PASSPHRASE, "PATH": f"{tools}:{os.environ['PATH']}"}
    said = live.run(f"make backup FILE={tmp_path}/x.gpg", environment).stdout

    seen = (tmp_path / "seen").read_text()
    assert "gpg --homedir" in seen
    assert PASSPHRASE not in seen + said
    given_late = live.run(f"make backup BACKUP_PASSPHRASE='{PASSPHRASE}'", check=False)
    assert given_late.returncode != 0
    assert "before" in given_late.stdout


def test_waits_for_certbot_to_finish(live: Clone, tmp_path: Path) -> None:
    hold = "import fcntl, time; f = open('/var/lib/acme/lock', 'w'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); time.sleep(6)"
    container = live.appliance.container("certbot")
    with subprocess.Popen(["docker", "exec", container, "python", "-c", hold], stdout=subprocess.PIPE) as order:
        assert order.stdout is not None
        assert order.stdout.readline() == b"held\n"
        started = time.monotonic()
        live.run(f"make backup FILE={tmp_path}/x.tar.gz")
        assert time.monotonic() - started > 5


def test_copies_whole_what_is_written_to_meanwhile(live: Clone, tmp_path: Path) -> None:
    writing = {
        "fail2ban": "import sqlite3, time\nend = time.time() + 8\n"
        "db = sqlite3.connect('/var/lib/fail2ban/fail2ban.sqlite3', timeout=9)\n"
        "db.execute('create table if not exists busy (n)')\n"
        "while time.time() < end:\n    db.execute('insert into busy values (1)'); db.commit(); time.sleep(0.005)",
        "certbot": "import pathlib, time\nend = time.time() + 8\nfile = pathlib.Path('/certificates/.status.json.new')\n"
        "while time.time() < end:\n    file.write_text('{}'); file.unlink()",
    }
    busy = [
        subprocess.Popen(["docker", "exec", live.appliance.container(service), "python3", "-c", script])
        for service, script in writing.items()
    ]
    for number in range(3):
        live.run(f"make backup FILE={tmp_path}/{number}.tar.gz")
    statuses = [process.wait() for process in busy]

    # certbot's own service renames that file under our hands now and then
    assert statuses[0] == 0
    with tarfile.open(tmp_path / "2.tar.gz") as opened:
        opened.extract("volumes/bans/fail2ban.sqlite3", tmp_path, filter="tar")
    with sqlite3.connect(tmp_path / "volumes/bans/fail2ban.sqlite3") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("select count(*) from bips where ip = ?", (BANNED,)).fetchone() == (1,)
        assert database.execute("select count(*) from busy").fetchone() > (10,)


def test_a_backup_that_fails_leaves_no_file(live: Clone, tmp_path: Path) -> None:
    taken = tmp_path / "taken.tar.gz"
    taken.write_text("mine")
    assert live.run(f"make backup FILE={taken}", check=False).returncode != 0
    unreadable = {"BACKUP_PASSPHRASE_FILE": str(tmp_path / "absent"), "TMPDIR": str(tmp_path)}
    assert live.run(f"make backup FILE={tmp_path}/x.gpg", unreadable, check=False).returncode != 0

    assert taken.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [taken]


def test_works_while_the_appliance_is_stopped(live: Clone, tmp_path: Path) -> None:
    before = state(live)
    live.run("make down")
    live.run(f"make backup FILE={tmp_path}/stopped.tar.gz")
    live.run(f"make restore FILE={tmp_path}/stopped.tar.gz FORCE=1")

    assert state(live) == before
    assert drops(live, BANNED)
    assert live.appliance.run("ps --quiet ocr")


def test_keeps_what_there_is_of_an_appliance_that_is_older_than_keys(live: Clone, tmp_path: Path) -> None:
    """The last test: as after git has brought what writes keys, and before `make up` has started it."""
    live.run(f"docker compose rm --stop --force ocr && docker volume rm {live.project}_ocr-state")
    live.run(f"make backup FILE={tmp_path}/older.tar.gz")

    with tarfile.open(tmp_path / "older.tar.gz") as opened:
        kept = {name.split("/")[1] for name in opened.getnames() if name.startswith("volumes/")}
    assert kept == set(VOLUMES) - {"ocr-state"}
    assert f"{live.project}_ocr-state" not in live.run("docker volume ls").stdout
