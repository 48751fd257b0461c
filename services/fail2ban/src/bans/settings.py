"""Settings from the environment, as one frozen object and as the file that fail2ban's configuration includes."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

# A month: what an address did longer ago no longer lengthens its next ban.
MEMORY_SECONDS = 30 * 86400
HOST_NAME = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE
)


class SettingsInvalid(Exception):
    """Some variables can't be used; the message names all of them, a line each."""


@dataclass(frozen=True)
class Settings:
    """Figures of the jail, and who is never banned: networks, and host names whose addresses may change."""

    max_retry: int
    find_seconds: int
    ban_seconds: int
    max_ban_seconds: int
    statuses: tuple[int, ...]
    networks: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read and check all variables; raise SettingsInvalid with every fault found."""
        faults: list[str] = []

        def number(name: str, default: int, *, low: int, high: int) -> int:
            text = environ.get(name) or str(default)
            if text.isascii() and text.isdigit() and low <= int(text) <= high:
                return int(text)
            faults.append(f"{name}={text}: give a whole number from {low} to {high}")
            return default

        ban_seconds = number("FAIL2BAN_BAN_SECONDS", 3600, low=1, high=31536000)
        networks, names = _ignored(environ.get("FAIL2BAN_IGNORE_IP", ""), faults)
        # nginx checks these; many clients stand behind each
        proxies = tuple(_words(environ.get("TRUSTED_PROXIES", "")))
        settings = cls(
            max_retry=number("FAIL2BAN_MAX_RETRY", 10, low=1, high=1000),
            find_seconds=number("FAIL2BAN_FIND_SECONDS", 60, low=1, high=86400),
            ban_seconds=ban_seconds,
            max_ban_seconds=number(
                "FAIL2BAN_MAX_BAN_SECONDS", max(604800, ban_seconds), low=ban_seconds, high=31536000
            ),
            statuses=(
                *_statuses("FAIL2BAN_STATUSES", environ.get("FAIL2BAN_STATUSES") or "429,500,502,503", faults),
                *_denied(environ.get("FAIL2BAN_DENIED_STATUSES") or "401,403", faults),
            ),
            networks=(*networks, *proxies),
            names=names,
        )
        if faults:
            raise SettingsInvalid("\n".join(faults))
        return settings

    def as_fail2ban(self, ignored: list[str]) -> str:
        """Return the file that fail2ban.local and jail.local include."""
        figures = {
            "max_retry": self.max_retry,
            "find_seconds": self.find_seconds,
            "ban_seconds": self.ban_seconds,
            "max_ban_seconds": self.max_ban_seconds,
            "history_seconds": self.max_ban_seconds + MEMORY_SECONDS,
            "statuses": "|".join(map(str, self.statuses)),
            "ignored": " ".join(ignored),
        }
        return "[DEFAULT]\n" + "".join(f"{name} = {value}\n" for name, value in figures.items())


def _denied(text: str, faults: list[str]) -> tuple[int, ...]:
    return () if text == "none" else _statuses("FAIL2BAN_DENIED_STATUSES", text, faults)


def _statuses(name: str, text: str, faults: list[str]) -> tuple[int, ...]:
    words = _words(text)
    if not words or not all(re.fullmatch(r"[45]\d\d", word, re.ASCII) for word in words):
        faults.append(f"{name}={text}: give statuses from 400 to 599, separated by commas")
        return ()
    return tuple(map(int, words))


def _ignored(text: str, faults: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    networks, names = [], []
    for word in _words(text):
        try:
            networks.append(str(ipaddress.ip_network(word, strict=False)))
        except ValueError:
            if HOST_NAME.fullmatch(word):
                names.append(word.lower())
            else:
                faults.append(f"FAIL2BAN_IGNORE_IP: {word} is not an address, network or host name")
    return tuple(networks), tuple(names)


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()
