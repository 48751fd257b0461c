"""The served certificate, from a TLS handshake, and whether clients would accept it."""

import ssl
from dataclasses import replace

from healthcheck import served as handshake
from healthcheck.edge import connect_to_edge
from healthcheck.served import Certificate
from healthcheck.settings import Settings


def served(settings: Settings) -> Certificate:
    """Return the edge's certificate. Raise OSError if there is no answer."""
    return replace(handshake.served(settings), distrust=_distrust(settings))


def _distrust(settings: Settings) -> str:
    try:
        connect_to_edge(replace(settings, verify_certificate=True)).close()
    except ssl.SSLCertVerificationError as refused:
        return refused.verify_message
    return ""
