"""Complaints in a log of Odoo are found."""

import pytest

from tests.support.odoo import complaints

FINE = "2026-11-26 07:00:00,000 7 INFO db odoo.modules.loading: Module loaded."
ROOT = "2026-11-26 07:00:00,000 7 WARNING ? odoo.service.server: Running as user 'root' is a security risk."


@pytest.mark.parametrize("level", ["WARNING", "ERROR", "CRITICAL"])
def test_lists_what_a_log_complains_about(level: str) -> None:
    line = f"2026-11-26 07:00:00,000 7 {level} db odoo.addons.x: It is broken."
    assert complaints(f"{FINE}\n{line}\nTraceback\n{FINE}\n") == [line]


def test_is_content_with_what_odoo_says_on_any_machine() -> None:
    assert complaints(f"Running as user 'root' is a security risk.\n{FINE}\n{ROOT}\n") == []
