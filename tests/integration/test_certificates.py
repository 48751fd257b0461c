"""The life of a certificate, against an ACME authority in a container: pebble at its strictest."""

import re
import ssl
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.support import pace
from tests.support.edge.site import Site, certificate_fact, site_with_authority

# `live` below gives every test a site that serves a real certificate; what a test breaks it repairs, or starts again


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site_with_authority(tmp_path_factory.mktemp("authority"), "certificates") as started:
        yield started


@pytest.fixture
def live(site: Site) -> Site:
    return site.live()


def asked(site: Site) -> int:
    """Count everything that the authority has been asked."""
    return site.stack.logs("authority").count("-> calling handler()")


def started_at(site: Site, service: str) -> str:
    container = site.stack.compose("ps", "--quiet", service).stdout.strip()
    command = ["docker", "inspect", "--format", "{{.State.StartedAt}} {{.RestartCount}}", container]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# --- the first day


def test_serves_self_signed_at_once_and_the_real_certificate_without_a_restart(site: Site) -> None:
    first = site.begin()
    assert first.serves_self_signed()
    before = started_at(first, "nginx")
    first.wait_for_certificate()
    first.wait_until_well()
    assert started_at(first, "nginx") == before
    assert first.orders() == 1
    pem = first.served_pem()
    assert "Pebble" in certificate_fact(pem, "-issuer")
    assert "id-ecPublicKey" in certificate_fact(pem, "-text")


@pytest.mark.parametrize("server_name", ["example.org", None])
def test_shakes_no_hands_under_an_unknown_name_or_by_address(live: Site, server_name: str | None) -> None:
    with pytest.raises(ssl.SSLError):
        live.served_pem(server_name)


def test_answers_tls_within_5_seconds_of_its_start_in_this_mode_too(live: Site) -> None:
    live.stack.compose("stop", "nginx")
    live.stack.compose("start", "nginx")
    begun = time.monotonic()
    while True:
        try:
            assert not live.serves_self_signed()
            break
        except OSError:
            assert time.monotonic() - begun < 30
            time.sleep(0.1)
    took = time.monotonic() - begun
    assert took < pace.allowed(5)


def test_tells_the_operator_what_is_installed_served_and_due(live: Site) -> None:
    def status() -> subprocess.CompletedProcess[str]:
        return live.stack.compose("exec", "-T", "certbot", "cert-status", check=False)

    live.wait(lambda: status().returncode == 0, 15, "a status without alerts")
    said = status().stdout
    lines = (
        r"names +ocr\.test",
        r"issuer +CN=Pebble",
        rf"serial .*served: {live.served()}",
        r"days left +\d\d",
        r"next check +\d{4}-",
        r"attempt .* issued",
    )
    assert [line for line in lines if not re.search(line, said)] == [], said


def test_nobody_but_nginx_and_certbot_can_read_the_key(live: Site) -> None:
    modes = live.stack.shell("certbot", "stat -c '%a %u %g' /certificates/current/ /certificates/current/privkey.pem")
    assert modes.split("\n")[:2] == ["750 10003 10003", "640 10003 10003"]
    others = ("exec", "-T", "--user", "10001:10001", "front", "cat", "/certificates/current/privkey.pem")
    assert "Permission denied" in live.stack.compose(*others, check=False).stderr


# --- what must not ask the authority


def test_restarts_and_crashes_ask_nothing(live: Site) -> None:
    before, serial = asked(live), live.served()
    for _ in range(3):
        live.stack.compose("kill", "certbot")
        live.stack.compose("start", "certbot")
    live.start_certbot()
    live.stack.compose("up", "--detach", "--wait", "--no-deps", "--force-recreate", "nginx")
    live.wait_until_well()
    assert (asked(live), live.served()) == (before, serial)


def test_a_restored_backup_asks_nothing(live: Site) -> None:
    archive = "tar -C / -cf /clock/backup.tar var/lib/acme certificates"
    live.stack.shell("certbot", archive)
    backed_up = live.served()
    assert live.renew("--force").returncode == 0
    orders = live.orders()
    live.stop_certbot()
    live.in_certbot_volumes("rm -rf /var/lib/acme/* /certificates/* && tar -C / -xf /clock/backup.tar")
    live.start_certbot()
    live.wait(lambda: live.served() == backed_up, 15, "the certificate of the backup is served")
    live.wait_until_well()
    assert live.orders() == orders


