"""Access to reading: by keys, from networks, or open to the world."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gates.connection import Connection
from gates.containers import Container
from healthcheck.settings import Settings

OPEN = "open to the world: no key is required (make key NAME=odoo), no SITE_ALLOW"
# More don't fit on a line; make keys lists all.
SHOWN = 3


@dataclass(frozen=True)
class Access:
    """Access to the service: open or not (None if unknown), who may, in words, and names with a limit but no key."""

    open: bool | None
    text: str
    unused_limits: tuple[str, ...] = ()


def access(settings: Settings, containers: Mapping[str, Container]) -> Access:
    """Ask the OCR service for its keys, and look up with which networks nginx was started."""
    nginx = containers.get("nginx")
    networks = (nginx.environment.get("SITE_ALLOW") or "").replace(",", " ").split() if nginx else []
    where = f"from {len(networks)} network{'s' * (len(networks) > 1)}" if networks else "from anywhere"
    try:
        told = known_keys(settings)
        keys = told["keys"] if told["required"] else None
    except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
        return Access(None, f"{where}; keys unknown ({error})")
    # an OCR service that is older does not tell
    unused = tuple(told.get("unused_limits", ()))
    if keys is None:
        return Access(not networks, f"{where}, without a key" if networks else OPEN, unused)
    return Access(False, f"{where}, with a key: {in_words(keys)}", unused)


def known_keys(settings: Settings) -> dict[str, Any]:
    """Ask the OCR service whether a key is required, and for the names. Raises ValueError where it can't tell."""
    ocr = Connection(settings, direct=True)
    try:
        answer = ocr.ask("GET", "/keys")
    finally:
        ocr.close()
    if answer.status != 200:
        raise ValueError(f"status {answer.status}")
    found: dict[str, Any] = json.loads(answer.body)
    return found


def in_words(keys: list[dict[str, Any]]) -> str:
    """Name the keys that are used most, with their requests of this day."""
    if not keys:
        return "none is left, so nobody may (make key NAME=odoo)"
    keys = sorted(keys, key=lambda key: -int(key["today"]))
    named = [
        f"{key['name']} {key['today']}" + (f" of {key['limit']}" if key["limit"] is not None else "")
        for key in keys[:SHOWN]
    ]
    more = f" and {len(keys) - SHOWN} more (make keys)" if len(keys) > SHOWN else ""
    return f"today {', '.join(named)}{more}"
