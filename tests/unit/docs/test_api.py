"""The page that client developers read says what the types say."""

import re
from pathlib import Path
from typing import get_args

from ocr.model import NoticeCode

DOCUMENT = Path(__file__).parents[3] / "docs/api.md"


def test_lists_every_code_of_a_warning_and_no_other() -> None:
    table = DOCUMENT.read_text().partition("| `code` | when |\n|---|---|\n")[2].partition("\n\n")[0]

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(get_args(NoticeCode))