def test_a_lost_state_volume_asks_nothing_while_the_certificate_is_young(live: Site) -> None:
    orders, serial = live.orders(), live.served()
    live.stop_certbot()
    live.in_certbot_volumes("rm -rf /var/lib/acme/*")
    live.start_certbot()
    live.wait_until_well()
    assert live.renew().returncode == 0
    assert (live.orders(), live.served()) == (orders, serial)


def test_switching_the_mode_to_and_fro_asks_nothing(site: Site) -> None:
    live = site.begin()
    serial = live.wait_for_certificate()
    orders = live.orders()
    local = live.with_settings(TLS_MODE="selfsigned")
    local.stack.compose("up", "--detach", "--wait", "--no-deps", "nginx", "certbot")
    assert local.serves_self_signed()
    # looked at once: it is written every 3 seconds, with the time
    report = local.report()
    assert report == {"mode": "selfsigned", "alerts": [], "time": report["time"]}
    live.stack.compose("up", "--detach", "--wait", "--no-deps", "nginx", "certbot")
    assert live.served() == serial
    assert live.orders() == orders


def test_a_rehearsal_keeps_nothing(live: Site) -> None:
    serial = live.served()
    done = live.renew("--dry-run")
    assert (done.returncode, "went well" in done.stderr) == (0, True)
    assert live.served() == serial


# --- what the check before the order finds


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        ({"SITE_DOMAIN": "nowhere.test"}, "nowhere.test does not resolve"),
        ({"SITE_DOMAIN": "ca.test"}, "http://ca.test/ at .* cannot be reached .*open port 80"),
        ({"CERTBOT_DIRECTORY": "https://ca.test:14000/nope"}, "correct CERTBOT_DIRECTORY|see CERTBOT_DIRECTORY"),
        ({"CERTBOT_DIRECTORY": "https://ca.test:15000/roots/0"}, "see CERTBOT_DIRECTORY"),
    ],
)
def test_says_what_to_fix_and_orders_nothing(site: Site, settings: dict[str, str], advice: str) -> None:
    orders = site.orders()
    wrong = site.begin(**settings)
    wrong.wait(lambda: re.search(advice, wrong.alerts()), 25, advice)
    assert wrong.orders() == orders


def test_waits_for_the_challenge_to_be_reachable(site: Site) -> None:
    begun = site.begin()
    begun.stop_certbot()
    begun.in_certbot_volumes("rm -rf /certificates/* /var/lib/acme/*")
    begun.stack.compose("pause", "front")
    orders = begun.orders()
    begun.start_certbot()
    begun.wait(lambda: "cannot be reached" in begun.alerts(), 25, "the alert")
    assert begun.orders() == orders
    begun.stack.compose("unpause", "front")
    begun.wait(lambda: begun.orders() == orders + 1, 25, "an order once the way is free")
    begun.wait_until_well()


@pytest.mark.parametrize("offset", ["+1d", "-1d"])
def test_a_clock_that_is_a_day_off_is_told_and_nothing_is_ordered(live: Site, offset: str) -> None:
    orders, serial = live.orders(), live.served()
    live.set_clock(offset)
    done = live.renew("--force")
    assert (done.returncode, "clock of this machine is" in done.stderr) == (1, True)
    # the service too has looked while the clock was wrong, and must not wait for that clock's time
    live.wait(lambda: "clock of this machine is" in live.alerts(), 60, "the alert")
    live.set_clock("+0")
    live.wait_until_well()
    assert (live.orders(), live.served()) == (orders, serial)


def test_a_full_disk_is_told_and_nothing_is_ordered(live: Site) -> None:
    orders, serial = live.orders(), live.served()
    live.stack.shell("certbot", "head -c 9M /dev/zero >/certificates/filling", check=False)
    done = live.renew("--force")
    assert (done.returncode, "the disk is full: /certificates" in done.stderr) == (1, True)
    live.stack.shell("certbot", "rm /certificates/filling")
    live.wait_until_well()
    assert (live.orders(), live.served()) == (orders, serial)


