"""Labels of amounts, in every language: one table of the modules here and of ../languages."""

from typing import get_args

from ocr.receipt.lexicon.amounts import english, indian, malaysian, oceanian, philippine
from ocr.receipt.lexicon.kinds import AmountKind
from ocr.receipt.lexicon.languages import LANGUAGES
from ocr.receipt.lexicon.merging import merged

AMOUNTS: dict[AmountKind, tuple[str, ...]] = merged(
    get_args(AmountKind),
    english.AMOUNTS,
    philippine.AMOUNTS,
    malaysian.AMOUNTS,
    oceanian.AMOUNTS,
    indian.AMOUNTS,
    *(each.amounts for each in LANGUAGES),
)
