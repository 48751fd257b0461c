"""Settings in, connections out: to the edge as a client makes them, and to any service."""

import socket
import ssl

from healthcheck.settings import Settings


def connect(address: str, settings: Settings) -> socket.socket:
    """Open a connection to HOST:PORT."""
    host, port = address.rsplit(":", 1)
    return socket.create_connection((host, int(port)), timeout=settings.timeout_seconds)


def connect_to_edge(settings: Settings) -> ssl.SSLSocket:
    """Open a TLS connection to the edge by the site's name; verify its certificate if an authority issued it."""
    tls = ssl.create_default_context()
    if not settings.verify_certificate:
        tls.check_hostname = False
        tls.verify_mode = ssl.CERT_NONE
    return tls.wrap_socket(connect(settings.edge, settings), server_hostname=settings.domain)
