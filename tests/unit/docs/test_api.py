"""The page that client developers read says what the types say."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from ocr.model import NoticeCode
from receipt_ocr_client.program.duplicates import alike, mark
from receipt_ocr_client.program.rows import Row, sure_number
from tests.unit.clients.python.answers import answer, receipt

DOCUMENT = Path(__file__).parents[3] / "docs/api.md"


def test_lists_every_code_of_a_warning_and_no_other() -> None:
    table = DOCUMENT.read_text().partition("| `code` | when |\n|---|---|\n")[2].partition("\n\n")[0]

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(get_args(NoticeCode))


def taken(sha256: str, perceptual: str | None, key: str | None, **facts: Any) -> dict[str, Any]:
    said = answer(**facts)
    said["meta"]["fingerprint"] = {"sha256": sha256, "perceptual": perceptual, "key": key}
    return said


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(taken("a", None, None, receipt_number=("43", 0.9)), id="the same file"),
        pytest.param(taken("b", "f" * 64, "k", receipt_number=None), id="the same facts"),
        pytest.param(taken("b", "0" * 56 + "f" * 8, None), id="the same print"),
        pytest.param(taken("b", "0" * 55 + "1" + "f" * 8, None), id="another print"),
        pytest.param(taken("b", None, None), id="no print"),
        pytest.param(taken("b", "0" * 64, "k", receipt_number=("43", 0.9)), id="another number"),
        pytest.param(taken("b", "0" * 64, None, receipt_number=("No. 42", 0.9)), id="the number written otherwise"),
        pytest.param(taken("b", "0" * 64, None, receipt_number=("43", 0.8)), id="an unsure number"),
        pytest.param(
            taken("b", "0" * 64, None, receipts=[receipt(receipt_number=("43", 0.9)), receipt()]), id="several receipts"
        ),
    ],
)
def test_the_snippet_for_duplicates_judges_as_the_client_does(other: dict[str, Any]) -> None:
    (snippet,) = re.findall(r"```python\n(def same_receipt.*?)```", DOCUMENT.read_text(), re.DOTALL)
    page: dict[str, Any] = {}
    exec(snippet, page)  # noqa: S102 - our own page
    one = taken("a", "0" * 64, "k", receipt_number=("no 42", 0.9))

    assert page["same_receipt"](one, other) is alike(client(one), client(other))


def client(said: dict[str, Any]) -> Any:
    row = Row(Path("r.jpg"), None, "sure", of=len(said["receipts"]), receipt=said["receipts"][0])
    return mark(said["meta"]["fingerprint"], sure_number(row))
