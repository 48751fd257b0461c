"""The thresholds that the documents state are those of the code."""

import re
from pathlib import Path

from ocr.receipt.scoring.thresholds import ACCEPT, SHOW

ROOT = Path(__file__).parents[5]


def test_the_api_page_says_from_where_a_value_is_accepted() -> None:
    assert f"accept above {ACCEPT}," in (ROOT / "docs/api.md").read_text(encoding="utf-8")


def test_the_page_for_people_doubts_what_a_form_would_not_show() -> None:
    page = (ROOT / "services/ocr/src/ocr/web/docs/receipt.js").read_text(encoding="utf-8")
    assert re.findall(r"^const CONFIDENT = ([\d.]+);$", page, re.MULTILINE) == [str(SHOW)]
