"""The first customer's values are defaults in one place each, and named nowhere else."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]
ORIGIN, USER = Path(".env.example"), Path("host/group_vars/all.yml")


def value(file: Path, setting: str) -> str:
    (found,) = re.findall(rf"^#?{setting}[=:] ?(\S+)$", (ROOT / file).read_text(), re.MULTILINE)
    return str(found)


def naming(word: str) -> set[Path]:
    found = subprocess.run(
        ["git", "grep", "--untracked", "--ignore-case", "--files-with-matches", "-z", "-e", word],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {Path(name) for name in found.stdout.split("\0") if name}


def test_the_origin_that_may_call_is_named_in_the_example_of_settings_alone() -> None:
    *_, domain, _ = value(ORIGIN, "SITE_CORS_ORIGIN").split(".")

    # written as words, the name has a blank before its last two letters
    assert naming(domain[:-2]) == {ORIGIN}


def test_the_service_user_is_named_in_the_variables_of_the_host_alone() -> None:
    assert naming(value(USER, "appliance_user")) == {USER}
