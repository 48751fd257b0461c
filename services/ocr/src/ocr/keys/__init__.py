"""Who may have receipts read: keys made and withdrawn, a request's key in, a verdict out.

docs/decisions/0120 says why it is done so.
"""

from ocr.keys.judge import Judge, Verdict
from ocr.keys.store import Key, KeyFile, KeysUnreadable
from ocr.keys.usage import UsageFile

__all__ = ["Judge", "Key", "KeyFile", "KeysUnreadable", "UsageFile", "Verdict"]
