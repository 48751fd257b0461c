"""Settings of a client: the address of the service, a key, and the certificates to trust."""

import os
import ssl
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import httpx

from receipt_ocr_client.errors import SettingsInvalid

URL_SETTING = "RECEIPT_OCR_URL"
KEY_SETTING = "RECEIPT_OCR_KEY"
LOOPBACK = ("localhost", "127.0.0.1", "::1")

Verify = bool | str | os.PathLike[str] | ssl.SSLContext


class Key(httpx.Auth):
    """A key as it goes into the header, and nowhere else: its repr is masked."""

    def __init__(self, key: str) -> None:
        if not key.isascii() or not key.isprintable() or " " in key:
            raise SettingsInvalid(
                f"{KEY_SETTING} is not a key: it contains a space, a line break or a character beyond ASCII."
            )
        self._key = key

    def __repr__(self) -> str:
        return "Key('***')"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._key}"
        yield request


@dataclass(frozen=True)
class Settings:
    """An address, and a key if the service asks for one."""

    url: httpx.URL
    key: Key | None


def settings(url: str | None, key: str | None) -> Settings:
    """Return what was given, or else what the environment says. Raises SettingsInvalid."""
    address = parsed(url if url is not None else os.environ.get(URL_SETTING, ""))
    secret = (key if key is not None else os.environ.get(KEY_SETTING, "")).strip()
    if secret and address.scheme == "http" and address.host not in LOOPBACK:
        raise SettingsInvalid(
            f"A key must not go over http:// to {address.host}, where others could see it: use https://."
        )
    return Settings(address, Key(secret) if secret else None)


def parsed(text: str) -> httpx.URL:
    """Return the address of the service. Raises SettingsInvalid."""
    if not text.strip():
        raise SettingsInvalid(f"Where is the service? Set {URL_SETTING}, for example to https://ocr.example.com.")
    try:
        url = httpx.URL(text.strip())
    except httpx.InvalidURL as fault:
        raise SettingsInvalid(f"{URL_SETTING} is not an address: {fault}.") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise SettingsInvalid(f"{URL_SETTING} must begin with https:// and name a host.")
    if url.userinfo:
        raise SettingsInvalid(f"{URL_SETTING} must not hold a name or a password: a key goes into {KEY_SETTING}.")
    return url


def trust(verify: Verify) -> bool | ssl.SSLContext:
    """Return what httpx verifies certificates with; `verify` may be the file of a private authority."""
    if isinstance(verify, bool | ssl.SSLContext):
        return verify
    try:
        return ssl.create_default_context(cafile=str(Path(verify)))
    except OSError as fault:
        raise SettingsInvalid(f"{verify} does not hold the certificates of an authority: {fault}.") from None
