"""The served certificate, from a TLS handshake: its names, its serial number and its validity."""

import re
import ssl
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime

from healthcheck.edge import connect_to_edge
from healthcheck.settings import Settings
from service.durations import DAY_SECONDS


@dataclass(frozen=True)
class Certificate:
    """Certificate served for the site's main name; `distrust` is why a client would refuse it, empty if none would."""

    names: tuple[str, ...]
    issuer: str
    serial: str
    begins: datetime
    ends: datetime
    distrust: str = ""

    def covers(self, name: str) -> bool:
        """Return whether the certificate names a host, itself or by a wildcard."""
        return name in self.names or f"*.{name.partition('.')[2]}" in self.names

    def days_left(self, now: datetime) -> float:
        """Count the days until it ends."""
        return (self.ends - now).total_seconds() / DAY_SECONDS


def served(settings: Settings) -> Certificate:
    """Return the edge's certificate, whether it is valid or not. Raise OSError if there is none."""
    with connect_to_edge(settings, verify=False) as connection:
        encoded = connection.getpeercert(binary_form=True)
    if not encoded:
        raise OSError("no certificate is served")
    return decode(encoded)


def decode(encoded: bytes) -> Certificate:
    """Read a certificate, DER; Python itself reads only those that it has verified."""
    options = ("-startdate", "-enddate", "-serial", "-issuer", "-nameopt", "RFC2253", "-ext", "subjectAltName")
    command = ["/usr/bin/openssl", "x509", "-inform", "DER", "-noout", *options]
    printed = subprocess.run(command, input=encoded, capture_output=True, check=True).stdout.decode()  # noqa: S603
    facts = dict(line.split("=", 1) for line in printed.splitlines() if re.match("[a-zA-Z]+=", line))
    return Certificate(
        names=tuple(name.lower() for name in re.findall(r"DNS:([^,\s]+)", printed)),
        issuer=_common_name(facts["issuer"]),
        # openssl writes whole bytes, certbot's report a number
        serial=f"{int(facts['serial'], 16):x}",
        begins=_moment(facts["notBefore"]),
        ends=_moment(facts["notAfter"]),
    )


def _common_name(issuer: str) -> str:
    found = re.search(r"CN=((?:[^,\\]|\\.)+)", issuer)
    return found[1].replace("\\", "") if found else issuer


def _moment(text: str) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(text), UTC)
