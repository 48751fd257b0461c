from odoo import models
from odoo.exceptions import AccessError

# A change of one of these would put another file in the place of the picture.
PICTURE_FIELDS = frozenset(("raw", "datas", "type", "url", "res_model", "res_id"))


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        if not self.env.su and PICTURE_FIELDS.intersection(vals):
            self._refuse_change_of_receipt()
        return super().write(vals)

    def _refuse_change_of_receipt(self):
        """Keep the picture that was sent: an expense is judged by it."""
        ours = self.filtered(lambda each: each.res_model == "ip.ocr.receipt")
        # The receipt need not be one that the user sees.
        receipts = self.env["ip.ocr.receipt"].sudo()
        if ours and receipts.search_count([("attachment_id", "in", ours.ids)], limit=1):
            raise AccessError(
                self.env._(
                    "The picture of a receipt cannot be replaced. Upload the other"
                    " picture as a receipt of its own."
                )
            )

    def _postprocess_contents(self, values):
        # Odoo shrinks pictures to 1920 pixels: small print would be lost, and the
        # file would no longer be the one that was sent.
        if values.get("res_model") == "ip.ocr.receipt":
            return values
        return super()._postprocess_contents(values)
