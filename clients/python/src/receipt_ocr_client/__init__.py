"""Client of the receipt OCR appliance: `Client().read("receipt.jpg")` returns what is printed on a receipt."""

from receipt_ocr_client.client import AsyncClient, Client
from receipt_ocr_client.errors import (
    FileUnsuitable,
    NotAllowed,
    ReceiptOcrError,
    Refused,
    ServiceUnavailable,
    SettingsInvalid,
)
from receipt_ocr_client.models import ReceiptReply

# `make release` writes it
__version__ = "1.0.0"

__all__ = [
    "AsyncClient",
    "Client",
    "FileUnsuitable",
    "NotAllowed",
    "ReceiptOcrError",
    "ReceiptReply",
    "Refused",
    "ServiceUnavailable",
    "SettingsInvalid",
]
