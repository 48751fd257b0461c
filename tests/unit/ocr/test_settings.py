from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import get_args

import pytest

from ocr.receipt.lexicon.papers import PAPERS
from ocr.settings import ByKey, Country, Settings
from service.settings import SettingsInvalid


def test_has_defaults_for_everything() -> None:
    settings = Settings.from_env({})

    assert settings.engine == "onnxruntime"
    assert settings.queue_length == 48
    assert settings.bind == "127.0.0.1:8100"


def test_reads_each_type() -> None:
    settings = Settings.from_env({"OCR_THREADS": "4", "OCR_DATE_ORDER": "dmy", "OCR_MODELS_DIR": "/opt/models"})

    assert (settings.threads, settings.date_order, settings.models_dir) == (4, "dmy", Path("/opt/models"))


def test_takes_an_empty_variable_as_unset_and_leaves_other_prefixes_alone() -> None:
    assert Settings.from_env({"OCR_THREADS": "", "SITE_DOMAIN": "x"}) == Settings()


def test_reports_every_bad_variable_at_once_with_what_is_allowed() -> None:
    environ = {
        "OCR_ENGINE": "magic",
        "OCR_MAX_PAGES": "0",
        "OCR_QUEUE_LENGTH": "eight",
        "OCR_BIND": "x",
        "OCR_TYPO": "1",
    }

    with pytest.raises(SettingsInvalid) as fault:
        Settings.from_env(environ)

    lines = fault.value.faults
    assert len(lines) == 5
    assert "OCR_ENGINE=magic: choose onnxruntime, paddleocr or paddle" in lines
    assert "OCR_MAX_PAGES=0: give a whole number from 1 to 100" in lines
    assert lines[0].startswith("OCR_TYPO: there is no such setting; there are OCR_ENGINE, ")


def test_reads_what_is_said_by_name_of_a_key() -> None:
    environ = {"OCR_API_KEYS": f"odoo={'0F' * 32}, b.c-d_e={'ab' * 32}", "OCR_KEY_LIMITS": "odoo=2000 scanner=0"}
    settings = Settings.from_env(environ)

    assert settings.api_keys == (("odoo", "0f" * 32), ("b.c-d_e", "ab" * 32))
    assert settings.key_limits == (("odoo", 2000), ("scanner", 0))
    assert str(settings.key_limits) == "odoo=2000,scanner=0"
    assert str(ByKey()) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("OCR_KEY_LIMITS", "odoo"),
        ("OCR_KEY_LIMITS", "odoo=-1"),
        ("OCR_KEY_LIMITS", "odoo=1,odoo=2"),
        ("OCR_KEY_LIMITS", "Odoo=1"),
        ("OCR_KEY_LIMITS", "internal=1"),
        ("OCR_API_KEYS", "odoo=secret"),
        ("OCR_API_KEYS", "secret"),
        ("OCR_API_KEYS", f"SECRET={'ab' * 32}"),
    ],
)
def test_refuses_what_is_not_name_and_value_and_shows_no_key_in_the_log(name: str, text: str) -> None:
    with pytest.raises(SettingsInvalid, match=name) as fault:
        Settings.from_env({name: text})

    assert "secret" not in str(fault.value).lower()


def test_can_not_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().threads = 2  # type: ignore[misc]


def test_documents_each_field() -> None:
    assert all(field.metadata["doc"] for field in fields(Settings))


def test_the_countries_are_those_whose_paper_is_known() -> None:
    assert set(get_args(Country)) == {"any", *PAPERS}
