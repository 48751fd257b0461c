"""A release in a scratch clone: every place says the new version, and what isn't fit for one is refused unchanged."""

import datetime
import importlib.metadata
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from host.bin.release import PLACES, NotReleasable, current

ROOT = Path(__file__).parents[4]
VERSION = "41.2.0"


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", root, *words], capture_output=True, text=True, check=True).stdout.strip()


def make(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *words], cwd=root, capture_output=True, text=True, check=False
    )


def name(root: Path) -> None:
    """Have whoever commits here be somebody."""
    git(root, "config", "user.name", "A maintainer")
    git(root, "config", "user.email", "maintainer@example.com")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository of the sources as they are here, committed or not, with something to release."""
    root = tmp_path_factory.mktemp("sources")
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=True,
    ).stdout
    packed = subprocess.run(
        ["tar", "--create", "--null", "--files-from=-", "--ignore-failed-read"],
        cwd=ROOT,
        input=listed,
        capture_output=True,
        check=True,
    ).stdout
    subprocess.run(["tar", "--extract"], cwd=root, input=packed, check=True)
    git(root, "init", "--quiet")
    name(root)
    changelog = root / "CHANGELOG.md"
    changelog.write_text(
        changelog.read_text().replace("## [Unreleased]\n", "## [Unreleased]\n\n### Added\n\n- Something.\n", 1)
    )
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")
    return root


@pytest.fixture
def checkout(sources: Path, tmp_path: Path) -> Path:
    """Return a clone of the sources."""
    root = tmp_path / "clone"
    git(sources, "clone", "--quiet", ".", str(root))
    name(root)
    return root


def test_all_places_state_one_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", current())


@pytest.mark.slow
def test_a_release_is_the_same_in_changelog_tag_labels_answers_wheel_and_add_on(checkout: Path, tmp_path: Path) -> None:
    made = make(checkout, "release", f"VERSION={VERSION}")

    assert made.returncode == 0, made.stderr
    assert make(checkout, "version").stdout.strip() == VERSION
    today = datetime.datetime.now(datetime.UTC).date()
    assert (
        f"## [Unreleased]\n\n## [{VERSION}] - {today}\n\n### Added\n\n- Something.\n"
        in (checkout / "CHANGELOG.md").read_text()
    )
    assert git(checkout, "describe", "--exact-match") == f"v{VERSION}"
    assert not git(checkout, "status", "--porcelain")
    services = yaml.safe_load((checkout / "compose.yaml").read_text())["services"]
    labels = {each["build"]["labels"]["org.opencontainers.image.version"] for each in services.values()}
    assert labels == {VERSION}
    asked = [sys.executable, "-c", "import ocr; print(ocr.__version__)"]
    environ = {"PYTHONPATH": str(checkout / "services/ocr/src")}
    assert subprocess.run(asked, env=environ, capture_output=True, text=True, check=True).stdout.strip() == VERSION
    assert f'"version": "19.0.{VERSION}"' in (checkout / "addons/ip_expense_mvp/__manifest__.py").read_text()
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=checkout / "clients/python", capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    (metadata,) = (name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("/METADATA"))
    said = importlib.metadata.PathDistribution(zipfile.Path(wheel, metadata.removesuffix("METADATA")))
    assert said.version == VERSION


@pytest.mark.slow
def test_refuses_what_is_no_later_version(checkout: Path) -> None:
    refuses(checkout, "1.2", "is not a version: say MAJOR.MINOR.PATCH")
    refuses(checkout, "v1.2.0", "is not a version: say MAJOR.MINOR.PATCH")
    refuses(checkout, "0.0.1", "comes before")


@pytest.mark.slow
def test_refuses_a_tag_that_is_there(checkout: Path) -> None:
    git(checkout, "tag", f"v{VERSION}")

    refuses(checkout, VERSION, f"There is a tag v{VERSION}")


@pytest.mark.slow
def test_refuses_what_is_not_committed(checkout: Path) -> None:
    with (checkout / "README.md").open("a") as readme:
        readme.write("more")

    refuses(checkout, VERSION, "not committed")


@pytest.mark.slow
def test_refuses_a_version_that_the_changelog_has_where_no_tag_was_fetched(checkout: Path) -> None:
    assert make(checkout, "release", f"VERSION={VERSION}").returncode == 0
    git(checkout, "tag", "--delete", f"v{VERSION}")

    refuses(checkout, VERSION, f"has a section of {VERSION}")


@pytest.mark.slow
def test_refuses_a_checkout_that_is_on_no_branch(checkout: Path) -> None:
    git(checkout, "checkout", "--quiet", "--detach")

    refuses(checkout, VERSION, "is on no branch")


@pytest.mark.slow
def test_changes_nothing_where_git_takes_no_commit_or_no_tag(checkout: Path) -> None:
    hook = checkout / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho ruff is not content >&2\nexit 1\n")
    hook.chmod(0o755)
    refuses(checkout, VERSION, "ruff is not content")
    hook.unlink()

    git(checkout, "config", "tag.gpgSign", "true")
    git(checkout, "config", "gpg.program", "false")
    refuses(checkout, VERSION, "Nothing was released")


@pytest.mark.slow
def test_refuses_a_changelog_without_news(checkout: Path) -> None:
    assert make(checkout, "release", f"VERSION={VERSION}").returncode == 0

    refuses(checkout, "41.2.1", "has nothing below")


@pytest.mark.slow
def test_refuses_places_that_differ(checkout: Path) -> None:
    PLACES[0].write(checkout, "3.0.0")
    git(checkout, "commit", "--quiet", "--all", "--message", "Differ")

    refuses(checkout, VERSION, "differ: 3.0.0 in")
    with pytest.raises(NotReleasable):
        current(checkout)


def refuses(checkout: Path, version: str, said: str) -> None:
    """Make a release, and see that it is refused with a reason and nothing was changed."""
    before = state(checkout)
    made = make(checkout, "release", f"VERSION={version}")

    assert made.returncode != 0
    assert said in made.stderr
    assert state(checkout) == before


def state(checkout: Path) -> list[str]:
    """Return what a release changes: the commit, the files, and the tags."""
    return [git(checkout, *words) for words in (("rev-parse", "HEAD"), ("status", "--porcelain"), ("diff",), ("tag",))]
