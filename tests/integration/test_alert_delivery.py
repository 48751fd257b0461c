"""Alerts on their way: told once whatever restarts, kept while nobody takes them, tried by a test letter, and what they cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.support import pace
from tests.support.hosts import droplet
from tests.support.hosts.attack import wait_until
from tests.support.watched import PATIENCE_SECONDS, Watched, another_mind, start_watched

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with start_watched(tmp_path_factory.mktemp("watched")) as started:
        yield started


def test_flapping_is_one_incident(watched: Watched) -> None:
    watched.wait_until_well()
    watched.mind(memory=9e8)
    assert "FAIL: memory" in watched.post.next()[0]
    for _ in range(3):
        watched.mind()
        wait_until(lambda: "memory" not in watched.failing(), seconds=PATIENCE_SECONDS)
        watched.mind(memory=9e8)
        wait_until(lambda: "memory" in watched.failing(), seconds=PATIENCE_SECONDS)
    watched.mind()
    assert "recovered after" in watched.post.next()[0]
    watched.rounds(2)
    assert len(watched.post.box.letters) == watched.post.expected


def test_a_restart_of_the_sidecar_tells_nothing_twice(watched: Watched) -> None:
    watched.wait_until_well()
    with another_mind(watched, memory=9e8):
        assert "FAIL: memory" in watched.post.next()[0]
        watched.appliance.compose("restart", "--timeout", "2", "healthcheck")
        known = watched.state()["troubles"]["memory"]["failures"]
        wait_until(lambda: watched.state()["troubles"]["memory"]["failures"] > known + 2, seconds=PATIENCE_SECONDS)
        assert len(watched.post.box.letters) == watched.post.expected
    assert "recovered after" in watched.post.next()[0]


def test_keeps_letters_while_nobody_takes_them_also_over_a_restart_and_sends_them_in_order(watched: Watched) -> None:
    watched.wait_until_well()
    watched.mail.close()
    with another_mind(watched, memory=9e8):
        wait_until(lambda: waiting(watched) == ["opened"], seconds=PATIENCE_SECONDS)
        watched.rounds(1)
    wait_until(lambda: waiting(watched) == ["opened", "ended"], seconds=PATIENCE_SECONDS)
    said = "Connection refused; 2 waiting"
    wait_until(lambda: said in watched.appliance.compose("logs", "healthcheck"), seconds=PATIENCE_SECONDS)
    watched.appliance.compose("restart", "--timeout", "2", "healthcheck")
    watched.mail.enter_context(watched.post.serving())
    assert "FAIL: memory" in watched.post.next()[0]
    assert "recovered after" in watched.post.next()[0]
    wait_until(lambda: waiting(watched) == [], seconds=PATIENCE_SECONDS)


def waiting(watched: Watched) -> list[str]:
    return [message["kind"] for message in watched.state()["messages"] if not message["settled"]]


def test_pings_after_each_round_and_another_address_while_something_is_wrong(watched: Watched) -> None:
    watched.wait_until_well()
    watched.rounds(1)
    before = len(watched.pings)
    watched.rounds(3)
    assert watched.pings[before:] in (["/ping"] * 3, ["/ping"] * 2, ["/ping"] * 4)
    with another_mind(watched, memory=9e8):
        watched.post.next()
        wait_until(lambda: watched.pings[-1] == "/ping/fail", seconds=PATIENCE_SECONDS)
    watched.post.next()
    wait_until(lambda: watched.pings[-1] == "/ping", seconds=PATIENCE_SECONDS)


def alert_test(watched: Watched, **changed: str) -> str:
    """Run what `make alert-test` runs, with settings changed as by an edit of .env."""
    environment = [word for name, value in changed.items() for word in ("--env", f"{name}={value}")]
    return watched.appliance.compose(
        "run", "--rm", "--no-deps", "-T", *environment, "healthcheck", "python3", "-m", "healthcheck.alerts"
    )


def test_a_test_letter_is_sent_at_once_by_starttls(watched: Watched) -> None:
    assert alert_test(watched).split() == ["email", "accepted"]
    subject, body = watched.post.next(1)
    assert subject == "[receipt-ocr localhost] test"
    assert "make alert-test" in body


def test_a_test_letter_is_sent_at_once_by_tls(watched: Watched) -> None:
    watched.mail.close()
    with watched.post.serving(tls=True):
        assert alert_test(watched, ALERT_SMTP_SECURITY="tls").split() == ["email", "accepted"]
        watched.post.next(1)
    watched.mail.enter_context(watched.post.serving())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ALERT_SMTP_PASSWORD": "another"}, "email +NOT accepted: .*535"),
        ({"ALERT_SMTP_PORT": "2526"}, "email +NOT accepted: .*Connection refused"),
        ({"ALERT_URLS": "json://127.0.0.1:9/secret"}, "email +accepted\njson +NOT accepted: .*refused"),
        (
            dict.fromkeys(("ALERT_SMTP_HOST", "ALERT_SMTP_USER", "ALERT_SMTP_PASSWORD"), ""),
            "no channel for alerts is configured: set ALERT_SMTP_HOST or ALERT_URLS in .env",
        ),
    ],
)
def test_a_test_letter_that_is_not_taken_is_a_failure_with_its_reason(
    watched: Watched, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(RuntimeError, match=said) as failed:
        alert_test(watched, **changed)
    assert "another" not in str(failed.value).split("failed:\n")[1]
    watched.post.expected = len(watched.post.box.letters)


@dataclass(frozen=True)
class Usage:
    """What the kernel has counted for a container."""

    memory: Path
    cpu: Path

    def anonymous_bytes(self) -> int:
        """Return the memory of processes; what is cached of files is given back on demand."""
        counted = dict(line.split() for line in self.memory.read_text().splitlines())
        return int(counted.get("total_rss") or counted["anon"])

    def cpu_seconds(self) -> float:
        written = self.cpu.read_text().split()
        return int(written[0]) / 1e9 if len(written) == 1 else int(written[1]) / 1e6


def usage_of_sidecar(watched: Watched) -> Usage:
    """Find the sidecar's control group, of either version."""
    words = ("inspect", "--format", "{{.State.Pid}}", "receipt-ocr-healthcheck-1")
    lines = Path(f"/proc/{watched.appliance.docker(*words).strip()}/cgroup").read_text().splitlines()
    groups = {
        controller: path for _, names, path in (line.split(":", 2) for line in lines) for controller in names.split(",")
    }
    root = Path("/sys/fs/cgroup")
    if "memory" in groups:
        return Usage(
            Path(f"{root}/memory{groups['memory']}/memory.stat"),
            Path(f"{root}/cpuacct{groups['cpuacct']}/cpuacct.usage"),
        )
    return Usage(Path(f"{root}{groups['']}/memory.stat"), Path(f"{root}{groups['']}/cpu.stat"))


