import re

from odoo import Command, api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain
from odoo.tools import float_compare


class IpOcrReceipt(models.Model):
    _inherit = "ip.ocr.receipt"

    currency_note = fields.Char(compute="_compute_currency_note")

    @api.depends("currency_id.active", "currency_id.rate_ids", "company_id", "ocr_json")
    def _compute_currency_note(self):
        for receipt in self:
            receipt.currency_note = receipt._why_no_currency()

    def action_open_expense(self):
        if not self.expense_id:
            raise UserError(self.env._("There is no expense yet. Create it first."))
        return self.expense_id._get_records_action(name=self.env._("Expenses"))

    def action_create_expense(self):
        """Create the expenses that don't exist yet, and open them all.

        Of many, those that a person should look at first are left out, and named.
        """
        if not self:
            raise UserError(self.env._("Choose the receipts first."))
        left_out = self._left_out() if len(self) > 1 else {}
        receipts = self - self.browse(left_out)
        messages = [
            f"{self.browse(id_).filename}: {why}" for id_, why in left_out.items()
        ]
        if not receipts:
            raise UserError("\n".join(messages))
        receipts._create_expense()
        return self._tell(messages, receipts.action_open_expense())

    def _left_out(self):
        """Return why receipts of many get no expense unseen, by their ids."""
        reasons = {}
        for receipt in self.filtered(lambda receipt: not receipt.expense_id):
            if why := receipt._why_no_expense() or receipt.duplicate_note:
                reasons[receipt.id] = why
        return reasons

    def _create_expense(self):
        """Create the expense of each receipt that has none; return them all."""
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "The receipt is being read or expensed at this moment."
                    " Try again in a minute."
                )
            ) from error
        for receipt in self.filtered(lambda receipt: not receipt.expense_id):
            if why := receipt._why_no_expense():
                raise UserError(why)
            expenses = self.env["hr.expense"].with_company(receipt.company_id)
            expense = expenses.create(receipt._prepare_expense())
            # A copy: the expense's attachments are deleted with the expense.
            picture = receipt.attachment_id.with_context(image_no_postprocess=True)
            attachment = picture.copy(
                {"res_model": expense._name, "res_id": expense.id}
            )
            expense._message_set_main_attachment_id(attachment, force=True)
            receipt._store({"expense_id": expense.id, "state": "done"})
            receipt._message_log(
                body=self.env._(
                    "Expense created: %(expense)s", expense=expense._get_html_link()
                )
            )
        return self.expense_id

    def _why_no_expense(self):
        """Return what stands in the way of an expense, and what to do; or None."""
        self.ensure_one()
        if not self._expense_employee():
            return self.env._(
                "%(user)s has no employee record in %(company)s. Ask an administrator"
                " to create one, or choose the employee on the receipt.",
                user=self.uploaded_by.name,
                company=self.company_id.name,
            )
        if float_compare(self.total_amount, 0.0, precision_digits=2) <= 0:
            if self.state == "pending":
                return self.env._(
                    "The receipt is not read yet. Wait a minute, or fill in the total."
                )
            return self.env._("There is no total. Fill it in from the picture.")
        return self._why_no_currency()

    def _why_no_currency(self):
        currency = self._expense_currency()
        if code := self._unknown_currency():
            return self.env._(
                "The receipt is in %(currency)s, which Odoo does not know. Choose the"
                " currency, and correct the amounts where they are in another.",
                currency=code,
            )
        if not currency.active:
            return self.env._(
                "The receipt is in %(currency)s, which is not activated. Ask an"
                " administrator to activate it in Accounting > Configuration >"
                " Currencies, with a rate; or correct the currency.",
                currency=currency.name,
            )
        if currency == self.company_id.currency_id:
            return None
        # Odoo takes 1.0 where there is no rate at all.
        rates = self.env["res.currency.rate"].search_count(
            [
                ("currency_id", "=", currency.id),
                ("company_id", "in", [False, self.company_id.root_id.id]),
            ],
            limit=1,
        )
        if not rates:
            return self.env._(
                "There is no exchange rate for %(currency)s. Ask an administrator to"
                " add one in Accounting > Configuration > Currencies; or correct the"
                " currency.",
                currency=currency.name,
            )
        return None

    def _unknown_currency(self):
        """Return the code that was read if it is not a currency of Odoo's."""
        facts = self._facts()
        if self.currency_id or not facts or not facts.currency:
            return None
        known = self._read_value("currency_id", facts)
        return None if known else facts.currency.value

    def _expense_employee(self):
        user = self.uploaded_by.with_company(self.company_id)
        return self.employee_id or user.employee_id

    def _expense_currency(self):
        return self.currency_id or self.company_id.currency_id

    def _prepare_expense(self):
        self = self.with_company(self.company_id)  # noqa: PLW0642
        product = self._expense_product()
        return {
            "name": self.merchant or self.filename,
            "description": self._expense_notes(),
            "employee_id": self._expense_employee().id,
            "company_id": self.company_id.id,
            "product_id": product.id,
            "date": self.receipt_date or fields.Date.context_today(self),
            "currency_id": self._expense_currency().id,
            "total_amount_currency": self.total_amount,
            "payment_mode": self.payment_mode,
            "vendor_id": self._find_vendor().id,
            # Set in any case: the category's own tax is not on every receipt.
            "tax_ids": [Command.set(self._find_tax(product).ids)],
        }

    def _expense_notes(self):
        notes = []
        if self.receipt_number:
            number = self.receipt_number
            notes.append(self.env._("Receipt number: %(number)s", number=number))
        if self.tin:
            notes.append(self.env._("TIN: %(tin)s", tin=self.tin))
        return "\n".join(notes) or False

    def _expense_product(self):
        products = self.env["product.product"]
        default = self.env.ref(
            "hr_expense.product_product_no_cost", raise_if_not_found=False
        )
        domain = Domain("can_be_expensed", "=", True) & Domain(
            products._check_company_domain(self.company_id)
        )
        candidates = products.search(domain)
        # A category with a cost sets its own amount.
        free = candidates.filtered(lambda product: not product.standard_price)
        product = (default & free) or free[:1]
        if not product:
            raise UserError(
                self.env._(
                    "There is no expense category without a cost. Ask an administrator"
                    " to create one in Expenses > Configuration > Expense Categories."
                )
            )
        return product

    def _find_vendor(self):
        """Return the partner of this TIN, else the only one of this name, else none."""
        partners = self.env["res.partner"]
        company = Domain(partners._check_company_domain(self.company_id))
        return self._vendor_by_tin(company) or self._vendor_by_name(company)

    @api.model
    def _tin_digits(self, tin):
        return re.sub(r"\D", "", tin or "")

    def _vendor_by_tin(self, company):
        partners = self.env["res.partner"]
        digits = self._tin_digits(self.tin)
        if len(digits) < 8:
            return partners
        # However it is punctuated; a partner may be without the branch's code.
        pattern = "%".join(digits[:9])
        found = partners.search(company & Domain("vat", "=like", f"%{pattern}%"))
        same = found.filtered(lambda partner: self._tin_digits(partner.vat) == digits)
        if not same:
            same = found.filtered(
                lambda partner: self._tin_digits(partner.vat)[:9] == digits[:9]
            )
        return self._only_one(same)

    def _vendor_by_name(self, company):
        partners = self.env["res.partner"]
        name = " ".join((self.merchant or "").split())
        if not name:
            return partners
        pattern = re.sub(r"([\\%_])", r"\\\1", name)
        return self._only_one(
            partners.search(company & Domain("name", "=ilike", pattern))
        )

    @api.model
    def _only_one(self, partners):
        """Return the one company or person that these are contacts of, if it's one."""
        vendors = partners.commercial_partner_id
        return vendors if len(vendors) == 1 else vendors.browse()

    def _find_tax(self, product):
        """Return the purchase tax that gives the receipt's VAT, or none."""
        taxes = self.env["account.tax"]
        if not self.vat_amount or self.vat_amount >= self.total_amount:
            return taxes
        domain = Domain(taxes._check_company_domain(self.company_id)) & Domain(
            [("type_tax_use", "=", "purchase"), ("amount_type", "=", "percent")]
        )
        fitting = taxes.search(domain).filtered(self._is_tax_of_receipt)
        preferred = product.supplier_taxes_id | self.company_id.account_purchase_tax_id
        return (fitting & preferred)[:1] or fitting[:1]

    def _is_tax_of_receipt(self, tax):
        # On an expense, every tax is included in the total. Where a part of the
        # receipt is exempt no tax fits: one on the whole total would be too much.
        included = self.total_amount * tax.amount / (100 + tax.amount)
        # A cash register rounds the VAT of each item.
        tolerance = max(0.05, 0.005 * self.vat_amount)
        return tax.amount > 0 and abs(included - self.vat_amount) <= tolerance
