from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from certificates.pair import PairBroken, check, read
from tests.support.edge.pairs import make_pair


def test_takes_a_good_pair(tmp_path: Path) -> None:
    pair = read(make_pair(tmp_path, ("ocr.test", "www.ocr.test")))
    check(pair, ("www.ocr.test", "ocr.test"), datetime.now(UTC))
    assert pair.names == {"ocr.test", "www.ocr.test"}
    assert pair.issuer == "CN=Test CA"
    assert timedelta(days=89) < pair.left(datetime.now(UTC)) <= timedelta(days=90)


def test_refuses_a_key_of_another_certificate(tmp_path: Path) -> None:
    with pytest.raises(PairBroken, match="key does not belong"):
        check(read(make_pair(tmp_path, foreign_key=True)), ("ocr.test",), datetime.now(UTC))


def test_refuses_a_chain_that_does_not_hold(tmp_path: Path) -> None:
    with pytest.raises(PairBroken, match="chain is broken"):
        check(read(make_pair(tmp_path, foreign_issuer=True)), ("ocr.test",), datetime.now(UTC))


def test_refuses_a_certificate_without_a_name_of_the_site(tmp_path: Path) -> None:
    with pytest.raises(PairBroken, match=r"not for www\.ocr\.test"):
        check(read(make_pair(tmp_path)), ("ocr.test", "www.ocr.test"), datetime.now(UTC))


def test_refuses_one_that_has_ended_or_not_begun(tmp_path: Path) -> None:
    pair = read(make_pair(tmp_path))
    with pytest.raises(PairBroken, match="has expired"):
        check(pair, ("ocr.test",), datetime.now(UTC) + timedelta(days=90))
    with pytest.raises(PairBroken, match="clock of this machine is slow"):
        check(pair, ("ocr.test",), datetime.now(UTC) - timedelta(days=1))


@pytest.mark.parametrize("file", ["fullchain.pem", "privkey.pem"])
@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----\nbroken\n", b"\xff\x00"])
def test_tells_files_that_are_absent_or_broken(tmp_path: Path, file: str, content: bytes | None) -> None:
    path = make_pair(tmp_path) / file
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(PairBroken, match="is unreadable"):
        read(tmp_path)


@pytest.mark.parametrize(("days", "due"), [(90, 60), (45, 30), (6, 3)])
def test_is_due_with_a_third_of_its_life_left_or_half_of_a_short_one(tmp_path: Path, days: int, due: int) -> None:
    pair = read(make_pair(tmp_path, days=days))
    assert pair.due - pair.leaf.not_valid_before_utc == timedelta(days=due)
