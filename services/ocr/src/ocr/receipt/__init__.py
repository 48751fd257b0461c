"""The room that turns lines with boxes into the facts of a receipt."""

from ocr.receipt.explain import explain
from ocr.receipt.extract import extract
from ocr.receipt.locale import Locale
from ocr.receipt.parting.receipts import notices, read_receipts
from ocr.receipt.scoring.thresholds import ACCEPT

__all__ = ["ACCEPT", "Locale", "explain", "extract", "notices", "read_receipts"]