def test_holds_less_than_64_megabytes_also_while_it_sends(watched: Watched) -> None:
    usage = usage_of_sidecar(watched)
    resting = usage.anonymous_bytes()
    heights = [resting]
    stopped = Event()

    def watch() -> None:
        while not stopped.wait(0.01):
            heights.append(usage.anonymous_bytes())

    watching = Thread(target=watch)
    watching.start()
    with another_mind(watched, memory=9e8):
        watched.post.next()
    watched.post.next()
    sending = max(heights)
    watched.appliance.compose("exec", "-T", "healthcheck", "python3", "-m", "healthcheck.alerts")
    watched.post.next()
    stopped.set()
    watching.join()
    figures = {"at rest": resting, "sending": sending, "at most, with alert-test": max(heights)}
    print({name: f"{size / 1e6:.1f} MB" for name, size in figures.items()})  # noqa: T201 - the figures are asked for
    assert sending > resting
    assert max(heights) <= 64e6


def test_takes_less_than_a_hundredth_of_a_core_at_the_default_pace(watched: Watched) -> None:
    watched.wait_until_well()
    watched.rounds(1)
    usage, rounds, execs = usage_of_sidecar(watched), 10, 5
    before = usage.cpu_seconds()
    # here one round in five reads the sample, at the default pace one in twelve
    watched.rounds(rounds)
    round_seconds = (usage.cpu_seconds() - before) / rounds
    before = usage.cpu_seconds()
    for _ in range(execs):
        watched.appliance.compose("exec", "-T", "healthcheck", "python3", "-m", "healthcheck.alive")
    alive_seconds = (usage.cpu_seconds() - before) / execs
    # a round every 300 seconds, Docker's health check every 30
    share = round_seconds / 300 + alive_seconds / 30
    print(f"{1000 * round_seconds:.0f} ms a round, {1000 * alive_seconds:.0f} ms a health check: {share:.2%}")  # noqa: T201
    assert share < pace.cpu_allowed(0.01)


def test_refuses_to_start_with_a_way_that_apprise_does_not_know(watched: Watched) -> None:
    with pytest.raises(RuntimeError, match="ALERT_URLS: nonsense is not understood"):
        watched.appliance.compose("run", "--rm", "--no-deps", "--env", "ALERT_URLS=nonsense://secret", "healthcheck")
