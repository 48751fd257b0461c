from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..gateway.picture import PictureRefused
from .common import ReceiptCase, picture


@tagged("post_install", "-at_install")
class TestReceipt(ReceiptCase):
    def _upload(self, *contents, user=None):
        return (
            self.env["ir.attachment"]
            .with_user(user or self.employee)
            .create(
                [
                    {"name": f"{i}.png", "raw": raw, "res_model": "ip.ocr.receipt"}
                    for i, raw in enumerate(contents)
                ]
            )
        )

    def test_a_received_picture_is_kept_before_it_is_read(self):
        receipt = self.receive()
        self.assertEqual(receipt.state, "pending")
        self.assertEqual(receipt.attachment_id.raw, picture())
        self.assertEqual(receipt.message_main_attachment_id, receipt.attachment_id)
        self.assertFalse(self.ocr.requests)

    def test_a_receipt_is_its_uploaders_in_his_company(self):
        receipt = self.receive()
        self.assertEqual(receipt.uploaded_by, self.employee)
        self.assertEqual(receipt.employee_id, self.employees[self.employee])
        self.assertEqual(receipt.company_id, self.company)

    def test_what_is_no_picture_is_refused(self):
        for content, status in (
            (b"", 400),
            (b"text", 415),
            (b"\xff" * 11_000_000, 413),
        ):
            with (
                self.subTest(status=status),
                self.assertRaises(PictureRefused) as caught,
            ):
                self.Receipt._receive(content, "a")
            self.assertEqual(caught.exception.status, status)

    def test_a_picture_that_is_sent_again_is_the_same_receipt(self):
        receipt = self.receive()
        self.assertEqual(self.receive(), receipt)

    def test_the_same_picture_of_a_colleague_is_another_receipt(self):
        self.assertNotEqual(self.receive(), self.receive(user=self.colleague))

    def test_a_picture_with_an_expense_is_new_after_an_hour(self):
        receipt = self.have_read()
        receipt._create_expense()
        self.assertEqual(self.receive(), receipt)
        receipt.sudo().uploaded_at = fields.Datetime.now() - timedelta(hours=2)
        self.assertNotEqual(self.receive(), receipt)

    def test_a_picture_of_any_name_is_kept(self):
        for shade, (sent, kept) in enumerate(
            (
                ("", "Receipt"),
                (" \n ", "Receipt"),
                ("a\0\r\nb.png", "a b.png"),
                ("half \ud83d.png", "half .png"),
                ("C:\\photos\\a.png", "a.png"),
                ("../../etc/a.png", "a.png"),
                ("<img src=x>.png", "<img src=x>.png"),
                ("a" * 5000, "a" * 255),
            )
        ):
            with self.subTest(sent=sent[:20]):
                receipt = self.receive(shade, name=sent)
                self.assertEqual(receipt.filename, kept)
                self.assertEqual(receipt.attachment_id.name, kept)

    def test_the_picture_cannot_be_replaced(self):
        receipt = self.receive()
        for user in (self.employee, self.administrator):
            for values in (
                {"raw": b"another"},
                {"datas": "YW5vdGhlcg=="},
                {"res_model": False, "res_id": False},
            ):
                with self.subTest(user=user.login, values=values):
                    attachment = receipt.attachment_id.with_user(user)
                    with self.assertRaisesRegex(AccessError, "replaced"):
                        attachment.write(values)
        self.assertEqual(receipt.attachment_id.raw, picture())

    def test_another_attachment_of_a_receipt_can_be_replaced(self):
        note = self._upload(b"note")
        note.res_id = self.receive().id
        note.raw = b"another note"
        self.assertEqual(note.raw, b"another note")

    def test_the_picture_cannot_be_deleted_in_the_chatter(self):
        receipt = self.receive()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            receipt.attachment_id.unlink()
        self.assertTrue(receipt.attachment_id.exists())

    def test_uploaded_files_become_receipts(self):
        files = self._upload(picture(1), picture(2))
        action = self.Receipt.with_user(self.employee).create_from_attachments(
            files.ids
        )
        receipts = self.Receipt.search([("uploaded_by", "=", self.employee.id)])
        self.assertEqual(len(receipts), 2)
        self.assertEqual(action["res_model"], "ip.ocr.receipt")
        self.assertFalse(files.exists())

    def test_an_upload_of_two_sessions_at_once_is_repeated(self):
        files = self._upload(picture(1))
        receipts = self.Receipt.with_user(self.employee)
        # The other session's receipt is committed, and not yet seen here.
        seen = patch.object(
            type(receipts),
            "_count_same",
            lambda _self, cr, _hashes: int(cr is not self.cr),
        )
        with seen, self.assertRaises(ConcurrencyError):
            receipts.create_from_attachments(files.ids)
        receipts.create_from_attachments(files.ids)

    def test_of_uploaded_files_those_refused_are_named(self):
        files = self._upload(picture(1), b"no picture")
        action = self.Receipt.with_user(self.employee).create_from_attachments(
            files.ids
        )
        self.assertEqual(action["tag"], "display_notification")
        self.assertIn("1.png", action["params"]["message"])
        self.assertNotIn("0.png", action["params"]["message"])

    def test_only_refused_files_are_an_error(self):
        files = self._upload(b"no picture")
        with self.assertRaisesRegex(UserError, "JPEG"):
            self.Receipt.with_user(self.employee).create_from_attachments(files.ids)

    def test_files_of_another_record_are_not_taken(self):
        receipt = self.receive()
        with self.assertRaises(UserError):
            receipt.create_from_attachments(receipt.attachment_id.ids)

    def test_another_users_upload_is_not_taken(self):
        files = self._upload(picture(1), user=self.colleague)
        with self.assertRaises(AccessError):
            self.Receipt.with_user(self.employee).create_from_attachments(files.ids)

    def test_an_upload_wakes_the_cron(self):
        files = self._upload(picture(1))
        cron = self.env.ref("ip_expense_mvp.ir_cron_read_pending")
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([("cron_id", "=", cron.id)])
        self.Receipt.with_user(self.employee).create_from_attachments(files.ids)
        after = triggers.search_count([("cron_id", "=", cron.id)])
        self.assertEqual(after, before + 1)

    def test_a_large_picture_is_kept_byte_by_byte(self):
        content = picture(7, size=(2500, 3500))
        files = self._upload(content)
        self.Receipt.with_user(self.employee).create_from_attachments(files.ids)
        uploaded = self.Receipt.search([("uploaded_by", "=", self.employee.id)])
        self.assertEqual(uploaded.attachment_id.raw, content)
        received = self.Receipt.with_user(self.colleague)._receive(content, "a.png")
        self.assertEqual(received.attachment_id.raw, content)
