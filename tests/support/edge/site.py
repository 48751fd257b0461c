"""A site with an ACME authority of its own: what the tests of certificates do to it, and what they can see of it."""

import json
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.support.deaths import inside
from tests.support.edge.stack import Stack, build, free_port, running

COMPOSE = Path(__file__).with_name("certificates.yaml")
NAME = "ocr.test"
PATIENCE = 4
CLEAN = "rm -rf /certificates/* /certificates/.[!.]* /var/lib/acme/* /var/www/acme/.[!.]*; echo +0 >/clock/offset"
# a program for certbot's Python: print the root of the authority, which makes a new one at each start
FETCH_ROOT = (
    "import ssl, urllib.request; c = ssl._create_unverified_context(); "
    "print(urllib.request.urlopen('https://ca.test:15000/roots/0', context=c).read().decode())"
)


@dataclass(frozen=True)
class Site:
    """nginx and certbot, the authority, and the front that the Internet sees."""

    stack: Stack

    # --- doing

    def begin(self, **settings: str) -> "Site":
        """Empty all volumes of certbot, and start nginx and certbot with settings, as on the first day."""
        site = self.with_settings(**settings)
        site.stack.compose("rm", "--force", "--stop", "certbot", "nginx")
        site.in_certbot_volumes(CLEAN)
        site.stack.compose("up", "--detach", "--wait", "--no-deps", "nginx")
        site.start_certbot()
        return site

    def with_settings(self, **settings: str) -> "Site":
        """Return the site with other settings, for what is started next."""
        return replace(self, stack=replace(self.stack, environment={**self.stack.environment, **settings}))

    def start_certbot(self) -> None:
        """Start certbot again with the settings of this site."""
        self.stack.compose("up", "--detach", "--no-deps", "--force-recreate", "certbot")

    def live(self) -> "Site":
        """Return a site that serves a certificate of the authority, with its usual settings; reuse it if it is there."""
        usual = replace(self, stack=replace(self.stack, environment=dict(self.stack.environment)))
        if self.report().get("alerts") == [] and self.report().get("names") == [NAME] and not self.serves_self_signed():
            return usual
        usual = self.begin()
        usual.wait_for_certificate()
        usual.wait_until_well()
        return usual

    def stop_certbot(self) -> None:
        self.stack.compose("rm", "--force", "--stop", "certbot")

    def in_certbot_volumes(self, script: str) -> str:
        """Run a script on certbot's volumes while it does not run."""
        run = ("run", "--rm", "--no-deps", "--entrypoint", "bash", "certbot", "-c", script)
        return self.stack.compose(*run).stdout

    def set_clock(self, offset: str) -> None:
        """Shift certbot's clock, for instance by -1d."""
        # whole or not at all: a program that reads half of it ends
        self.stack.shell("certbot", f"echo '{offset}' >/clock/new && mv /clock/new /clock/offset")

    def renew(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Run `cert-renew` as an operator does."""
        return self.stack.compose("exec", "-T", "certbot", "cert-renew", *options, check=False)

    # --- seeing

    def served(self) -> str:
        """Return the serial number, in hex, of the certificate that clients get."""
        # openssl writes whole bytes, certbot's service a number
        return f"{int(certificate_fact(self.served_pem(), '-serial').removeprefix('serial='), 16):x}"

    def served_pem(self, name: str | None = NAME) -> str:
        """Return the certificate, PEM, that clients get who ask for a name, or for none."""
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        address = ("127.0.0.1", self.stack.port("nginx", 8443))
        with (
            socket.create_connection(address, timeout=20) as connection,
            context.wrap_socket(connection, server_hostname=name) as secured,
        ):
            return ssl.DER_cert_to_PEM_cert(secured.getpeercert(binary_form=True) or b"")

    def serves_self_signed(self) -> bool:
        return "self-signed" in certificate_fact(self.served_pem(), "-issuer")

    def report(self) -> dict[str, Any]:
        """Return what certbot's service has reported last, nothing while its container is away."""
        content = inside(self.stack.container("certbot"), "cat", "/certificates/status.json")
        report: dict[str, Any] = json.loads(content or "{}")
        return report

    def reports_since(self, moment: datetime) -> bool:
        """Return whether certbot's service has reported after a moment."""
        return float(self.report().get("time", 0)) > moment.timestamp()

    def alerts(self) -> str:
        return "\n".join(self.report().get("alerts", []))

    def orders(self) -> int:
        """Return how many orders the authority has got."""
        return self.stack.logs("authority").count("POST /order-plz")

    def root(self) -> str:
        """Return the root certificate of the authority, PEM."""
        return self.stack.compose("exec", "-T", "certbot", "python", "-c", FETCH_ROOT).stdout

    def wait(self, condition: Callable[[], object], seconds: float, what: str) -> float:
        """Wait for a condition and return the seconds it took; a slower machine may take a few times as long."""
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE * seconds:
            if condition():
                return time.monotonic() - begun
            time.sleep(0.2)
        raise AssertionError(
            f"not within {PATIENCE * seconds} s: {what}; certbot says: {self.stack.logs('certbot')[-3000:]}"
        )

    def wait_for_certificate(self, seconds: float = 30) -> str:
        """Wait until a certificate of the authority is served and return its serial."""
        self.wait(lambda: not self.serves_self_signed(), seconds, "a real certificate is served")
        return self.served()

    def wait_until_well(self, seconds: float = 30) -> None:
        """Wait until certbot has no alerts and clients get what it has installed: nginx reloads seconds later."""

        def well() -> bool:
            report = self.report()
            installed = report.get("installed")
            return report.get("alerts") == [] and (not installed or installed["serial"] == self.served())

        self.wait(well, seconds, "no alerts, and what is installed is served")


def certificate_fact(pem: str, option: str) -> str:
    """Return one fact of a certificate as openssl prints it."""
    command = ["openssl", "x509", "-noout", option]
    return subprocess.run(command, input=pem, capture_output=True, text=True, check=True).stdout.strip()


def make_authority_files(place: Path) -> None:
    """Create the root and the certificate of the authority's own HTTPS."""
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    # Python verifies strictly: an authority must say that it is one
    root = "-subj /CN=Test -addext keyUsage=critical,keyCertSign,cRLSign -keyout root.key -out root.pem"
    server = (
        "-CA root.pem -CAkey root.key -subj /CN=ca.test -addext basicConstraints=CA:FALSE "
        "-addext subjectAltName=DNS:ca.test -keyout server.key -out server.pem"
    )
    for options in (root, server):
        subprocess.run([*make, *options.split()], cwd=place, capture_output=True, check=True)
    # pebble runs as another user
    place.chmod(0o755)
    (place / "server.key").chmod(0o644)


def authority_settings(files: Path) -> dict[str, str]:
    """Return the settings of a site certified by the authority; `files` is where its server has the authority's files."""
    return {
        "AUTHORITY_FILES": str(files),
        "CERTBOT_CA_FILE": str(files / "root.pem"),
        "CERTBOT_DIRECTORY": "https://ca.test:14000/dir",
        "SITE_DOMAIN": NAME,
        "SITE_EMAIL": "ops@ocr.test",
        "TLS_MODE": "letsencrypt",
    }


@contextmanager
def site_with_authority(files: Path, project: str) -> Iterator[Site]:
    """Start the authority and the front; nginx and certbot start with `Site.begin`."""
    make_authority_files(files)
    build("nginx", "certbot")
    environment = {
        **authority_settings(files),
        "SITE_HTTP_PORT": str(free_port()),
        "SITE_HTTPS_PORT": str(free_port()),
        # tests have no hours to wait
        "CERTBOT_BACKOFF_SECONDS": "2,4,600",
        "CERTBOT_FAILURES_PER_HOUR": "1000",
        "CERTBOT_CERTIFICATES_PER_WEEK": "1000",
    }
    subprocess.run(
        ["docker", "build", "--quiet", "--tag", "receipt-ocr-test/certbot", COMPOSE.with_name("clock")], check=True
    )
    with running(COMPOSE, project, environment, "authority", "front", "ocr") as stack:
        yield Site(stack)
