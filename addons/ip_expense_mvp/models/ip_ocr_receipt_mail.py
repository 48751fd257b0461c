from odoo import api, models
from odoo.tools import email_normalize

from ..gateway import picture

# A signature's logo is smaller, a photo that a phone's mail puts into the text isn't.
LOGO_BYTES = 20_000


class IpOcrReceipt(models.Model):
    _inherit = "ip.ocr.receipt"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Turn each picture of an e-mail to the alias into a receipt."""
        address = email_normalize(msg_dict.get("email_from"))
        employee = self.env["hr.expense"]._get_employee_from_email(address)[:1]
        user = employee.user_id or self.env.user
        company = employee.company_id or user.company_id
        model = self.with_company(company)
        owner = {"uploaded_by": user.id, **(custom_values or {})}
        if employee:
            owner["employee_id"] = employee.id
        attachments = msg_dict.get("attachments") or []
        pictures = [each[:2] for each in attachments if self._is_receipt(*each[1:])]
        receipts, refused = model._receive_all(pictures, **owner)
        if not receipts:
            refused.append(
                self.env._(
                    "No picture of a receipt was attached to the e-mail. Send it again"
                    " with JPEG, PNG, WebP, TIFF, HEIC or PDF files."
                )
            )
            receipts = model._keep_mail(msg_dict, refused, owner)
        # A picture is not stored twice; the rest stays with the message, one that was
        # refused too: nobody may have it but in this e-mail.
        taken = set(receipts.mapped("picture_sha256"))
        msg_dict["attachments"] = [
            each
            for each in attachments
            if not isinstance(each[1], bytes) or picture.sha256(each[1]) not in taken
        ]
        self._trigger_reading()
        receipts[0]._answer_mail(msg_dict, refused)
        return receipts[0]

    @api.model
    def _is_receipt(self, content, info=None):
        """Return whether an attachment is a receipt, not a signature's logo or the original e-mail."""
        if not isinstance(content, bytes) or picture.sniff(content) is None:
            return False
        return not (info or {}).get("cid") or len(content) >= LOGO_BYTES

    @api.model
    def _keep_mail(self, msg_dict, reasons, owner):
        """Keep an e-mail without a picture where its sender sees what was wrong."""
        subject = msg_dict.get("subject") or self.env._("E-mail without a picture")
        receipt = self.create({"filename": subject, **owner})
        receipt._store({"state": "failed", "error": "\n".join(reasons)})
        return receipt

    def _answer_mail(self, msg_dict, refused):
        """Write to the sender what could not be taken."""
        if not refused:
            return
        partner = msg_dict.get("author_id") or self.uploaded_by.partner_id.id
        self.message_notify(
            partner_ids=[partner],
            subject=self.env._("Re: %(subject)s", subject=msg_dict.get("subject", "")),
            body="\n".join(refused),
        )
