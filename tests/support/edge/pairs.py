"""Certificates with their keys for tests, made as an authority would."""

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USAGES = (
    "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign "
    "encipher_only decipher_only"
).split()


def subject(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def make_pair(
    folder: Path,
    names: tuple[str, ...] = ("ocr.test",),
    *,
    begins: datetime.datetime | None = None,
    days: float = 90,
    foreign_key: bool = False,
    foreign_issuer: bool = False,
) -> Path:
    """Write fullchain.pem and privkey.pem; the chain has the leaf and its authority."""
    begins = (begins or datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)).replace(microsecond=0)
    authority, key, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    life = x509.CertificateBuilder().not_valid_before(begins).not_valid_after(begins + datetime.timedelta(days=days))
    # Python verifies strictly: an authority must say that it is one, and a certificate which one it is from
    signs = x509.KeyUsage(**{name: name == "key_cert_sign" for name in USAGES})
    root = _sign(
        life.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(signs, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(authority.public_key()), critical=False),
        "Test CA",
        authority.public_key(),
        authority,
    )
    named = life.add_extension(
        x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False
    ).add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False)
    leaf = _sign(named, names[0], key.public_key(), other if foreign_issuer else authority)
    folder.mkdir(parents=True, exist_ok=True)
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(leaf.public_bytes(pem) + root.public_bytes(pem))
    written = (other if foreign_key else key).private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(written)
    return folder


def _sign(
    builder: x509.CertificateBuilder, owner: str, key: ec.EllipticCurvePublicKey, signer: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    named = builder.subject_name(subject(owner)).issuer_name(subject("Test CA"))
    return named.public_key(key).serial_number(x509.random_serial_number()).sign(signer, hashes.SHA256())
