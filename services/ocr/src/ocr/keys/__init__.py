"""API keys: made and revoked by the operator, checked with each request.

docs/decisions/0120 says why it is done so.
"""

from ocr.keys.judge import Judge, Verdict
from ocr.keys.store import Key, KeyFile, KeysUnreadable
from ocr.keys.usage import UsageFile

__all__ = ["Judge", "Key", "KeyFile", "KeysUnreadable", "UsageFile", "Verdict"]
