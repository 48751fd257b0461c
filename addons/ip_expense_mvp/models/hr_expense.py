from odoo import fields, models


class HrExpense(models.Model):
    _inherit = "hr.expense"

    ip_ocr_receipt_ids = fields.One2many("ip.ocr.receipt", "expense_id", string="OCR Receipts")
