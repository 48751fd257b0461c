"""A clock that was ahead and is corrected, in containers that depend on it; certbot's is in test_certificates.py."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.appliance import wait_until
from tests.support.edge import site
from tests.support.edge.stack import build

CLOCK = Path(site.__file__).with_name("clock")
FAKED = {
    "LD_PRELOAD": "/usr/$LIB/faketime/libfaketime.so.1",
    "FAKETIME_TIMESTAMP_FILE": "/clock/offset",
    "FAKETIME_NO_CACHE": "1",
    "DONT_FAKE_MONOTONIC": "1",
}
PATIENCE_SECONDS = 60


def docker(*words: str, check: bool = True) -> str:
    done = subprocess.run(["docker", *words], capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, f"docker {' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


class Clocked:
    """A container with a clock of its own."""

    def __init__(self, identity: str) -> None:
        self._identity = identity

    def shell(self, script: str, *, check: bool = True) -> str:
        return docker("exec", self._identity, "bash", "-c", script, check=check)

    def set_clock(self, offset: str) -> None:
        # whole or not at all: a program that reads half of it ends
        self.shell(f"echo {offset} >/clock/new && mv /clock/new /clock/offset")

    def logs(self) -> str:
        return docker("logs", self._identity)

    def wait(self, condition: Callable[[], bool]) -> None:
        try:
            wait_until(condition, seconds=PATIENCE_SECONDS)
        except AssertionError:
            print(self.logs())  # noqa: T201 - pytest shows it with the failure
            raise


@contextmanager
def running(service: str, *options: str, owner: str, **settings: str) -> Iterator[Clocked]:
    """Run a service alone, without a network, with a clock that can be set."""
    build(service)
    image = f"receipt-ocr-test/{service}"
    arguments = ("--build-arg", f"IMAGE=receipt-ocr/{service}", "--build-arg", f"OWNER={owner}")
    docker("build", "--quiet", *arguments, "--tag", image, str(CLOCK))
    environment = [f"--env={name}={value}" for name, value in (FAKED | settings).items()]
    identity = docker("run", "--detach", "--init", "--network", "none", *options, *environment, image).strip()
    try:
        yield Clocked(identity)
    finally:
        docker("rm", "--force", "--volumes", identity)


@pytest.fixture(scope="module")
def fail2ban() -> Iterator[Clocked]:
    places = ("/run", "/var/lib/edge-bans", "/var/lib/fail2ban", "/var/log/nginx")
    options = (*(f"--tmpfs={place}" for place in places), "--cap-drop=ALL", "--cap-add=NET_ADMIN")
    # a wait for 10 seconds stands for one of a minute
    settings = {"FAIL2BAN_TABLE": "bans-clock", "FAIL2BAN_FIND_SECONDS": "10"}
    with running("fail2ban", *options, owner="0:0", **settings) as started:
        started.shell("touch /var/log/nginx/ocr.access.log")
        started.wait(lambda: "Jail 'nginx-ocr' started" in started.logs())
        yield started


def bad_answers(fail2ban: Clocked, address: str, times: int) -> None:
    """Log answers as nginx does, at the time that the clock shows, and wait until they are counted."""
    line = f'{address} $(date -u +%FT%T+00:00) 502 ocr POST 0.641 0.640 502 2893 184533 - {address} $(date +%s).000 7 - \\"/v1/ocr\\"'
    found = fail2ban.logs().count(f"Found {address}")
    fail2ban.shell(f'for _ in {{1..{times}}}; do echo "{line}"; done >>/var/log/nginx/ocr.access.log')
    fail2ban.wait(lambda: fail2ban.logs().count(f"Found {address}") == found + times)


def time_left(fail2ban: Clocked, address: str) -> str:
    """Return how long the listing says that a ban lasts, in its largest unit; empty for who is not banned."""
    found = re.search(rf"^{re.escape(address)} +(\d+ [a-z]+)", fail2ban.shell("bans"), re.MULTILINE)
    return found[1] if found else ""


def starts(fail2ban: Clocked) -> int:
    """Return how often the jail was started."""
    return fail2ban.logs().count("Jail 'nginx-ocr' started")


@pytest.mark.parametrize(("offset", "number"), [("+2h", 1), ("+400d", 2)])
def test_bans_and_counts_of_a_clock_that_was_ahead_end_when_they_should(
    fail2ban: Clocked, offset: str, number: int
) -> None:
    attacker, client = f"203.0.113.{number}", f"198.51.100.{number}"
    expected = starts(fail2ban) + ("nobody is banned" not in fail2ban.shell("bans"))
    fail2ban.set_clock(offset)
    # bans of the case before move with the clock, and the jail starts again: it would forget what it is counting
    fail2ban.wait(lambda: starts(fail2ban) == expected)
    bad_answers(fail2ban, attacker, 10)
    fail2ban.wait(lambda: time_left(fail2ban, attacker).endswith(" min"))
    bad_answers(fail2ban, client, 5)
    fail2ban.set_clock("+0")
    fail2ban.wait(lambda: starts(fail2ban) > expected)
    fail2ban.wait(lambda: time_left(fail2ban, attacker).endswith(" min"))
    # in the firewall as in the list
    fail2ban.wait(lambda: attacker in fail2ban.shell("nft list set inet bans-clock banned4"))
    # long after the five; with them it would be eleven
    time.sleep(11)
    bad_answers(fail2ban, client, 6)
    bad_answers(fail2ban, f"192.0.2.{number}", 10)
    fail2ban.wait(lambda: f"Ban 192.0.2.{number}" in fail2ban.logs())
    assert time_left(fail2ban, client) == ""


@pytest.fixture(scope="module")
def nginx() -> Iterator[Clocked]:
    places = ("/run/nginx", "/var/cache/nginx", "/var/log/nginx", "/var/lib/selfsigned")
    options = (f"--tmpfs={place}:uid=10002,gid=10002,mode=700" for place in places)
    with running("nginx", *options, owner="10002:10002") as started:
        started.wait(lambda: "ok" in started.shell("/opt/edge/healthcheck.sh && echo ok", check=False))
        yield started


def reloads(nginx: Clocked) -> int:
    return nginx.logs().count("the clock was set back")


def workers(nginx: Clocked) -> set[str]:
    """Return the processes that take connections."""
    script = (
        'for p in /proc/[0-9]*; do tr "\\0" " " <$p/cmdline | grep -q "^nginx: worker process *$" && echo $p; done; :;'
    )
    return set(nginx.shell(f"{{ {script} }} 2>/dev/null").split())


@pytest.mark.parametrize("offset", ["+2h", "+10y"])
def test_nginx_forgets_what_it_knows_until_a_time_that_was_wrong(nginx: Clocked, offset: str) -> None:
    before, known = workers(nginx), reloads(nginx)
    assert before
    nginx.set_clock(offset)
    # two looks and more
    time.sleep(6)
    assert (workers(nginx), reloads(nginx)) == (before, known)
    nginx.set_clock("+0")
    nginx.wait(lambda: reloads(nginx) == known + 1)
    nginx.wait(lambda: workers(nginx).isdisjoint(before) and len(workers(nginx)) == len(before))
    # once
    time.sleep(6)
    assert reloads(nginx) == known + 1
