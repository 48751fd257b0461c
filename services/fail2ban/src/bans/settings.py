"""Settings from the environment, as one frozen object and as the file that fail2ban's configuration includes."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

from service.durations import DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS, YEAR_SECONDS
from service.settings import Environment, between, words

# A month: what an address did longer ago no longer lengthens its next ban.
MEMORY_SECONDS = 30 * DAY_SECONDS
STATUSES: tuple[int, ...] = (429, 500, 502, 503)
DENIED_STATUSES: tuple[int, ...] = (401, 403)
HOST_NAME = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE
)


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
        environment = Environment(environ)
        read = environment.read
        ban_seconds = read("FAIL2BAN_BAN_SECONDS", HOUR_SECONDS, between(1, YEAR_SECONDS))
        networks, names = _ignored(environment)
        # nginx checks these; many clients stand behind each
        proxies = words(environment.text("TRUSTED_PROXIES"))
        settings = cls(
            max_retry=read("FAIL2BAN_MAX_RETRY", 10, between(1, 1000)),
            find_seconds=read("FAIL2BAN_FIND_SECONDS", MINUTE_SECONDS, between(1, DAY_SECONDS)),
            ban_seconds=ban_seconds,
            max_ban_seconds=read(
                "FAIL2BAN_MAX_BAN_SECONDS", max(7 * DAY_SECONDS, ban_seconds), between(ban_seconds, YEAR_SECONDS)
            ),
            statuses=(
                *read("FAIL2BAN_STATUSES", STATUSES, statuses),
                *read("FAIL2BAN_DENIED_STATUSES", DENIED_STATUSES, statuses_or_none),
            ),
            networks=(*networks, *proxies),
            names=names,
        )
        environment.check()
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


def statuses(text: str) -> tuple[int, ...]:
    """Parse a list of HTTP error statuses. Raise ValueError unless each is from 400 to 599."""
    found = words(text)
    if not found or not all(re.fullmatch(r"[45]\d\d", word, re.ASCII) for word in found):
        raise ValueError("give statuses from 400 to 599, separated by commas")
    return tuple(map(int, found))


def statuses_or_none(text: str) -> tuple[int, ...]:
    """Parse a list of HTTP error statuses, or the word `none`."""
    return () if text == "none" else statuses(text)


def _ignored(environment: Environment) -> tuple[tuple[str, ...], tuple[str, ...]]:
    networks, names = [], []
    for word in words(environment.text("FAIL2BAN_IGNORE_IP")):
        try:
            networks.append(str(ipaddress.ip_network(word, strict=False)))
        except ValueError:
            if HOST_NAME.fullmatch(word):
                names.append(word.lower())
            else:
                environment.refuse(f"FAIL2BAN_IGNORE_IP={word}", "give an address, a network or a host name")
    return tuple(networks), tuple(names)