def test_a_disk_that_fills_while_installing_costs_no_second_order(live: Site) -> None:
    orders, serial = live.orders(), live.served()
    live.stop_certbot()
    live.in_certbot_volumes("rm -rf /certificates/current; head -c 9M /dev/zero >/certificates/filling || true")
    live.start_certbot()
    live.wait(lambda: "the disk refuses the certificate" in live.stack.logs("certbot"), 15, "the alert")
    assert live.served() == serial
    live.stack.shell("certbot", "rm /certificates/filling")
    live.wait_until_well()
    assert (live.orders(), live.served()) == (orders, serial)


# --- an authority that fails


def test_an_authority_that_is_down_at_first_is_waited_for(site: Site) -> None:
    site.stack.compose("stop", "--timeout", "1", "authority")
    begun = site.begin()
    begun.wait(lambda: "does not answer as an ACME server" in begun.alerts(), 25, "the alert")
    assert begun.serves_self_signed()
    site.stack.compose("start", "authority")
    begun.wait_for_certificate()


def test_an_authority_that_is_down_at_renewal_leaves_the_certificate_served(live: Site) -> None:
    serial = live.served()
    live.stack.compose("stop", "--timeout", "1", "authority")
    done = live.renew("--force")
    assert (done.returncode, "does not answer as an ACME server" in done.stderr) == (1, True)
    assert live.served() == serial
    live.stack.compose("start", "authority")
    # pebble forgets all accounts when it stops: the next test needs a new one
    live.stop_certbot()


def test_an_account_that_the_authority_has_forgotten_is_replaced(site: Site) -> None:
    live = site.live()
    serial = live.served()
    starts = live.stack.logs("authority").count("ACME directory available")
    # pebble keeps everything in memory
    live.stack.compose("restart", "--timeout", "1", "authority")
    live.wait(lambda: live.stack.logs("authority").count("ACME directory available") > starts, 10, "its start")
    first = live.renew("--force")
    assert "not found" in first.stderr
    time.sleep(2)
    second = live.renew("--force")
    assert second.returncode == 0, second.stderr
    assert live.served() != serial


def test_an_account_lost_here_is_replaced(live: Site) -> None:
    serial = live.served()
    live.stack.shell("certbot", "rm -r /var/lib/acme/*/config/accounts")
    assert live.renew("--force").returncode == 0
    assert live.served() != serial


def test_bad_nonces_do_not_stop_it(site: Site) -> None:
    picky = site.with_settings(NONCES_REJECTED="5")
    picky.stack.compose("up", "--detach", "authority")
    try:
        begun = picky.begin()
        begun.wait_for_certificate(45)
        begun.wait_until_well()
    finally:
        site.stack.compose("up", "--detach", "authority")


def test_a_name_that_is_not_allowed_is_tried_ever_more_rarely_whatever_restarts(site: Site) -> None:
    orders = site.orders()
    blocked = site.begin(SITE_DOMAIN="blocked.test")
    blocked.wait(lambda: blocked.orders() == orders + 3, 40, "three attempts, 2 and 4 seconds apart")
    blocked.wait(lambda: "blocked.test" in blocked.alerts(), 10, "the authority's reason in the alert")
    for _ in range(3):
        blocked.start_certbot()
    done = blocked.renew("--force")
    assert (done.returncode, "3 failed attempts in a row" in done.stderr) == (1, True)
    time.sleep(6)
    assert blocked.orders() == orders + 3
    health = blocked.stack.compose("exec", "-T", "certbot", "python", "-m", "certificates", "healthy", check=False)
    assert health.returncode == 1


def test_keeps_below_the_weekly_limit(site: Site) -> None:
    begun = site.begin(CERTBOT_CERTIFICATES_PER_WEEK="2")
    begun.wait_for_certificate()
    begun.wait_until_well()
    assert begun.renew("--force").returncode == 0
    orders = begun.orders()
    done = begun.renew("--force")
    assert (done.returncode, "2 certificates for these names within 7 days" in done.stderr) == (1, True)
    assert begun.orders() == orders
