from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCommon

from .common import ReceiptCase, picture


@tagged("post_install", "-at_install")
class TestAlias(ReceiptCase, MailCommon):
    def _mail(self, *attachments, user=None, **values):
        user = user or self.employee
        message = {
            "email_from": user.email_formatted,
            "author_id": user.partner_id.id,
            "subject": "Lunch",
            "attachments": list(attachments),
            **values,
        }
        model = self.Receipt.with_user(user).sudo()
        with self.mock_mail_gateway():
            return model.message_new(message), message

    def _of(self, user):
        return self.Receipt.search([("uploaded_by", "=", user.id)], order="id")

    def test_the_alias_is_the_employees(self):
        alias = self.env.ref("ip_expense_mvp.mail_alias_receipt")
        self.assertEqual(alias.alias_model_id.model, "ip.ocr.receipt")
        self.assertEqual(alias.alias_contact, "employees")

    def test_each_picture_of_a_mail_is_a_receipt(self):
        receipt, message = self._mail(
            ("1.png", picture(1), {}), ("2.png", picture(2), {}), ("a.txt", "text", {})
        )
        receipts = self._of(self.employee)
        self.assertEqual(receipts.mapped("filename"), ["1.png", "2.png"])
        self.assertEqual(receipt, receipts[0])
        self.assertEqual(set(receipts.mapped("state")), {"pending"})
        self.assertEqual(receipts.employee_id, self.employees[self.employee])
        self.assertEqual(receipts.company_id, self.company)
        self.assertEqual([name for name, *_rest in message["attachments"]], ["a.txt"])

    def test_a_logo_of_a_signature_is_no_receipt(self):
        self._mail(("logo.png", picture(1), {"cid": "logo"}), ("2.png", picture(2), {}))
        self.assertEqual(self._of(self.employee).mapped("filename"), ["2.png"])

    def test_a_photo_within_the_text_is_a_receipt(self):
        photo = picture(3) + b"\0" * 30_000
        self._mail(("photo.png", photo, {"cid": "photo"}))
        self.assertEqual(self._of(self.employee).mapped("filename"), ["photo.png"])

    def test_a_mail_without_a_picture_is_answered_and_kept(self):
        receipt, _message = self._mail(("a.txt", "text", {}))
        self.assertEqual(receipt.state, "failed")
        self.assertIn("No picture", receipt.error)
        answers = self.env["mail.message"].search(
            [("model", "=", "ip.ocr.receipt"), ("subject", "=", "Re: Lunch")]
        )
        self.assertEqual(answers.notified_partner_ids, self.employee.partner_id)

    def test_a_picture_that_is_refused_stays_with_the_mail(self):
        large = picture(4) + b"\0" * 11_000_000
        receipt, message = self._mail(
            ("1.png", picture(1), {}), ("large.png", large, {})
        )
        self.assertEqual(receipt.filename, "1.png")
        self.assertEqual(
            [name for name, *_rest in message["attachments"]], ["large.png"]
        )
        receipt, message = self._mail(("large.png", large, {}))
        self.assertEqual(receipt.state, "failed")
        self.assertEqual(len(message["attachments"]), 1)

    def test_an_employee_without_a_user_has_receipts_too(self):
        employee = self.env["hr.employee"].create(
            {
                "name": "Driver",
                "work_email": "driver@example.com",
                "company_id": self.company.id,
            }
        )
        message = {
            "email_from": "driver@example.com",
            "subject": "Fuel",
            "attachments": [("1.png", picture(1), {})],
        }
        receipt = self.Receipt.message_new(message)
        self.assertEqual(receipt.employee_id, employee)
        self.assertEqual(receipt.company_id, self.company)

    def test_a_mail_to_the_alias_goes_the_whole_way(self):
        self.env.ref("ip_expense_mvp.mail_alias_receipt").write(
            {"alias_name": "receipts-of-tests"}
        )
        domain = self.env.ref("ip_expense_mvp.mail_alias_receipt").alias_domain
        if not domain:
            domain = self.mail_alias_domain.name
            self.env.ref(
                "ip_expense_mvp.mail_alias_receipt"
            ).alias_domain_id = self.mail_alias_domain
        boundary = (
            f"From: {self.employee.email_formatted}\n"
            f"To: receipts-of-tests@{domain}\nSubject: Lunch\n"
            "Message-Id: <receipt-of-tests@example.com>\nMIME-Version: 1.0\n"
            'Content-Type: multipart/mixed; boundary="b"\n\n'
            "--b\nContent-Type: text/plain\n\nHere it is.\n"
            '--b\nContent-Type: application/pdf; name="r.pdf"\n'
            'Content-Disposition: attachment; filename="r.pdf"\n\n%PDF-1.7\n--b--\n'
        )
        with self.mock_mail_gateway():
            self.env["mail.thread"].message_process(False, boundary)
        receipt = self._of(self.employee)
        self.assertEqual(receipt.filename, "r.pdf")
        self.assertEqual(receipt.attachment_id.raw.strip(), b"%PDF-1.7")
        self.assertIn("Here it is.", receipt.message_ids[0].body)
