from datetime import UTC, datetime

from odoo import api, fields, models

from ..gateway.facts import dedupe_key

# A change of one of these makes a row for Supabase.
SYNCED = frozenset(
    (
        "picture_sha256",
        "filename",
        "uploaded_by",
        "uploaded_at",
        "line_count",
        "avg_confidence",
        "merchant",
        "tin",
        # Not sent itself: its correction says that a person was needed.
        "receipt_number",
        "receipt_date",
        "currency_id",
        "total_amount",
        "vat_amount",
        "document_type",
        "state",
        "ocr_json",
    )
)
SOURCE = "odoo"


class IpOcrReceipt(models.Model):
    _inherit = "ip.ocr.receipt"

    outbox_ids = fields.One2many("ip.ocr.outbox", "receipt_id", string="Supabase")
    sync_state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
        compute="_compute_sync",
        string="Supabase State",
    )
    sync_error = fields.Text(compute="_compute_sync", string="Supabase Error")

    @api.depends("outbox_ids.state", "outbox_ids.last_error")
    def _compute_sync(self):
        for receipt in self:
            newest = receipt.outbox_ids.sorted("id")[-1:]
            receipt.sync_state = newest.state
            receipt.sync_error = newest.last_error

    @api.model_create_multi
    def create(self, vals_list):
        receipts = super().create(vals_list)
        receipts._append_to_outbox()
        return receipts

    def write(self, vals):
        result = super().write(vals)
        if not SYNCED.isdisjoint(vals):
            self._append_to_outbox()
        return result

    def _append_to_outbox(self):
        """Add the receipts' rows for Supabase to the outbox, in this transaction."""
        # Users read these rows, nobody writes them by hand.
        outbox = self.env["ip.ocr.outbox"].sudo()
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        outbox.create(
            [
                {
                    "receipt_id": receipt.id,
                    "dedupe_key": dedupe_key(receipt.picture_sha256, uuid, receipt.id),
                    "payload": receipt._sync_payload(uuid),
                }
                for receipt in self
                if receipt.picture_sha256
            ]
        )

    def _sync_payload(self, uuid):
        return {
            "dedupe_key": dedupe_key(self.picture_sha256, uuid, self.id),
            "source": SOURCE,
            "receipt_id": self.id,
            "filename": self.filename,
            # The login may be hidden from a colleague who corrects the receipt.
            "uploaded_by": self.uploaded_by.sudo().login,
            "uploaded_at": self.uploaded_at.replace(tzinfo=UTC).isoformat(),
            "line_count": self.line_count,
            # A number of Odoo's is never null: 0 is what was not read.
            "avg_confidence": self.avg_confidence or None,
            "merchant": self.merchant or None,
            "tin": self.tin or None,
            "receipt_date": fields.Date.to_string(self.receipt_date) or None,
            "currency": self.currency_id.name or None,
            "total_amount": self.total_amount or None,
            "vat_amount": self.vat_amount or None,
            "document_type": self.document_type or None,
            "state": self.state,
            "needed_review": self._needed_review(),
            # Finer than a second: it orders the versions of one row.
            "updated_at": datetime.now(UTC).isoformat(),
        }
