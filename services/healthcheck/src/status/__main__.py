"""Show the state of the appliance: facts of the host on standard input, a screen on standard output."""

import argparse
import os
import sys
from datetime import UTC, datetime

from gates.access import access
from gates.containers import read_containers
from gates.facts import read_facts
from healthcheck.settings import Settings
from status.incidents import incidents
from status.panel import hasty, panel, who_may
from status.screen import screen
from status.services import rows


def main() -> None:
    """Collect the state, and print it."""
    parser = argparse.ArgumentParser(prog="status", description=__doc__)
    parser.add_argument("--colour", action="store_true", help="for terminals")
    colour = parser.parse_args().colour
    settings, facts, now = Settings.from_env(os.environ), read_facts(sys.stdin.buffer), datetime.now(UTC)
    containers = read_containers(facts["containers"])
    services = rows(containers, facts["usage"], now)
    who = who_may(access(hasty(settings), containers))
    lines = [*panel(settings), *who, *incidents(settings.state, now)]
    title = f"{facts['project'].output.strip()} at {settings.domain}"
    print(screen(title, services, lines, now=now, colour=colour))


if __name__ == "__main__":
    main()
