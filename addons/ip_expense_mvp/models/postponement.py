from datetime import timedelta

from odoo import fields

from ..gateway.waiting import back_off


def postponement(record, error):
    """Return what to write on a record that a service could not take for now."""
    now, attempts = fields.Datetime.now(), record.attempts + 1
    wait = timedelta(seconds=back_off(attempts, error.retry_after))
    return {
        "attempts": attempts,
        "next_attempt_at": now + wait,
        "retry_after_at": error.retry_after
        and now + timedelta(seconds=error.retry_after),
    }
