"""The served certificate, from a real TLS server with a real certificate."""

import shutil
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from healthcheck.certificate import certificate
from healthcheck.settings import Settings
from tests.support.edge.pairs import make_pair

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Callable[[float, float], Settings]]:
    """Serve a certificate of some age that has some days left."""
    with ExitStack() as ends:

        def serve(days_old: float, days_left: float) -> Settings:
            pair = make_pair(tmp_path, begins=datetime.now(UTC) - timedelta(days=days_old), days=days_old + days_left)
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(pair / "fullchain.pem", pair / "privkey.pem")
            listener = ends.enter_context(socket.create_server(("127.0.0.1", 0)))
            Thread(target=_answer, args=(listener, tls), daemon=True).start()
            return replace(Settings(), edge=f"127.0.0.1:{listener.getsockname()[1]}", timeout_seconds=5)

        yield serve


def _answer(listener: socket.socket, tls: ssl.SSLContext) -> None:
    with suppress(OSError):
        plain, _ = listener.accept()
        with tls.wrap_socket(plain, server_side=True) as served:
            served.recv(1)


def test_is_well_while_more_than_a_quarter_of_the_life_is_left(serving: Callable[[float, float], Settings]) -> None:
    reading = certificate(serving(60, 30.01))
    assert (reading.ok, reading.figure) == (True, "30.0 days left")


def test_is_not_well_when_less_than_a_quarter_is_left(serving: Callable[[float, float], Settings]) -> None:
    reading = certificate(serving(70, 20.01))
    assert (reading.ok, reading.figure) == (False, "20.0 days left")


def test_goes_by_the_share_and_not_by_days_for_a_short_certificate(serving: Callable[[float, float], Settings]) -> None:
    assert certificate(serving(3, 3)).ok


def test_is_not_well_once_it_has_ended(serving: Callable[[float, float], Settings]) -> None:
    reading = certificate(serving(10, -1))
    assert not reading.ok
    assert reading.figure.startswith("-1.0 days")
