from odoo import fields, models

from .ip_ocr_receipt_reading import FACTS


class IpOcrReceipt(models.Model):
    _inherit = "ip.ocr.receipt"

    def viewer_data(self):
        """Return the picture's address, its lines and fields for a viewer."""
        self.ensure_one()
        self.check_access("read")
        facts = self._facts()
        return {
            "preview_url": self._preview_url(),
            "mimetype": self.attachment_id.mimetype,
            "width": facts.width if facts else 0,
            "height": facts.height if facts else 0,
            "lines": [
                {
                    "text": line.text,
                    "box": line.box,
                    "confidence": line.confidence,
                    "page": line.page,
                }
                for line in (facts.lines if facts else ())
            ],
            "fields": {name: self._viewer_field(name, facts) for name in FACTS},
            "warnings": [
                {"code": warning.code, "detail": warning.detail}
                for warning in (facts.warnings if facts else ())
            ],
        }

    def _viewer_field(self, name, facts):
        fact = facts and getattr(facts, FACTS[name])
        return {
            "value": self._plain(name, self[name]),
            "text": fact.text if fact else None,
            "box": fact.box if fact else None,
            "line": fact.line if fact else None,
            "page": fact.page if fact else None,
            "confidence": fact.confidence if fact else None,
            "sure": bool(facts) and name not in (self.unsure_fields or ()),
            "corrected": bool(facts) and self._is_corrected(name, facts),
            "read_value": self._plain(name, self._read_value(name, facts)),
        }

    def _plain(self, name, value):
        """Return a field's value as JSON has it: an id for a currency."""
        if name == "currency_id":
            return value and value.id
        if name == "receipt_date":
            return fields.Date.to_string(value)
        return value

    def _preview_url(self):
        if self.preview:
            version = self.read_at and int(self.read_at.timestamp())
            return f"/web/image/{self._name}/{self.id}/preview?unique={version}"
        if self.attachment_id.mimetype in ("image/jpeg", "image/png", "image/webp"):
            return f"/web/image/{self.attachment_id.id}"
        return None
