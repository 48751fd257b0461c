"""Extraction of a receipt's facts from its lines with boxes."""

from ocr.receipt.explain import explain
from ocr.receipt.extract import extract
from ocr.receipt.locale import Locale
from ocr.receipt.parting.receipts import notices, read_receipts
from ocr.receipt.scoring.thresholds import ACCEPT

__all__ = ["ACCEPT", "Locale", "explain", "extract", "notices", "read_receipts"]
