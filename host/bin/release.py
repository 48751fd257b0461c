"""Release the appliance: `release.py` prints the version, `release.py VERSION` writes it everywhere, commits and tags it.

Nothing is pushed: the last line says how.
"""

import argparse
import datetime
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHANGELOG = Path("CHANGELOG.md")
UNRELEASED = "## [Unreleased]\n"
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


class NotReleasable(Exception):
    """The checkout or the version is not fit for a release; the message says why, and what to do."""


@dataclass(frozen=True)
class Place:
    """A file that states the version, and the text before it on its line."""

    path: Path
    before: str

    @property
    def stated(self) -> re.Pattern[str]:
        """The pattern of the statement; its second group is the version."""
        return re.compile(rf"^(\s*{re.escape(self.before)})({VERSION.pattern})", re.MULTILINE)

    def read(self, root: Path) -> str:
        """Return the version stated below `root`."""
        found = self.stated.search((root / self.path).read_text())
        if not found:
            raise NotReleasable(f"{self.path} states no version after {self.before!r}.")
        return found[2]

    def write(self, root: Path, version: str) -> None:
        """State another version below `root`."""
        file = root / self.path
        file.write_text(self.stated.sub(rf"\g<1>{version}", file.read_text(), count=1))


# Odoo puts its own series before an add-on's version
PLACES = (
    Place(Path("services/ocr/src/ocr/__init__.py"), '__version__ = "'),
    Place(Path("clients/python/src/receipt_ocr_client/__init__.py"), '__version__ = "'),
    Place(Path("addons/ip_expense_mvp/__manifest__.py"), '"version": "19.0.'),
    Place(Path("compose.yaml"), "labels: { org.opencontainers.image.version: "),
)


def current(root: Path = ROOT) -> str:
    """Return the version that all places state. Raises NotReleasable where they differ."""
    versions = {place.path: place.read(root) for place in PLACES}
    if len(set(versions.values())) > 1:
        listed = ", ".join(f"{version} in {path}" for path, version in versions.items())
        raise NotReleasable(f"The places that state the version differ: {listed}. Make them equal first.")
    return versions[PLACES[0].path]


def release(version: str, root: Path = ROOT) -> None:
    """Write a version into every place, begin its section of the changelog, commit and tag. Raises NotReleasable."""
    check(version, root)
    before = git(root, "rev-parse", "HEAD").strip()
    for place in PLACES:
        place.write(root, version)
    changelog = root / CHANGELOG
    today = datetime.datetime.now(datetime.UTC).date()
    section = f"{UNRELEASED}\n{heading(version)} - {today}\n"
    changelog.write_text(changelog.read_text().replace(UNRELEASED, section, 1))
    title, reason = f"Release {version}", f"{CHANGELOG} says what is new in it."
    try:
        git(root, "add", "--", str(CHANGELOG), *(str(place.path) for place in PLACES))
        git(root, "commit", "--quiet", "--message", title, "--message", reason)
        git(root, "tag", "--annotate", "--message", title, f"v{version}")
    except NotReleasable as fault:
        # all was committed before: nothing else is lost
        git(root, "reset", "--quiet", "--hard", before)
        raise NotReleasable(f"{fault}\nNothing was released, and the checkout is as it was.") from fault


def heading(version: str) -> str:
    """Return the beginning of the heading of a version's section in the changelog."""
    return f"## [{version}]"


def check(version: str, root: Path) -> None:
    """Raise NotReleasable unless `version` may follow the current one, and everything is committed and described."""
    if not VERSION.fullmatch(version):
        raise NotReleasable(f"{version!r} is not a version: say MAJOR.MINOR.PATCH, such as 1.2.0.")
    if number(version) < number(current(root)):
        raise NotReleasable(f"{version} comes before {current(root)}, which is the version now: choose a later one.")
    if git(root, "tag", "--list", f"v{version}"):
        raise NotReleasable(f"There is a tag v{version}: choose a later version.")
    if not git(root, "branch", "--show-current"):
        raise NotReleasable("The checkout is on no branch, so nothing could be pushed: check out one first.")
    if git(root, "status", "--porcelain"):
        raise NotReleasable("The checkout has changes that are not committed: commit or stash them.")
    changelog = (root / CHANGELOG).read_text()
    # the tags of a shallow clone are elsewhere
    if heading(version) in changelog:
        raise NotReleasable(f"{CHANGELOG} has a section of {version}: choose a later version.")
    unreleased = changelog.partition(UNRELEASED)[2].partition("\n## [")[0]
    if "\n- " not in unreleased:
        raise NotReleasable(
            f"{CHANGELOG} has nothing below {UNRELEASED.strip()}: write there what operators and clients notice."
        )


def number(version: str) -> tuple[int, ...]:
    """Return a version as numbers, for comparison."""
    return tuple(map(int, version.split(".")))


def git(root: Path, *words: str) -> str:
    """Run git in a checkout and return what it prints."""
    done = subprocess.run(["git", "-C", root, *words], capture_output=True, text=True, check=False)  # noqa: S603, S607 - git of whoever releases
    if done.returncode:
        raise NotReleasable(f"git {words[0]} failed: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def main() -> None:
    """Print the version, or release one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", nargs="?", help="the version to release, such as 1.2.0")
    version = parser.parse_args().version
    try:
        if version is None:
            print(current())
        else:
            release(version)
            undo = f"git tag --delete v{version} && git reset --keep HEAD~1"
            print(f"released {version}: git push --follow-tags publishes it, {undo} takes it back")
    except NotReleasable as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
