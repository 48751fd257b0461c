from odoo import api, fields, models
from odoo.fields import Domain

from ..gateway.facts import fact_key

# Two keys of facts: a TIN that was not read on one of two pictures hides nothing.
KEYS = ("picture_sha256", "tin_key", "merchant_key")


class IpOcrReceipt(models.Model):
    _inherit = "ip.ocr.receipt"

    tin_key = fields.Char(
        compute="_compute_fact_keys", store=True, index="btree_not_null"
    )
    merchant_key = fields.Char(
        compute="_compute_fact_keys", store=True, index="btree_not_null"
    )
    duplicate_ids = fields.Many2many(
        "ip.ocr.receipt",
        compute="_compute_duplicates",
        string="Duplicates",
    )
    duplicate_note = fields.Char(compute="_compute_duplicates")
    has_duplicates = fields.Boolean(
        compute="_compute_duplicates", search="_search_has_duplicates"
    )

    @api.depends("tin", "merchant", "receipt_date", "total_amount")
    def _compute_fact_keys(self):
        for receipt in self:
            day, total = receipt.receipt_date or None, receipt.total_amount
            receipt.tin_key = fact_key(receipt.tin or None, None, day, total)
            receipt.merchant_key = fact_key(None, receipt.merchant or None, day, total)

    @api.depends(
        "picture_sha256", "tin_key", "merchant_key", "company_id", "currency_id"
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_duplicates(self):
        for receipt in self:
            # A colleague's receipt counts too, of which no more is told than that
            # there is one.
            found = receipt.sudo()._find_duplicates().sudo(self.env.su)
            receipt.duplicate_ids = found._filtered_access("read")
            receipt.duplicate_note = receipt._duplicate_note(
                hidden=found - receipt.duplicate_ids
            )
            receipt.has_duplicates = bool(found)

    @api.model
    def _search_has_duplicates(self, operator, _value):
        if operator != "in":
            return NotImplemented
        # Of colleagues' receipts no more is told than that there are duplicates.
        keys = {
            name: self.sudo()._read_group(
                [(name, "!=", False)],
                ["company_id", name],
                having=[("__count", ">", 1)],
            )
            for name in KEYS
        }
        return Domain.OR(
            Domain("company_id", "=", company.id) & Domain(name, "=", key)
            for name, groups in keys.items()
            for company, key in groups
        )

    def action_open_duplicates(self):
        self.ensure_one()
        return self.duplicate_ids._open(self.env._("Duplicates"))

    def _find_duplicates(self):
        self.ensure_one()
        same = Domain.OR(Domain(name, "=", self[name]) for name in KEYS if self[name])
        if same.is_false():
            return self.browse()
        # Another currency, where both are known, is another purchase.
        currency = (
            Domain("currency_id", "in", [False, self.currency_id.id])
            if self.currency_id
            else Domain.TRUE
        )
        same_picture = Domain("picture_sha256", "=", self.picture_sha256 or "")
        return self.search(
            Domain("id", "!=", self._origin.id)
            & Domain("company_id", "=", self.company_id.id)
            & same
            & (currency | same_picture)
        )

    def _duplicate_note(self, hidden):
        """Return what there is to compare with before an expense is created."""
        notes = []
        if seen := self.duplicate_ids:
            notes.append(
                self.env._(
                    "This receipt may have been uploaded before: %(receipts)s.",
                    receipts=", ".join(
                        f"{other.filename} ({other.uploaded_by.name})" for other in seen
                    ),
                )
            )
        if hidden:
            notes.append(
                self.env._(
                    "A colleague has uploaded what seems to be the same receipt."
                    " Ask whoever approves your expenses before you continue."
                )
            )
        return " ".join(notes) or False
