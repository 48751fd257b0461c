from odoo import models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _postprocess_contents(self, values):
        # Odoo shrinks pictures to 1920 pixels: small print would be lost, and the
        # file would no longer be the one that was sent.
        if values.get("res_model") == "ip.ocr.receipt":
            return values
        return super()._postprocess_contents(values)
