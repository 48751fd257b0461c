"""A mail server that accepts what it is sent, with or without TLS and a login, and shows it to a test."""

import asyncio
import email
import email.policy
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword


@dataclass
class Mailbox:
    """Letters in the order of their arrival."""

    letters: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Accept a letter."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 accepted"

    @property
    def subjects(self) -> list[str]:
        return [str(letter["Subject"]) for letter in self.letters]

    def wait(self, number: int, seconds: float) -> EmailMessage:
        """Wait for the letter of a number, the first being 1, and return it."""
        end = time.monotonic() + seconds
        while len(self.letters) < number:
            assert time.monotonic() < end, f"no letter {number} within {seconds} s, but {self.subjects}"
            time.sleep(0.1)
        return self.letters[number - 1]


def text(letter: EmailMessage) -> str:
    return str(letter.get_content())


@contextmanager
def mail_server(
    listener: socket.socket,
    mailbox: Mailbox,
    *,
    tls: Path | None = None,
    starttls: Path | None = None,
    password: str = "",
) -> Iterator[None]:
    """Serve on a listening socket; `tls` and `starttls` are directories of `make_pair`; the user is "ops"."""

    def authenticate(_server: SMTP, _session: Any, _envelope: Envelope, _mechanism: str, login: Any) -> AuthResult:
        assert isinstance(login, LoginPassword)
        return AuthResult(success=(login.login, login.password) == (b"ops", password.encode()), handled=False)

    def conversation() -> SMTP:
        return SMTP(
            mailbox,
            hostname="mail.test",
            tls_context=_context(starttls) if starttls else None,
            require_starttls=starttls is not None,
            auth_required=bool(password),
            # with TLS from the first byte, a login is as safe as after STARTTLS
            auth_require_tls=tls is None,
            authenticator=authenticate,
            loop=loop,
        )

    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(conversation, sock=listener, ssl=_context(tls) if tls else None)
    )
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


def make_mail_pair(folder: Path, name: str) -> Path:
    """Create an authority, and the certificate of a mail server: `name` is like "DNS:mail.test" or "IP:192.0.2.1"."""
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    # Python verifies strictly: an authority must say that it is one
    root = "-subj /CN=Test -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.pem"
    server = (
        "-CA ca.pem -CAkey ca.key -subj /CN=mail -addext basicConstraints=CA:FALSE "
        f"-addext subjectAltName={name} -keyout privkey.pem -out fullchain.pem"
    )
    for options in (root, server):
        subprocess.run([*make, *options.split()], cwd=folder, capture_output=True, check=True)
    # the sidecar reads it as another user
    (folder / "ca.pem").chmod(0o644)
    return folder


def _context(pair: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair / "fullchain.pem", pair / "privkey.pem")
    return context
