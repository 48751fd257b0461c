import io
import json

from PIL import Image

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.misc import file_open

from .common import OcrDouble, without_environment


@tagged("post_install", "-at_install")
class TestTours(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(without_environment())
        cls.user = new_test_user(cls.env, "ip.tour", groups="base.group_user")
        cls.env["hr.employee"].create({"name": "Ana Reyes", "user_id": cls.user.id})
        cls.env.ref("base.PHP").active = True

    def _receipt(self, filename, content=None):
        """Return the sample receipt, read with doubts about its number."""
        receipts = self.env["ip.ocr.receipt"].with_user(self.user)
        receipt = receipts._receive(content or self._sample(), filename)
        with file_open("ip_expense_mvp/tests/data/sample_answer.json") as recorded:
            answer = json.load(recorded)
        answer["receipt_number"]["confidence"] = 0.5
        receipt._apply_answer(answer)
        return receipt

    def _sample(self):
        with file_open("ip_expense_mvp/static/img/sample_receipt.jpg", "rb") as sample:
            return sample.read()

    def test_form(self):
        receipt = self._receipt("sample_receipt.jpg")
        self.start_tour(
            f"/odoo/ocr-receipts/{receipt.id}", "ip_ocr_receipt_form", login="ip.tour"
        )
        self.assertEqual(receipt.receipt_number, "008966")
        self.assertEqual(receipt.state, "done")
        self.assertEqual(receipt.expense_id.total_amount_currency, 336.20)

    def test_duplicate(self):
        self._receipt("the_first.jpg")
        scan = io.BytesIO()
        Image.open(io.BytesIO(self._sample())).save(scan, "PDF")
        receipt = self._receipt("scan.pdf", scan.getvalue())
        self.start_tour(
            f"/odoo/ocr-receipts/{receipt.id}",
            "ip_ocr_receipt_duplicate",
            login="ip.tour",
        )

    def test_upload(self):
        self.start_tour("/odoo/ocr-receipts", "ip_ocr_receipt_upload", login="ip.tour")
        receipts = self.env["ip.ocr.receipt"].search(
            [("uploaded_by", "=", self.user.id)]
        )
        # The first two were sent again with the third: one record each.
        self.assertEqual(
            sorted(receipts.mapped("filename")),
            ["tour_1.jpg", "tour_2.jpg", "tour_3.jpg"],
        )
        self.assertEqual(set(receipts.mapped("state")), {"pending"})
        self.assertTrue(all(receipts.mapped("attachment_id.raw")))

    def test_settings(self):
        double = OcrDouble()
        self.addCleanup(double.stop)
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("ip_expense_mvp.ai_ocr_url", double.url)
        parameters.set_param("ip_expense_mvp.ai_ocr_api_key", False)
        self.start_tour("/odoo/settings", "ip_ocr_settings", login="admin")
        self.assertFalse(parameters.get_param("ip_expense_mvp.ai_ocr_api_key"))
