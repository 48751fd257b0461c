"""odoo.sh: which checkouts it takes, and what it installs for them."""

from pathlib import Path

import pytest

from tests.unit.host.conftest import Machine

# as in Odoo 19.0's own file, its ends of line included
CONTROL = (
    "Source: odoo\r\n\r\nPackage: odoo\r\nDepends:\r\n ${misc:Depends},\r\n adduser,\r\n python3-babel,\r\n"
    "# After lxml 5.2, lxml-html-clean is in a separate package\r\n"
    " python3-lxml-html-clean | python3-lxml,\r\n python3-pypdf2 | python3-pypdf,\r\nPre-Depends: python3-no,\r\n"
)
VERSION = "version_info = ({}, {}, 0, FINAL, 0, '')\n"
ALWAYS = "postgresql chromium python3-websocket"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return what is asked for of a checkout of Odoo 19.0."""
    directory = tmp_path / "odoo"
    for path, text in {"odoo-bin": "", "odoo/release.py": VERSION.format(19, 0), "debian/control": CONTROL}.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, newline="")
    return directory


def release(machine: Machine, *packages: str) -> None:
    """Make it a release that has these packages, none of them installed."""
    machine.program("id", "echo 0")
    machine.program("dpkg-query", "exit 1")
    machine.program(
        "apt-cache",
        f"case ' {' '.join(packages)} ' in *\" $2 \"*) echo 'Candidate: 1' ;; *) echo 'Candidate: (none)' ;; esac",
    )


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        (("python3-babel", "python3-lxml", "python3-pypdf2"), "python3-babel python3-lxml python3-pypdf2"),
        (
            ("python3-babel", "python3-lxml", "python3-lxml-html-clean", "python3-pypdf"),
            "python3-babel python3-lxml-html-clean python3-pypdf",
        ),
    ],
    ids=["Debian 12", "Debian 13"],
)
def test_installs_of_alternatives_the_one_that_the_release_has(
    machine: Machine, scripts: Path, checkout: Path, packages: tuple[str, ...], expected: str
) -> None:
    release(machine, *packages)
    done = machine.run(scripts / "odoo.sh", checkout)
    assert done.returncode == 0, done.stderr
    (install,) = machine.called("apt-get install")
    assert install.endswith(f"{expected} {ALWAYS}")


def test_says_how_to_get_a_checkout_where_none_is_named(machine: Machine, scripts: Path) -> None:
    done = machine.run(scripts / "odoo.sh")
    assert done.returncode == 1
    assert "git clone" in done.stderr
    assert "ODOO_SRC" in done.stderr


def test_says_that_a_directory_is_no_checkout(machine: Machine, scripts: Path, tmp_path: Path) -> None:
    done = machine.run(scripts / "odoo.sh", tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path} is not a checkout of Odoo" in done.stderr


@pytest.mark.parametrize(
    ("written", "found"), [(VERSION.format(18, 0), "18.0"), (VERSION.format("'saas~19'", 1), "an unknown version")]
)
def test_refuses_another_version_by_its_name(
    machine: Machine, scripts: Path, checkout: Path, written: str, found: str
) -> None:
    (checkout / "odoo/release.py").write_text(written)
    done = machine.run(scripts / "odoo.sh", checkout)
    assert done.returncode == 1
    assert found in done.stderr
    assert "19.0" in done.stderr
    assert machine.called("apt-get") == []
