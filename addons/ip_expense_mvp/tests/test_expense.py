from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import LockError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ReceiptCase, answer, fact


@tagged("post_install", "-at_install")
class TestExpense(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = cls.env["account.tax.group"].create(
            {"name": "VAT", "company_id": cls.company.id}
        )
        values = {
            "type_tax_use": "purchase",
            "company_id": cls.company.id,
            "country_id": cls.env.ref("base.ph").id,
            "tax_group_id": group.id,
        }
        cls.vat, cls.low_vat = cls.env["account.tax"].create(
            [
                {"name": "12 %", "amount": 12, **values},
                {"name": "5 %", "amount": 5, **values},
            ]
        )

    def _partner(self, name, vat=False, **values):
        # Whatever this country's own check of numbers says.
        partners = self.env["res.partner"].with_context(no_vat_validation=True)
        return partners.create({"name": name, "vat": vat, **values})

    def test_a_currency_that_odoo_does_not_know_is_said(self):
        receipt = self.have_read(said=answer(currency=fact("XYZ")))
        self.assertIn("XYZ", receipt.currency_note)
        with self.assertRaisesRegex(UserError, "XYZ"):
            receipt.action_create_expense()
        receipt.currency_id = self.php
        receipt.action_create_expense()
        self.assertEqual(receipt.expense_id.currency_id, self.php)

    def test_an_expense_has_what_the_receipt_says(self):
        receipt = self.have_read()
        action = receipt.action_create_expense()
        expense = receipt.expense_id
        self.assertRecordValues(
            expense,
            [
                {
                    "name": "Sari-Sari Foods Inc.",
                    "employee_id": self.employees[self.employee].id,
                    "company_id": self.company.id,
                    "date": fields.Date.to_date("2026-11-02"),
                    "currency_id": self.php.id,
                    "total_amount_currency": 1120.0,
                    "total_amount": 1120.0,
                    "tax_amount": 120.0,
                    "payment_mode": "own_account",
                    "state": "draft",
                }
            ],
        )
        self.assertIn("OR-0042", expense.description)
        self.assertEqual(receipt.state, "done")
        self.assertIn(f'data-oe-id="{expense.id}"', receipt.message_ids[0].body)
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("hr.expense", expense.id)
        )

    def test_the_picture_is_the_expenses_main_attachment(self):
        receipt = self.have_read()
        receipt._create_expense()
        attachment = receipt.expense_id.message_main_attachment_id
        self.assertEqual(attachment.raw, receipt.attachment_id.raw)
        self.assertNotEqual(attachment, receipt.attachment_id)

    def test_pressed_twice_it_opens_the_one_that_exists(self):
        receipt = self.have_read()
        first, second = receipt.action_create_expense(), receipt.action_create_expense()
        self.assertEqual(first["res_id"], second["res_id"])
        self.assertEqual(receipt.expense_id.ip_ocr_receipt_ids, receipt)

    def test_a_receipt_that_is_locked_is_said(self):
        receipt = self.have_read()
        with (
            patch.object(type(receipt), "lock_for_update", side_effect=LockError("")),
            self.assertRaisesRegex(UserError, "Try again"),
        ):
            receipt.action_create_expense()

    def test_many_receipts_become_many_expenses(self):
        first = self.have_read(1)
        second = self.have_read(2, said=answer(total_amount=fact(50.0)))
        action = (first | second).action_create_expense()
        self.assertEqual(len((first | second).expense_id), 2)
        self.assertEqual(action["res_model"], "hr.expense")

    def test_paid_by_the_company(self):
        receipt = self.have_read()
        receipt.payment_mode = "company_account"
        receipt._create_expense()
        self.assertEqual(receipt.expense_id.payment_mode, "company_account")

    def test_a_currency_that_is_not_active_is_said(self):
        self.env.ref("base.ISK").active = False
        receipt = self.have_read(said=answer(currency=fact("ISK")))
        with self.assertRaisesRegex(UserError, "ISK, which is not activated"):
            receipt.action_create_expense()
        self.assertFalse(receipt.expense_id)

    def test_a_currency_without_a_rate_is_said(self):
        currency = self.env.ref("base.ISK")
        currency.active = True
        currency.rate_ids.unlink()
        receipt = self.have_read(said=answer(currency=fact("ISK")))
        with self.assertRaisesRegex(UserError, "no exchange rate"):
            receipt.action_create_expense()

    def test_a_foreign_currency_is_converted_by_its_rate(self):
        currency = self.env.ref("base.ISK")
        currency.active = True
        currency.rate_ids.unlink()
        self.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": self.company.id,
                "name": "2026-01-01",
                "rate": 2.0,
            }
        )
        receipt = self.have_read(said=answer(currency=fact("ISK"), tax_amount=None))
        receipt._create_expense()
        self.assertEqual(receipt.expense_id.currency_id, currency)
        self.assertEqual(receipt.expense_id.total_amount, 560.0)

    def test_without_an_employee_record_it_is_said(self):
        user = self._new_user("receipt_nobody", self.company)
        receipt = self.have_read(user=user)
        with self.assertRaisesRegex(UserError, "no employee record"):
            receipt.action_create_expense()

    def test_an_employee_record_made_later_counts(self):
        user = self._new_user("receipt_nobody", self.company)
        receipt = self.have_read(user=user)
        employee = self.env["hr.employee"].create(
            {"name": "Later", "user_id": user.id, "company_id": self.company.id}
        )
        receipt.action_create_expense()
        self.assertEqual(receipt.expense_id.employee_id, employee)

    def test_without_a_total_there_is_nothing_to_create(self):
        with self.assertRaisesRegex(UserError, "not read yet"):
            self.receive(1).action_create_expense()
        with self.assertRaisesRegex(UserError, "no total"):
            self.have_read(2, said=answer(total_amount=None)).action_create_expense()
        with self.assertRaisesRegex(UserError, "Choose"):
            self.Receipt.action_create_expense()

    def test_a_failed_receipt_can_be_typed_in(self):
        self.ocr.answers.append((422, {}, {}))
        receipt = self.receive()
        receipt._read_now()
        receipt.write({"merchant": "By hand", "total_amount": 12.5})
        receipt.action_create_expense()
        self.assertEqual(receipt.expense_id.total_amount_currency, 12.5)

    def test_the_vendor_is_found_by_tin_first(self):
        self._partner("Sari-Sari Foods Inc.")
        vendor = self._partner("SSF Holdings", "123456789000")
        receipt = self.have_read()
        receipt._create_expense()
        self.assertEqual(receipt.expense_id.vendor_id, vendor)

    def test_the_vendor_of_another_branch_is_the_vendor(self):
        vendor = self._partner("SSF Holdings", "123-456-789-00012")
        self.assertEqual(self.have_read()._find_vendor(), vendor)

    def test_another_tin_is_another_vendor(self):
        self._partner("SSF Holdings", "123-456-788-000")
        self.assertFalse(self.have_read()._find_vendor())

    def test_the_vendor_is_found_by_name_then(self):
        vendor = self._partner("sari-sari  foods inc.".replace("  ", " "))
        self.assertEqual(self.have_read()._find_vendor(), vendor)

    def test_two_of_one_name_are_no_vendor(self):
        self._partner("Sari-Sari Foods Inc.")
        self._partner("Sari-Sari Foods Inc.")
        self.assertFalse(self.have_read()._find_vendor())

    def test_a_name_is_no_pattern(self):
        self._partner("Sari-Sari Foods Inc.")
        self.assertFalse(
            self.have_read(said=answer(merchant=fact("%"), tin=None))._find_vendor()
        )

    def test_a_vendor_of_another_company_is_none(self):
        self._partner("Sari-Sari Foods Inc.", company_id=self.other_company.id)
        self.assertFalse(self.have_read().sudo()._find_vendor())

    def test_a_vendor_is_never_created(self):
        before = self.env["res.partner"].search_count([])
        receipt = self.have_read()
        receipt._create_expense()
        self.assertFalse(receipt.expense_id.vendor_id)
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_the_tax_is_that_of_the_receipts_vat(self):
        receipt = self.have_read()
        receipt._create_expense()
        self.assertEqual(receipt.expense_id.tax_ids, self.vat)
        low = answer(total_amount=fact(105.0), tax_amount=fact(5.0))
        other = self.have_read(2, said=low)
        other._create_expense()
        self.assertEqual(other.expense_id.tax_ids, self.low_vat)

    def test_without_vat_there_is_no_tax_whatever_the_category_says(self):
        product = self.env.ref("hr_expense.product_product_no_cost")
        product.supplier_taxes_id = [Command.link(self.vat.id)]
        receipt = self.have_read(said=answer(tax_amount=None))
        receipt._create_expense()
        self.assertFalse(receipt.expense_id.tax_ids)

    def test_a_tax_on_the_whole_of_a_receipt_half_exempt_would_be_too_much(self):
        receipt = self.have_read(said=answer(tax_amount=fact(60.0)))
        receipt._create_expense()
        self.assertFalse(receipt.expense_id.tax_ids)

    def test_a_deleted_expense_leaves_a_receipt_to_confirm(self):
        receipt = self.have_read()
        receipt._create_expense()
        with mute_logger("odoo.models.unlink"):
            receipt.expense_id.unlink()
        self.assertEqual(receipt.state, "read")
        self.assertTrue(receipt.attachment_id.raw)
        receipt.action_create_expense()
        self.assertEqual(receipt.state, "done")

    def test_without_an_expense_there_is_none_to_open(self):
        with self.assertRaisesRegex(UserError, "Create it first"):
            self.have_read().action_open_expense()
