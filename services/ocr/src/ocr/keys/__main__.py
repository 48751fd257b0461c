"""Make, revoke and list the keys with which clients have receipts read.

python -m ocr.keys create NAME    print a new key, once
python -m ocr.keys revoke NAME    revoke a key: it is refused from the next request on
python -m ocr.keys list           names, when made, last use, requests today, limit
python -m ocr.keys pass           print a key of a minute that the running service makes, for the appliance's own requests
python -m ocr.keys open           revoke all, and require none: the service is open to the world
"""

import argparse
import json
import os
import sys
import time
import urllib.request
from collections.abc import Iterable, Mapping
from pathlib import Path

from ocr.keys.store import KeyFile, KeysUnreadable
from ocr.keys.usage import day_of, read_usage, without_key
from ocr.settings import Settings
from service.columns import aligned
from service.settings import SettingsInvalid

OPEN = "No key is required: the service is open to the world. The first key closes it: make key NAME=odoo"
CLOSED = "A key is required, and there is none: nobody can use the service. make key NAME=odoo makes one."
COLUMNS = ("NAME", "MADE", "LAST USE", "TODAY", "LIMIT")


def create(settings: Settings, name: str) -> str:
    """Create a key; its text alone goes to standard output."""
    if name in dict(settings.api_keys):
        raise ValueError(f"OCR_API_KEYS has a key {name} already: give another name")
    token = KeyFile(folder(settings)).create(name)
    print(f"The key {name}, shown this once. Clients send it as: Authorization: Bearer <key>", file=sys.stderr)
    return token


def revoke(settings: Settings, name: str) -> str:
    """Revoke a key of the file; one of the settings is the operator's to remove."""
    file, in_settings = KeyFile(folder(settings)), name in dict(settings.api_keys)
    if in_settings and name not in {key.name for key in file.read() or ()}:
        raise ValueError(f"{name} is one of OCR_API_KEYS: take it out of .env, then: make up")
    left = file.revoke(name) + len(settings.api_keys)
    if in_settings:
        return f"The key {name} that make key has made is revoked. OCR_API_KEYS has one of this name too, which stays."
    return f"The key {name} is revoked. " + (f"{left} left." if left else CLOSED)


def listing(settings: Settings) -> str:
    """Format the keys for people, and name the limits without a key."""
    kept = KeyFile(folder(settings)).read()
    names = [(name, "in .env") for name, _ in settings.api_keys]
    is_open = kept is None and not names
    names += [(key.name, minute(key.created)) for key in kept or ()]
    limits = dict(settings.key_limits)
    shown = [OPEN if is_open else in_rows(settings, names, limits) if names else CLOSED]
    if unused := without_key(limits, dict(names)):
        shown.append(
            f"OCR_KEY_LIMITS has names without a key: {', '.join(unused)}. make key NAME={unused[0]} makes one."
        )
    return "\n".join(shown)


def in_rows(settings: Settings, names: Iterable[tuple[str, str]], limits: Mapping[str, int]) -> str:
    """Lay out the use of each key beside its limit."""
    usage, today = read_usage(folder(settings)), day_of(time.time())
    rows = [
        (name, made, minute(usage.last_used.get(name)), str(usage.today(name, today)), str(limits.get(name, "-")))
        for name, made in names
    ]
    return aligned([COLUMNS, *rows])


def issued_pass(settings: Settings) -> str:
    """Ask the running service for a pass."""
    port = settings.bind.rpartition(":")[2]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/pass", data=b"", timeout=10) as answer:
        return str(json.load(answer)["key"])


def folder(settings: Settings) -> Path:
    """Return the folder of keys and counts. Raises ValueError where the service keeps none."""
    if settings.state_dir is None:
        raise ValueError("OCR_STATE_DIR names no folder: there is nowhere to keep keys")
    return settings.state_dir


def minute(time_: str | None) -> str:
    """Write a time in UTC as far as people want it."""
    return f"{time_[:10]} {time_[11:16]} UTC" if time_ else "never"


def main(words: list[str]) -> str:
    """Run the command, and return what is to be printed."""
    parser = argparse.ArgumentParser(
        prog="python -m ocr.keys", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for command in ("create", "revoke"):
        commands.add_parser(command).add_argument("name")
    commands.add_parser("list")
    commands.add_parser("pass")
    commands.add_parser("open")
    chosen = parser.parse_args(words)
    settings = Settings.from_env(os.environ)
    if chosen.command == "create":
        return create(settings, chosen.name)
    if chosen.command == "revoke":
        return revoke(settings, chosen.name)
    if chosen.command == "pass":
        return issued_pass(settings)
    if chosen.command == "open":
        if settings.api_keys:
            raise ValueError("OCR_API_KEYS has keys: take them out of .env, then: make up")
        KeyFile(folder(settings)).remove()
    return listing(settings)


if __name__ == "__main__":
    try:
        print(main(sys.argv[1:]))
    except (ValueError, OSError, KeysUnreadable, SettingsInvalid) as error:
        sys.exit(str(error))
