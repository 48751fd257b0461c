"""Checks before the authority is asked: each fault that would make it refuse, with what to fix."""

import email.utils
import http.client
import json
import os
import secrets
import socket
import ssl
import tempfile
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from certificates.settings import Settings
from service.durations import HOUR_SECONDS

TIMEOUT_SECONDS = 10
# RFC 8555 knows no other
CHALLENGE_PORT = 80
# an order writes a few tens of kilobytes, on each volume
FREE_BYTES = 1_000_000
# a certificate is valid from an hour before it is signed
CLOCK_SECONDS = HOUR_SECONDS
SET_CLOCK = "timedatectl set-ntp true"
# OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED
OUTSIDE_VALIDITY = {9, 10}


def faults(settings: Settings) -> list[str]:
    """Return what must be fixed first. The authority's directory is fetched last, and only if no other fault was found."""
    found = _space(settings) or _names(settings)
    return found or authority(settings)


def _space(settings: Settings) -> list[str]:
    found = []
    for place in (settings.state, settings.served, settings.webroot):
        room = os.statvfs(place)
        if room.f_bavail * room.f_frsize < FREE_BYTES:
            found.append(f"the disk is full: {place} has less than {FREE_BYTES // 1000} kB; free some space")
        elif refused := _refused(place):
            found.append(f"the disk refuses {place}: {refused}")
    return found


def _refused(place: Path) -> str:
    """Return why nothing can be written, "" where it can: the disk may be read-only, or out of inodes."""
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"x")
    except OSError as fault:
        return str(fault.strerror)
    return ""


def _names(settings: Settings) -> list[str]:
    token = f"preflight-{secrets.token_urlsafe(16)}"
    folder = settings.webroot / ".well-known" / "acme-challenge"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / token).write_text(token)
    try:
        return [fault for name in settings.names if (fault := _challenge(name, token))]
    finally:
        (folder / token).unlink(missing_ok=True)


def _challenge(name: str, token: str) -> str:
    """Fetch the token as the authority would, at every address of the name."""
    try:
        found = socket.getaddrinfo(name, CHALLENGE_PORT, type=socket.SOCK_STREAM)
    except OSError as fault:
        return f"{name} does not resolve ({fault.strerror}): make a DNS record A with this machine's address"
    for family, _, _, _, address in found:
        host = str(address[0])
        try:
            answer = _fetch(host, name, token)
        except (OSError, http.client.HTTPException) as fault:
            # a machine without IPv6 cannot try; the authority will
            if family == socket.AF_INET6 and len(found) > 1:
                continue
            return f"http://{name}/ at {host} cannot be reached ({fault}): open port 80 to the world, or correct DNS"
        if answer != token:
            return f"http://{name}/ at {host} is answered by another server: point DNS and port 80 to this machine"
    return ""


def _fetch(address: str, name: str, token: str) -> str:
    connection = http.client.HTTPConnection(address, CHALLENGE_PORT, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", f"/.well-known/acme-challenge/{token}", headers={"Host": name})
        return connection.getresponse().read(1000).decode(errors="replace")
    finally:
        connection.close()


def authority(settings: Settings) -> list[str]:
    """Fetch the authority's directory; return what is wrong with it, or with the clock of this machine."""
    bundle: Path | None = settings.ca_bundle
    context = ssl.create_default_context(cafile=str(bundle) if bundle else None)
    try:
        # settings.py takes https:// only
        with urllib.request.urlopen(settings.directory, timeout=TIMEOUT_SECONDS, context=context) as answer:  # noqa: S310
            date, content = answer.headers["Date"], json.load(answer)
    except (OSError, ValueError, http.client.HTTPException) as fault:
        if getattr(getattr(fault, "reason", None), "verify_code", None) in OUTSIDE_VALIDITY:
            return [f"the clock of this machine is off, or {settings.directory} has expired: set it ({SET_CLOCK})"]
        return [
            f"the authority {settings.directory} does not answer as an ACME server ({fault}): see CERTBOT_DIRECTORY"
        ]
    if not isinstance(content, dict) or "newOrder" not in content:
        return [f"{settings.directory} is not an ACME directory: correct CERTBOT_DIRECTORY"]
    seconds = datetime.now(UTC).timestamp() - email.utils.parsedate_to_datetime(date).timestamp()
    if abs(seconds) > CLOCK_SECONDS:
        return [f"the clock of this machine is {seconds / HOUR_SECONDS:+.1f} hours off: set it ({SET_CLOCK})"]
    return []
