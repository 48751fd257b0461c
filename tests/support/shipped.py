"""The first customer's values as they are shipped: each is in one file, where tests read it."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def setting(name: str) -> str:
    """Return the default that .env.example shows for a setting."""
    (value,) = re.findall(rf"^#?{name}=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    return str(value)


def host_variable(name: str) -> str:
    """Return a variable of the playbook."""
    return str(yaml.safe_load((ROOT / "host/ansible/group_vars/all.yml").read_text())[name])
