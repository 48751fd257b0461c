"""How long the certificate that is served will last."""

import ssl
import subprocess
import time

from healthcheck.edge import connect_to_edge
from healthcheck.reading import Reading
from healthcheck.settings import Settings

# Renewal is due when a third of the life is left; at a quarter it has failed for a while.
LEAST_SHARE_LEFT = 0.25


def certificate(settings: Settings) -> Reading:
    """Find a served certificate that is near its end, in proportion to its life."""
    with connect_to_edge(settings) as connected:
        served = connected.getpeercert(binary_form=True)
    if served is None:
        return Reading(ok=False, figure="none is served")
    begin, end = _life(served)
    left = end - time.time()
    return Reading(ok=left >= LEAST_SHARE_LEFT * (end - begin), figure=f"{left / 86400:.1f} days left")


def _life(der: bytes) -> tuple[float, float]:
    """Return the first and the last second of a certificate, in Unix seconds."""
    # Python itself decodes only certificates that it has verified
    command = ["/usr/bin/openssl", "x509", "-inform", "DER", "-noout", "-startdate", "-enddate"]
    printed = subprocess.run(command, input=der, capture_output=True, check=True).stdout.decode()  # noqa: S603
    begin, end = (ssl.cert_time_to_seconds(line.partition("=")[2]) for line in printed.splitlines())
    return begin, end
