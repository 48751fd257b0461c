"""Certificates, read as openssl reads them."""

import shutil
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from healthcheck.served import Certificate, decode
from tests.support.edge.pairs import make_pair

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def certificate(folder: Path, *names: str, days: float = 90) -> Certificate:
    pair = make_pair(folder, names, begins=datetime(2026, 11, 22, 12, tzinfo=UTC), days=days)
    leaf = (pair / "fullchain.pem").read_text().split("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n"
    return decode(ssl.PEM_cert_to_DER_cert(leaf))


def test_reads_names_issuer_and_life(tmp_path: Path) -> None:
    found = certificate(tmp_path, "OCR.example.com", "www.example.com", days=2)
    assert found.names == ("ocr.example.com", "www.example.com")
    assert found.issuer == "Test CA"
    assert found.begins == datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert found.days_left(found.begins + timedelta(hours=12)) == 1.5


def test_writes_the_serial_number_as_certbots_report_does(tmp_path: Path) -> None:
    serial = certificate(tmp_path, "ocr.example.com").serial
    assert serial == f"{int(serial, 16):x}"


@pytest.mark.parametrize(
    ("name", "covered"),
    [
        ("example.com", True),
        ("a.example.org", True),
        ("a.b.example.org", False),
        ("example.org", False),
        ("com", False),
    ],
)
def test_covers_its_names_and_one_label_of_a_wildcard(tmp_path: Path, name: str, covered: bool) -> None:
    assert certificate(tmp_path, "example.com", "*.example.org").covers(name) is covered
