"""The running jail, as it is queried and controlled from outside: its bans, and who is never banned."""

import ipaddress
import logging
import subprocess

NAME = "nginx-ocr"
log = logging.getLogger(__name__)


class JailUnreachable(Exception):
    """fail2ban does not answer, or refused the command."""


def client(*command: str) -> str:
    """Run one command of fail2ban-client and return what it prints."""
    try:
        # S603: the words are ours and go to no shell
        done = subprocess.run(  # noqa: S603
            ["/usr/bin/fail2ban-client", *command], capture_output=True, text=True, timeout=30, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise JailUnreachable(f"fail2ban-client {' '.join(command)}: no answer in 30 s") from error
    if done.returncode != 0:
        raise JailUnreachable(f"fail2ban-client {' '.join(command)}: {done.stderr or done.stdout}")
    return done.stdout.strip()


def banned() -> list[str]:
    """Return the addresses banned now."""
    return client("get", NAME, "banip").split()


def restart() -> None:
    """Restart the jail: its table in the firewall is made again and filled from the database."""
    client("reload", "--restart", NAME)


class IgnoreList:
    """The networks that the jail ignores, kept equal to what is wanted."""

    def __init__(self, networks: list[str]) -> None:
        self._networks = set(networks)

    def become(self, networks: list[str]) -> None:
        """Make the jail ignore exactly these networks, and lift the bans of addresses in them."""
        wanted = set(networks)
        for network in sorted(wanted - self._networks):
            client("set", NAME, "addignoreip", network)
        for network in sorted(self._networks - wanted):
            client("set", NAME, "delignoreip", network)
        self._networks = wanted
        for address in banned():
            if covers(networks, address):
                log.info("%s is ignored now: lifting its ban", address)
                client("set", NAME, "unbanip", address)


def covers(networks: list[str], address: str) -> bool:
    """Return whether one of the networks contains the address."""
    return any(ipaddress.ip_address(address) in ipaddress.ip_network(network) for network in networks)
