"""Registration number of a Malaysian company in a text."""

import re
from functools import lru_cache

from ocr.receipt.lexicon.companies import REGISTERED, REGISTRATION
from ocr.receipt.text.caching import LINES_KEPT


@lru_cache(LINES_KEPT)
def find_registration(text: str) -> re.Match[str] | None:
    """Return the first registration number of a text, with its label and brackets, if there is one."""
    # PERF: whether there may be a label is asked at each character: first whether there is a number at all.
    return REGISTRATION.search(text) if REGISTERED.search(text) else None
