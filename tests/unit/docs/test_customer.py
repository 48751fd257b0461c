"""The first customer's values are defaults in one place each, and named nowhere else."""

import subprocess
from pathlib import Path

from tests.support.shipped import ROOT, host_variable, setting


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
    *_, domain, _ = setting("SITE_CORS_ORIGIN").split(".")

    # written as words, the name has a blank before its last two letters
    assert naming(domain[:-2]) == {Path(".env.example")}


def test_the_service_user_is_named_in_the_variables_of_the_host_alone() -> None:
    assert naming(host_variable("appliance_user")) == {Path("host/ansible/group_vars/all.yml")}
