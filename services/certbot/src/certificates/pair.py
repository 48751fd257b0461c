"""A checked pair of certificate and key, from a directory with fullchain.pem and privkey.pem."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes


class PairBroken(Exception):
    """The files are absent, or no certificate and key."""


@dataclass(frozen=True)
class Pair:
    """A certificate with its chain and its key, as read."""

    folder: Path
    chain: tuple[x509.Certificate, ...]
    key: PrivateKeyTypes

    @property
    def leaf(self) -> x509.Certificate:
        return self.chain[0]

    @property
    def serial(self) -> str:
        return f"{self.leaf.serial_number:x}"

    @property
    def names(self) -> frozenset[str]:
        """Return the DNS names of the certificate."""
        try:
            extension = self.leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        except x509.ExtensionNotFound:
            return frozenset()
        return frozenset(extension.value.get_values_for_type(x509.DNSName))

    @property
    def issuer(self) -> str:
        return self.leaf.issuer.rfc4514_string()

    @property
    def lifetime(self) -> datetime.timedelta:
        return self.leaf.not_valid_after_utc - self.leaf.not_valid_before_utc

    def left(self, now: datetime.datetime) -> datetime.timedelta:
        """Return how long the certificate is still valid; negative once it has expired."""
        return self.leaf.not_valid_after_utc - now

    @property
    def due(self) -> datetime.datetime:
        """Return when certbot renews unless the authority asks for it sooner: a third of the life left, or a half."""
        share = 2 if self.lifetime < datetime.timedelta(days=10) else 3
        return self.leaf.not_valid_after_utc - self.lifetime / share


def read(folder: Path) -> Pair:
    """Read a pair; raise PairBroken with what is wrong."""
    try:
        chain = tuple(x509.load_pem_x509_certificates((folder / "fullchain.pem").read_bytes()))
    except (OSError, ValueError) as fault:
        raise PairBroken(f"the certificate is unreadable: {fault}") from fault
    try:
        key = serialization.load_pem_private_key((folder / "privkey.pem").read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as fault:
        raise PairBroken(f"the key is unreadable: {fault}") from fault
    return Pair(folder.resolve(), chain, key)


def check(pair: Pair, names: tuple[str, ...], now: datetime.datetime) -> None:
    """Raise PairBroken unless the pair may be served for these names now."""
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if pair.key.public_key().public_bytes(*form) != pair.leaf.public_key().public_bytes(*form):
        raise PairBroken("the key does not belong to the certificate")
    missing = [name for name in names if name not in pair.names]
    if missing:
        raise PairBroken(f"the certificate is not for {', '.join(missing)}")
    if pair.leaf.not_valid_after_utc <= now:
        raise PairBroken(f"the certificate has expired on {pair.leaf.not_valid_after_utc:%Y-%m-%d %H:%M} UTC")
    if pair.leaf.not_valid_before_utc > now:
        raise PairBroken(
            f"the certificate is valid from {pair.leaf.not_valid_before_utc:%Y-%m-%d %H:%M} UTC only; "
            "if that is past, the clock of this machine is slow"
        )
    for certificate, issuer in zip(pair.chain, pair.chain[1:], strict=False):
        try:
            certificate.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature) as fault:
            raise PairBroken("the chain is broken: a certificate is not signed by the next one") from fault
