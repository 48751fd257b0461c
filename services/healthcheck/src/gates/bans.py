"""Gate 7: the jail runs, its table is in the firewall, and a ban arrives there."""

from gates.site import Site
from gates.verdict import Verdict, failed, passed

NEXT = "make logs SERVICE=fail2ban; docker compose up --detach --force-recreate fail2ban"
# What host/bin/gates.sh tried, in this order, and what it means if it worked not.
TRIALS = (
    ("jail", "the jail does not run"),
    ("table", "its table is not in the firewall"),
    ("trial_ban", "a trial ban failed"),
)


def check(site: Site) -> Verdict:
    """Judge what fail2ban's container showed."""
    fail2ban = site.containers.get("fail2ban")
    if not fail2ban or not fail2ban.healthy:
        return failed(f"fail2ban is {fail2ban.condition if fail2ban else 'not there'}", f"make up; {NEXT}")
    for name, meaning in TRIALS:
        fact = site.facts[name]
        if not fact.ok:
            return failed(f"{meaning}: {fact.complaint}", NEXT)
    return passed("jail runs, table in force, trial ban seen and lifted")
