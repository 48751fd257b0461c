from odoo import fields, models


class HrExpense(models.Model):
    _inherit = "hr.expense"

    ip_ocr_receipt_ids = fields.One2many(
        "ip.ocr.receipt", "expense_id", string="OCR Receipts"
    )

    def action_open_ocr_receipts(self):
        return self.ip_ocr_receipt_ids._open(self.env._("OCR Receipts"))

    def unlink(self):
        # Whoever may delete an expense needn't be able to change its receipt, which
        # must not stay "expensed" without an expense.
        receipts = self.sudo().ip_ocr_receipt_ids
        result = super().unlink()
        receipts.write({"state": "read"})
        return result
