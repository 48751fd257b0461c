"""apt.sh: what this machine's apt is asked, with the real apt and a repository of one directory."""

import hashlib
import shutil
from pathlib import Path

import pytest

from tests.unit.host.conftest import HOST, Machine

pytestmark = pytest.mark.skipif(shutil.which("apt-get") is None, reason="apt is only on Debian and its relatives")

ONE_LINE = "deb [trusted=yes signed-by=/usr/share/keyrings/mirror.gpg] {uri} trixie main\n"
DEB822 = "Types: deb\nURIs: {uri}\nSuites: trixie\nComponents: main\nTrusted: yes\nSigned-By: /usr/share/keyrings/mirror.gpg\n"
UNSIGNED = "deb [trusted=yes] {uri} trixie main\n"
# apt lists no source without packages.
PACKAGE = b"Package: any\nVersion: 1\nArchitecture: all\nFilename: any.deb\nSize: 1\n\n"


def repository(root: Path) -> str:
    dists = root / "dists" / "trixie"
    packages = dists / "main" / "binary-amd64" / "Packages"
    packages.parent.mkdir(parents=True)
    packages.write_bytes(PACKAGE)
    digest = hashlib.sha256(PACKAGE).hexdigest()
    (dists / "Release").write_text(
        "Codename: trixie\nSuite: stable\nArchitectures: amd64\nComponents: main\n"
        f"Date: Thu, 01 Jan 2026 00:00:00 UTC\nSHA256:\n {digest} {len(PACKAGE)} main/binary-amd64/Packages\n"
    )
    return f"file:{root}/"


@pytest.fixture
def apt(machine: Machine, tmp_path: Path) -> Machine:
    """Return a machine whose apt has its sources and lists in a directory of the test's."""
    (machine.root / "bin" / "apt-get").unlink()
    for directory in ("etc/sources.list.d", "lists/partial", "cache"):
        (tmp_path / directory).mkdir(parents=True)
    config = tmp_path / "apt.conf"
    config.write_text(
        f'Dir::Etc "{tmp_path}/etc/";\nDir::State::lists "{tmp_path}/lists/";\nDir::Cache "{tmp_path}/cache/";\n'
        'APT::Architecture "amd64";\nAPT::Architectures { "amd64"; };\nAPT::Sandbox::User "";\n'
    )
    machine.environment["APT_CONFIG"] = str(config)
    return machine


def ask(apt: Machine, *question: str) -> str:
    done = apt.run("bash", "-euo", "pipefail", "-c", f'. {HOST}/lib/apt.sh; "$@"', "ask", *question)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(("name", "source"), [("a.list", ONE_LINE), ("a.sources", DEB822)])
def test_finds_mirror_and_keyring_in_either_format_of_sources(
    apt: Machine, tmp_path: Path, name: str, source: str
) -> None:
    uri = repository(tmp_path / "mirror")
    (tmp_path / "etc/sources.list.d" / name).write_text(source.format(uri=uri))
    assert ask(apt, "apt_source", "trixie", "REPO_URI") == uri
    assert ask(apt, "apt_keyring", "trixie") == "/usr/share/keyrings/mirror.gpg"


def test_takes_debians_keyring_where_a_source_names_none(apt: Machine, tmp_path: Path) -> None:
    (tmp_path / "etc/sources.list").write_text(UNSIGNED.format(uri=repository(tmp_path / "mirror")))
    assert ask(apt, "apt_keyring", "trixie") == "/usr/share/keyrings/debian-archive-keyring.gpg"


def test_prints_nothing_for_a_release_without_a_source(apt: Machine, tmp_path: Path) -> None:
    (tmp_path / "etc/sources.list").write_text(UNSIGNED.format(uri=repository(tmp_path / "mirror")))
    assert ask(apt, "apt_source", "bookworm", "REPO_URI") == ""


def test_installs_only_what_is_missing(machine: Machine) -> None:
    machine.program("id", "echo 0")
    machine.program("dpkg-query", '[ "${@: -1}" = missing ] || echo ii')
    ask(machine, "apt_need", "there", "missing")
    (install,) = machine.called("apt-get install")
    assert install.endswith(" missing")
    assert " there" not in install


def test_names_the_missing_packages_to_someone_without_root(machine: Machine) -> None:
    machine.program("id", "echo 1000")
    machine.program("dpkg-query", "exit 1")
    done = machine.run("bash", "-c", f". {HOST}/lib/apt.sh; apt_need chromium")
    assert done.returncode == 1
    assert "chromium" in done.stderr
    assert machine.called("apt-get") == []
