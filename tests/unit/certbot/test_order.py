import stat
from pathlib import Path

import pytest

from certificates.order import Certbot
from certificates.settings import LETS_ENCRYPT_STAGING, Settings


@pytest.fixture
def certbot(tmp_path: Path) -> Certbot:
    return Certbot(Settings(names=("ocr.test", "www.ocr.test"), email="ops@ocr.test", state=tmp_path / "state"))


def stand_in(monkeypatch: pytest.MonkeyPatch, place: Path, script: str) -> Path:
    """Put a program named certbot first on the path; it writes its arguments down."""
    place.mkdir()
    program = place / "certbot"
    program.write_text(f'#!/bin/sh\necho "$@" >{place}/arguments\n{script}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{place}:/usr/bin:/bin")
    return place / "arguments"


def test_asks_for_all_names_by_webroot(certbot: Certbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    arguments = stand_in(monkeypatch, tmp_path / "bin", "exit 0")
    assert certbot.order().result == "issued"
    said = arguments.read_text()
    for words in ("--domain ocr.test --domain www.ocr.test", "--webroot", "--key-type ecdsa", "--keep-until-expiring"):
        assert words in said
    assert "profile" not in said


def test_passes_profile_force_and_rehearsal_on(
    certbot: Certbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    arguments = stand_in(monkeypatch, tmp_path / "bin", "exit 0")
    brief = Certbot(Settings(profile="shortlived", state=certbot.settings.state))
    brief.order(force=True, dry_run=True)
    said = arguments.read_text()
    for words in (
        "--preferred-profile shortlived",
        "--force-renewal",
        "--dry-run",
        "--register-unsafely-without-email",
    ):
        assert words in said


def test_tells_that_nothing_was_due(certbot: Certbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(monkeypatch, tmp_path / "bin", "echo 'Certificate not yet due for renewal; no action taken.'")
    assert certbot.order().result == "kept"


def test_gives_the_reason_of_a_failure_without_the_advice_around_it(
    certbot: Certbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = "echo 'Saving debug log to /x'; echo 'too many certificates'; echo 'Ask for help at y'; exit 1"
    stand_in(monkeypatch, tmp_path / "bin", script)
    outcome = certbot.order()
    assert (outcome.result, outcome.detail) == ("failed", "too many certificates")


@pytest.mark.parametrize("said", ["urn:ietf:params:acme:error:accountDoesNotExist", "Account https://ca/1 not found."])
def test_sets_an_account_aside_that_the_authority_does_not_know(
    certbot: Certbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str
) -> None:
    accounts = certbot.place / "config" / "accounts"
    (accounts / "one").mkdir(parents=True)
    stand_in(monkeypatch, tmp_path / "bin", f"echo {said}; exit 1")
    certbot.order()
    assert not accounts.exists()
    assert list(certbot.place.glob("aside/*/config/accounts/one"))


def test_staging_and_production_have_places_of_their_own(certbot: Certbot, tmp_path: Path) -> None:
    staging = Certbot(Settings(directory=LETS_ENCRYPT_STAGING, state=tmp_path / "state"))
    assert staging.place != certbot.place
