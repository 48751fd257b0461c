"""Labelled receipts and cases, which are not part of the repository: tests that read them are skipped where they are missing."""

import pytest

from bench.labelled import CASES, MISSING, sets

needs_receipts = pytest.mark.skipif(not sets(), reason=MISSING)
needs_cases = pytest.mark.skipif(
    not CASES.is_dir(), reason=f"no cases in {CASES}: RECEIPTS_DIR names the folder that has them (docs/accuracy.md)"
)
