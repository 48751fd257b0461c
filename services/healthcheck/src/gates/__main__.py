"""Judge the appliance: facts of the host on standard input, the table of gates on standard output."""

import argparse
import os
import sys

from gates.access import access
from gates.facts import read_facts
from gates.report import as_json, as_text, exit_status
from gates.site import Site, load_sample
from gates.table import verdicts
from healthcheck.settings import Settings


def main() -> int:
    """Run all gates and print their verdicts; return the exit status."""
    parser = argparse.ArgumentParser(prog="gates", description=__doc__)
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--colour", action="store_true", help="for terminals")
    chosen = parser.parse_args()
    settings = Settings.from_env(os.environ)
    names = tuple(os.environ.get("SITE_DOMAIN", "").lower().replace(",", " ").split()) or (settings.domain,)
    site = Site(settings, names, read_facts(sys.stdin.buffer), load_sample(settings.sample))
    found = verdicts(site)
    who = access(settings, site.containers)
    print(as_json(found, who) if chosen.json else f"{as_text(found, colour=chosen.colour)}\naccess: {who.text}")
    return exit_status(found)


if __name__ == "__main__":
    sys.exit(main())
