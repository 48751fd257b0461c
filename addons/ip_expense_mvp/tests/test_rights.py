from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ReceiptCase


@tagged("post_install", "-at_install")
class TestRights(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.Receipt.with_user(cls.employee)._receive(b"%PDF-1", "own.pdf")
        cls.colleagues = cls.Receipt.with_user(cls.colleague)._receive(
            b"%PDF-2", "colleagues.pdf"
        )
        cls.foreign = cls.Receipt.with_user(cls.stranger)._receive(
            b"%PDF-3", "foreign.pdf"
        )
        cls.all = (cls.own.sudo() | cls.colleagues.sudo() | cls.foreign.sudo()).sudo(
            False
        )

    def _seen(self, user):
        receipts = self.Receipt.with_user(user).search([("id", "in", self.all.ids)])
        return set(receipts.sudo().mapped("filename"))

    def _changes(self, user, receipt):
        receipt = receipt.with_user(user)
        try:
            receipt.write({"merchant": user.name})
        except AccessError:
            return False
        return receipt.sudo().merchant == user.name

    def test_an_employee_sees_his_own(self):
        self.assertEqual(self._seen(self.employee), {"own.pdf"})

    def test_an_approver_sees_the_teams(self):
        self.assertEqual(self._seen(self.approver), {"own.pdf"})
        self.employees[self.colleague].parent_id = self.employees[self.approver]
        self.assertEqual(self._seen(self.approver), {"own.pdf", "colleagues.pdf"})

    def test_an_administrator_sees_all_of_the_company(self):
        self.assertEqual(self._seen(self.administrator), {"own.pdf", "colleagues.pdf"})

    def test_a_stranger_sees_nothing_of_them(self):
        self.assertEqual(self._seen(self.stranger), {"foreign.pdf"})

    def test_an_administrator_of_another_company_sees_that_company(self):
        self.assertEqual(self._seen(self.other_administrator), {"foreign.pdf"})

    def test_of_two_companies_those_chosen_are_seen(self):
        companies = self.company | self.other_company
        self.administrator.company_ids = [Command.set(companies.ids)]
        receipts = self.Receipt.with_user(self.administrator)
        for chosen, count in (
            (self.company, 2),
            (self.other_company, 1),
            (companies, 3),
        ):
            seen = receipts.with_context(allowed_company_ids=chosen.ids)
            with self.subTest(chosen=chosen.mapped("name")):
                self.assertEqual(seen.search_count([("id", "in", self.all.ids)]), count)

    def test_who_may_change_a_receipt(self):
        may = {
            user: self._changes(user, self.own)
            for user in (
                self.employee,
                self.colleague,
                self.approver,
                self.administrator,
                self.stranger,
                self.other_administrator,
            )
        }
        self.assertEqual(
            {user for user, changed in may.items() if changed},
            {self.employee, self.approver, self.administrator},
        )

    def test_who_may_read_a_picture(self):
        for user, may in (
            (self.employee, True),
            (self.approver, True),
            (self.administrator, True),
            (self.colleague, False),
            (self.stranger, False),
        ):
            attachment = self.own.attachment_id.with_user(user).sudo(False)
            with self.subTest(user=user.login):
                attachment.invalidate_recordset()
                self.assertEqual(attachment.has_access("read"), may)

    def test_who_may_have_a_receipt_read(self):
        for user in (self.colleague, self.stranger, self.other_administrator):
            receipt = self.own.with_user(user)
            with self.subTest(user=user.login):
                for act in (receipt.action_read_again, receipt.viewer_data):
                    with self.assertRaises(AccessError):
                        act()
        self.own.with_user(self.approver).action_read_again()
        self.assertEqual(self.own.state, "read")

    def test_who_may_create_an_expense(self):
        self.own._read_now()
        for user in (self.colleague, self.stranger, self.other_administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.own.with_user(user).action_create_expense()
        self.own.with_user(self.approver).action_create_expense()
        self.assertEqual(self.own.expense_id.employee_id, self.own.employee_id)

    def test_an_employee_makes_no_expense_of_another(self):
        self.own._read_now()
        self.own.sudo().employee_id = self.employees[self.colleague]
        with self.assertRaises(AccessError):
            self.own.action_create_expense()
        self.assertFalse(self.own.expense_id)

    def test_an_administrator_creates_the_expense_of_an_employee(self):
        self.colleagues._read_now()
        self.colleagues.with_user(self.administrator).action_create_expense()
        self.assertEqual(self.colleagues.expense_id.employee_id.user_id, self.colleague)

    def test_only_an_administrator_deletes(self):
        for user in (self.employee, self.approver, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.own.with_user(user).unlink()
        with mute_logger("odoo.models.unlink"):
            self.own.with_user(self.administrator).unlink()
        self.assertFalse(self.own.exists())

    def test_nobody_writes_what_the_machine_says(self):
        for user in (self.employee, self.approver, self.administrator):
            for values in (
                {"ocr_json": {}},
                {"state": "done"},
                {"uploaded_by": user.id},
                {"picture_sha256": "0"},
                {"expense_id": False},
            ):
                with (
                    self.subTest(user=user.login, values=values),
                    self.assertRaises(AccessError),
                ):
                    self.own.with_user(user).write(values)

    def test_nobody_creates_what_the_machine_says(self):
        with self.assertRaises(AccessError):
            self.Receipt.with_user(self.employee).create(
                {"filename": "a", "state": "read"}
            )

    def test_an_employee_creates_none_for_another(self):
        for values in (
            {"uploaded_by": self.colleague.id},
            {"company_id": self.other_company.id},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.Receipt.with_user(self.employee).create(
                    {"filename": "a", "employee_id": False, **values}
                )

    def test_rows_for_supabase_are_seen_like_their_receipts(self):
        outbox = self.env["ip.ocr.outbox"]
        for user, receipts in (
            (self.employee, self.own),
            (self.approver, self.own),
            (self.administrator, self.own.sudo() | self.colleagues.sudo()),
            (self.stranger, self.foreign),
        ):
            domain = [("receipt_id", "in", self.all.ids)]
            seen = outbox.with_user(user).search(domain).sudo().receipt_id
            with self.subTest(user=user.login):
                self.assertEqual(set(seen.ids), set(receipts.ids))

    def test_nobody_writes_rows_for_supabase(self):
        row = self.own.outbox_ids[:1]
        for user in (self.employee, self.approver, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                row.with_user(user).write({"state": "sent"})

    def test_the_keys_are_read_by_no_user(self):
        for user in (self.employee, self.approver, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                parameters = self.env["ir.config_parameter"].with_user(user)
                parameters.get_param("ip_expense_mvp.ai_ocr_api_key")
