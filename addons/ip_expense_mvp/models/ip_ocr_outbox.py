from odoo import fields, models


class IpOcrOutbox(models.Model):
    _name = "ip.ocr.outbox"
    _description = "Row for Supabase"
    _order = "id desc"

    receipt_id = fields.Many2one("ip.ocr.receipt", required=True, ondelete="cascade", index=True)
    dedupe_key = fields.Char(required=True, index=True)
    payload = fields.Json(required=True)
    state = fields.Selection([("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")], default="waiting", required=True, index=True)
    attempts = fields.Integer()
    next_attempt_at = fields.Datetime()
    last_error = fields.Text()
    sent_at = fields.Datetime()
