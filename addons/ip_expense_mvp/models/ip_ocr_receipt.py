from odoo import fields, models


class IpOcrReceipt(models.Model):
    _name = "ip.ocr.receipt"
    _inherit = ["mail.thread.main.attachment", "mail.activity.mixin"]
    _description = "OCR Receipt"
    _order = "uploaded_at desc, id desc"
    _rec_name = "filename"
    _check_company_auto = True

    filename = fields.Char(string="File Name", required=True)
    uploaded_by = fields.Many2one("res.users", required=True, default=lambda self: self.env.user, index=True)
    uploaded_at = fields.Datetime(required=True, default=fields.Datetime.now)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    employee_id = fields.Many2one("hr.employee", check_company=True, index=True)
    attachment_id = fields.Many2one("ir.attachment", string="Picture", copy=False)
    picture_sha256 = fields.Char(index=True, copy=False)
    preview = fields.Binary(attachment=True, copy=False)

    state = fields.Selection(
        [("pending", "Waiting"), ("read", "To Confirm"), ("done", "Expensed"), ("failed", "Failed")],
        required=True,
        default="pending",
        index=True,
        copy=False,
        tracking=True,
    )
    attempts = fields.Integer(copy=False)
    next_attempt_at = fields.Datetime(copy=False)
    error = fields.Text(copy=False)

    ocr_json = fields.Json(string="Answer of the OCR Service", copy=False)
    read_at = fields.Datetime(copy=False)
    line_count = fields.Integer(string="Lines")
    avg_confidence = fields.Float(string="Mean Confidence", digits=(4, 3), aggregator="avg")

    merchant = fields.Char(tracking=True)
    tin = fields.Char(string="TIN", tracking=True)
    receipt_number = fields.Char(tracking=True)
    receipt_date = fields.Date(tracking=True)
    currency_id = fields.Many2one("res.currency", tracking=True)
    total_amount = fields.Monetary(tracking=True)
    vat_amount = fields.Monetary(string="VAT", tracking=True)
    document_type = fields.Char()

    expense_id = fields.Many2one("hr.expense", copy=False, index="btree_not_null")
