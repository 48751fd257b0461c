"""Start fail2ban with the settings of the environment, and keep its ignore list, its firewall rules and its dates correct."""

import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

from bans.clock import Clock
from bans.ignored import LOOPBACK, KnownAddresses, containers, gateways
from bans.jail import IgnoreList, JailUnreachable, restart
from bans.listing import DATABASE
from bans.settings import Settings
from bans.watch import watch
from service.settings import SettingsInvalid

RENDERED = Path("/run/fail2ban/settings.conf")
MEMORY = Path("/var/lib/fail2ban/resolved.json")
ACCESS_LOG = Path("/var/log/nginx/ocr.access.log")
# what the jail reads
OFFENCES = Path("/run/fail2ban/offences.log")
ROUND_SECONDS = 5
REFRESH_SECONDS = 60

log = logging.getLogger("bans")


def main() -> int:
    """Run fail2ban until it ends; return its exit status."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(levelname)s %(message)s")
    try:
        settings = Settings.from_env(os.environ)
    except SettingsInvalid as fault:
        sys.exit(str(fault))
    names = KnownAddresses(settings.names, MEMORY)
    RENDERED.parent.mkdir(exist_ok=True)
    # names are resolved in the first round: a resolver that is slow must not hold up the start
    ignored = never_banned(settings, names.known())
    RENDERED.write_text(settings.as_fail2ban(ignored))
    # nginx makes its log in its first second
    while not ACCESS_LOG.exists():
        time.sleep(0.5)
    clock = Clock(DATABASE)
    # fail2ban refuses to start without it
    OFFENCES.write_bytes(b"")
    watcher = Thread(target=watch, args=(ACCESS_LOG, OFFENCES), daemon=True)
    watcher.start()
    server = subprocess.Popen(["/usr/bin/fail2ban-server", "-xf", "start"])
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    firewall, ignore_list = Firewall(), IgnoreList(ignored)
    refresh_at = 0.0
    while _runs_for(server, ROUND_SECONDS if refresh_at else 1):
        if not watcher.is_alive():
            # its traceback is in the log; Docker starts the container again
            server.terminate()
            return server.wait() or 1
        try:
            firewall.repair()
            clock.repair()
            if time.monotonic() >= refresh_at:
                ignored = never_banned(settings, names.refresh())
                # for a restart of the jail
                RENDERED.write_text(settings.as_fail2ban(ignored))
                ignore_list.become(ignored)
                refresh_at = time.monotonic() + REFRESH_SECONDS
        except JailUnreachable as error:
            log.warning("%s", error)
    return server.returncode


def never_banned(settings: Settings, of_names: list[str]) -> list[str]:
    """Return every network that the jail must ignore, besides the addresses of the droplet itself."""
    return [*LOOPBACK, *settings.networks, *of_names, *gateways(), *containers()]


class Firewall:
    """Our table in the host's firewall, which fail2ban makes and others may flush."""

    def __init__(self) -> None:
        self._was_there = False

    def repair(self) -> None:
        """Make the table again if the host's rules were flushed, as a reload of the nftables service does."""
        is_there = (
            subprocess.run(["/usr/local/bin/firewall", "check"], capture_output=True, check=False).returncode == 0
        )
        # before it was there once, fail2ban has yet to make it
        if self._was_there and not is_there:
            log.warning("the table of bans is gone from the firewall: making it again")
            restart()
        self._was_there = is_there


def _runs_for(server: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        server.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
