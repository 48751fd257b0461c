import json

from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools.misc import file_open

VIEWS = [
    (False, kind) for kind in ("list", "kanban", "form", "search", "pivot", "graph")
]
GROUPS = {
    "employee": "base.group_user",
    "approver": "hr_expense.group_hr_expense_team_approver",
    "manager": "hr_expense.group_hr_expense_manager",
    "administrator": "base.group_system,hr_expense.group_hr_expense_manager",
}


@tagged("post_install", "-at_install")
class TestViews(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            kind: new_test_user(cls.env, f"ip.views.{kind}", groups=groups)
            for kind, groups in GROUPS.items()
        }
        cls.env.ref("base.PHP").active = True

    def _receipt(self, user):
        with file_open("ip_expense_mvp/static/img/sample_receipt.jpg", "rb") as sample:
            return (
                self.env["ip.ocr.receipt"]
                .with_user(user)
                ._receive(sample.read(), "sample_receipt.jpg")
            )

    def _read(self, receipt):
        with file_open("ip_expense_mvp/tests/data/sample_answer.json") as answer:
            receipt._apply_answer(json.load(answer))

    def test_views_load_for_each_kind_of_user(self):
        for kind, user in self.users.items():
            with self.subTest(kind):
                views = self.env["ip.ocr.receipt"].with_user(user).get_views(VIEWS)
                self.assertEqual(len(views["views"]), len(VIEWS))
                arch = views["views"]["form"]["arch"]
                self.assertEqual("outbox_ids" in arch, kind == "administrator")
                expense = self.env["hr.expense"].with_user(user)
                self.assertIn(
                    "action_open_ocr_receipts",
                    expense.get_views([(False, "form")])["views"]["form"]["arch"],
                )

    def test_menu_is_seen_by_each_kind_of_user(self):
        menu = self.env.ref("ip_expense_mvp.ip_ocr_receipt_menu")
        for kind, user in self.users.items():
            with self.subTest(kind):
                menus = self.env["ir.ui.menu"].with_user(user)
                self.assertIn(menu.id, menus._visible_menu_ids())

    def test_settings_are_seen_by_system_administrators_alone(self):
        view = self.env["res.config.settings"].with_user(self.users["administrator"])
        arch = view.get_views([(False, "form")])["views"]["form"]["arch"]
        self.assertIn("ip_expense_ocr_api_key", arch)
        self.assertTrue(
            self.env["res.config.settings"]._fields["ip_expense_ocr_api_key"].groups
        )

    def test_a_form_of_an_own_receipt_is_filled_in_and_corrected(self):
        for kind, user in self.users.items():
            with self.subTest(kind):
                receipt = self._receipt(user)
                self._read(receipt)
                with Form(receipt) as form:
                    self.assertEqual(form.total_amount, 336.20)
                    form.merchant = "Corner Mart"
                self.assertEqual(receipt.merchant, "Corner Mart")
                field = receipt.viewer_data()["fields"]["merchant"]
                self.assertEqual(field["read_value"], "Alimpuyo Corner Mart")

    def test_a_waiting_receipt_has_a_form_too(self):
        receipt = self._receipt(self.users["employee"])
        with Form(receipt) as form:
            self.assertEqual(form.state, "pending")
            form.merchant = "By Hand"
        self.assertEqual(receipt.merchant, "By Hand")

    def test_filters_find_what_they_say(self):
        user = self.users["employee"]
        waiting = self._receipt(user)
        mine = [("uploaded_by", "=", user.id)]
        receipts = self.env["ip.ocr.receipt"].with_user(user)
        self.assertEqual(receipts.search([*mine, ("state", "=", "pending")]), waiting)
        self.assertFalse(receipts.search([*mine, ("has_duplicates", "=", True)]))
        self.assertFalse(receipts.search([*mine, ("needs_review", "=", True)]))

    def test_groups_of_the_pivot_can_be_read(self):
        self._read(self._receipt(self.users["employee"]))
        for user in self.users.values():
            groups = (
                self.env["ip.ocr.receipt"]
                .with_user(user)
                .formatted_read_group(
                    [], ["uploaded_by", "state"], ["__count", "avg_confidence:avg"]
                )
            )
            self.assertIsInstance(groups, list)
