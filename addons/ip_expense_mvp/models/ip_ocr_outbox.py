from datetime import timedelta

from odoo import api, fields, models

from ..gateway.supabase_client import SupabaseError
from .postponement import postponement

KEPT = timedelta(days=1)
TOO_LONG = timedelta(hours=1)
ALERTED = "ip_expense_mvp.sync_alerted"


class IpOcrOutbox(models.Model):
    _name = "ip.ocr.outbox"
    _description = "Row for Supabase"
    _order = "id desc"
    _rec_name = "dedupe_key"

    receipt_id = fields.Many2one(
        "ip.ocr.receipt", required=True, ondelete="cascade", index=True
    )
    dedupe_key = fields.Char(required=True, index=True)
    payload = fields.Json(required=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
        default="waiting",
        required=True,
        index=True,
    )
    attempts = fields.Integer()
    next_attempt_at = fields.Datetime(string="Next Attempt")
    retry_after_at = fields.Datetime(string="Supabase Asked to Wait Until")
    last_error = fields.Text()
    sent_at = fields.Datetime()

    @api.model
    def _cron_send(self):
        """Send each receipt's newest row; each is committed before the next."""
        client = self.env["ip.ocr.connection"]._supabase_client()
        if client is None:
            return
        cron = self.env["ir.cron"]
        while not self._told_to_wait():
            due = self.browse(self._due_ids())
            row = due.try_lock_for_update(allow_referencing=True, limit=1)
            if not row:
                break
            row._send(client)
            if row.state == "waiting":
                # Supabase is away: the others wait for the next run.
                cron._commit_progress(1, remaining=0)
                break
            if not cron._commit_progress(1, remaining=len(self._due_ids())):
                break

    @api.model
    def _told_to_wait(self):
        return self.search_count(
            [
                ("state", "=", "waiting"),
                ("retry_after_at", ">", fields.Datetime.now()),
            ],
            limit=1,
        )

    @api.model
    def _due_ids(self):
        """Return the newest waiting rows of some receipts, those due, in turn."""
        newest = self._read_group(
            [("state", "=", "waiting")], ["receipt_id"], ["id:max"]
        )
        due = self.search(
            [
                ("id", "in", [id_ for _receipt, id_ in newest]),
                "|",
                ("next_attempt_at", "=", False),
                ("next_attempt_at", "<=", fields.Datetime.now()),
            ],
            order="attempts, id",
            limit=100,
        )
        return due.ids

    def _send(self, client):
        self.ensure_one()
        # The answer itself is large, and all that is on the receipt: it goes only where
        # that is the setting, and is added here, not kept with every change.
        row = {**self.payload}
        if self.env["ip.ocr.connection"]._setting("supabase_send_json")[0] == "True":
            row["ocr_json"] = self.receipt_id.ocr_json or None
        try:
            client.upsert(row)
        except SupabaseError as error:
            self._sending_failed(error)
        else:
            older = self.search(
                [
                    ("receipt_id", "=", self.receipt_id.id),
                    ("state", "=", "waiting"),
                    ("id", "<=", self.id),
                ]
            )
            older.write(
                {
                    "state": "sent",
                    "sent_at": fields.Datetime.now(),
                    "last_error": False,
                    "retry_after_at": False,
                }
            )

    def _sending_failed(self, error):
        message = self.env["ip.ocr.receipt"]._explain(error)
        if not error.retryable:
            self.write({"state": "failed", "last_error": message})
            return
        self.write({"last_error": message, **postponement(self, error)})

    @api.model
    def _cron_alert(self):
        """Notify the administrators once when rows wait for too long."""
        parameters = self.env["ir.config_parameter"].sudo()
        waiting = self.search(
            [
                ("state", "=", "waiting"),
                ("create_date", "<", fields.Datetime.now() - TOO_LONG),
            ]
        )
        if not waiting or not self.env["ip.ocr.connection"]._supabase_client():
            parameters.set_param(ALERTED, False)
            return
        if parameters.get_param(ALERTED):
            return
        administrators = self.env.ref("base.group_system").all_user_ids
        self.env["mail.thread"].message_notify(
            partner_ids=administrators.partner_id.ids,
            subject=self.env._("Receipts wait to be sent to Supabase"),
            body=self.env._(
                "%(count)s receipts have waited for more than an hour. Last error:"
                " %(error)s Look into Settings > IP Expense MVP and press Test"
                " connection. Nothing is lost: they are sent when Supabase answers.",
                count=len(waiting.receipt_id),
                error=next(filter(None, waiting.mapped("last_error")), "-"),
            ),
        )
        parameters.set_param(ALERTED, "1")

    @api.autovacuum
    def _gc_superseded(self):
        """Delete old rows, except the newest of each receipt."""
        newest = self._read_group([], ["receipt_id"], ["id:max"])
        self.search(
            [
                ("id", "not in", [id_ for _receipt, id_ in newest]),
                ("create_date", "<", fields.Datetime.now() - KEPT),
            ],
            limit=10_000,
        ).unlink()
