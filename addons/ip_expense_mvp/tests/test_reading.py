from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import ProgramLimitExceeded

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ReceiptCase, answer, fact


@tagged("post_install", "-at_install")
class TestReading(ReceiptCase):
    def test_what_is_read_fills_the_receipt(self):
        receipt = self.have_read()
        self.assertRecordValues(
            receipt,
            [
                {
                    "state": "read",
                    "merchant": "Sari-Sari Foods Inc.",
                    "tin": "123-456-789-000",
                    "receipt_number": "OR-0042",
                    "receipt_date": fields.Date.to_date("2026-11-02"),
                    "currency_id": self.php.id,
                    "total_amount": 1120.0,
                    "vat_amount": 120.0,
                    "document_type": "receipt",
                    "line_count": 2,
                    "avg_confidence": 0.97,
                    "needs_review": False,
                }
            ],
        )
        self.assertTrue(receipt.preview)

    def test_the_key_is_sent_and_the_picture(self):
        receipt = self.have_read()
        _path, headers, body = self.ocr.requests[0]
        self.assertEqual(headers["Authorization"], "Bearer an-ocr-key")
        self.assertIn(receipt.attachment_id.raw, body)

    def test_a_service_that_is_away_leaves_the_receipt_waiting(self):
        self._set("ai_ocr_url", "http://127.0.0.1:9/v1/ocr/receipt")
        receipt = self.receive()
        self.assertTrue(receipt._read_now())
        self.assertEqual((receipt.state, receipt.attempts), ("pending", 1))
        self.assertGreater(receipt.next_attempt_at, fields.Datetime.now())
        self.assertTrue(receipt.error)

    def test_errors_that_pass_leave_the_receipt_waiting(self):
        for status in (429, 500, 502, 503, 504, 401, 403, 404):
            with self.subTest(status=status):
                self.ocr.answers.append((status, {}, {}))
                receipt = self.receive(shade=status % 250)
                receipt._read_now()
                self.assertEqual(receipt.state, "pending")
                self.assertTrue(receipt.error)

    def test_an_answer_that_is_none_leaves_the_receipt_waiting(self):
        self.ocr.answers.append((200, {}, b"<html>"))
        receipt = self.receive()
        receipt._read_now()
        self.assertEqual(receipt.state, "pending")

    def test_refusals_of_the_picture_are_final(self):
        for status in (400, 413, 415, 422):
            with self.subTest(status=status):
                self.ocr.answers.append((status, {}, {"detail": "torn"}))
                receipt = self.receive(shade=status % 250)
                receipt._read_now()
                self.assertEqual(receipt.state, "failed")
                self.assertEqual(receipt.error_status, status)
                self.assertTrue(receipt.error)

    def test_attempts_back_off(self):
        receipt = self.receive()
        delays = []
        for _attempt in range(4):
            self.ocr.answers.append((500, {}, {}))
            receipt.sudo().write({"next_attempt_at": False, "retry_after_at": False})
            receipt._read_now()
            delays.append(receipt.next_attempt_at - fields.Datetime.now())
        self.assertEqual(receipt.attempts, 4)
        self.assertGreater(delays[3], delays[0] * 2)

    def test_retry_after_holds_for_all_receipts(self):
        self.ocr.answers.append((503, {"Retry-After": "120"}, {}))
        self.receive()._read_now()
        other = self.receive(shade=1, user=self.colleague)
        self.assertTrue(other._read_now())
        self.assertEqual(len(self.ocr.requests), 1)
        self.assertEqual(other.state, "pending")
        wait = other.next_attempt_at - fields.Datetime.now()
        self.assertGreater(wait, timedelta(seconds=100))

    def test_after_retry_after_the_service_is_asked_again(self):
        self.ocr.answers.append((503, {"Retry-After": "120"}, {}))
        receipt = self.receive()
        receipt._read_now()
        past = fields.Datetime.now() - timedelta(seconds=1)
        receipt.sudo().write({"retry_after_at": past, "next_attempt_at": past})
        receipt._read_now()
        self.assertEqual(receipt.state, "read")
        self.assertFalse(receipt.retry_after_at)
        self.assertFalse(receipt.error)

    def test_a_receipt_that_another_process_reads_is_left_to_it(self):
        receipt = self.receive()
        nothing = self.Receipt.browse()
        with patch.object(type(receipt), "try_lock_for_update", return_value=nothing):
            self.assertFalse(receipt._read_now())
        self.assertFalse(self.ocr.requests)

    def test_a_receipt_is_read_once(self):
        receipt = self.have_read()
        self.assertTrue(receipt._read_now())
        self.assertEqual(len(self.ocr.requests), 1)

    def test_an_answer_that_cannot_be_stored_is_no_end(self):
        receipt = self.receive()
        with (
            patch.object(type(receipt), "_apply_answer", side_effect=ValueError("x")),
            mute_logger("odoo.addons.ip_expense_mvp.models.ip_ocr_receipt_reading"),
        ):
            receipt._read_now()
        self.assertEqual((receipt.state, receipt.attempts), ("pending", 1))

    def test_what_the_database_refuses_is_no_end(self):
        receipt = self.receive()
        with (
            mute_logger("odoo.addons.ip_expense_mvp.models.ip_ocr_receipt_reading"),
            patch.object(
                type(receipt), "_apply_answer", side_effect=ProgramLimitExceeded
            ),
        ):
            receipt._read_now()
        self.assertEqual((receipt.state, receipt.attempts), ("pending", 1))

    def test_an_odd_answer_is_shown(self):
        said = answer(
            date=fact("0001-01-01"),
            total_amount=fact(1e300),
            tax_amount=fact("120.00"),
            currency=fact("XYZ"),
            merchant=fact("<b>\U0001d54f</b>" * 900),
            tin=None,
            warnings=["<script>", None, {"code": 7}],
        )
        said["lines"] = said["lines"] * 1000 + [None, 7]
        receipt = self.have_read(said=said)
        self.assertEqual(receipt.state, "read")
        self.assertFalse(receipt.receipt_date)
        self.assertFalse(receipt.total_amount)
        self.assertEqual(receipt.vat_amount, 120.0)
        self.assertIn("currency_id", receipt.unsure_fields)
        self.assertEqual(len(receipt.viewer_data()["lines"]), 2002)

    def test_the_cron_reads_what_is_due(self):
        receipts = self.receive(1).sudo() | self.receive(2, user=self.colleague).sudo()
        later = self.receive(3)
        later.sudo().next_attempt_at = fields.Datetime.now() + timedelta(hours=1)
        self.run_cron("ir_cron_read_pending")
        self.assertEqual(set(receipts.mapped("state")), {"read"})
        self.assertEqual(later.state, "pending")

    def test_the_cron_leaves_to_others_what_they_read(self):
        self.receive()
        nothing = self.Receipt.browse()
        with (
            patch.object(type(nothing), "_claim_next", return_value=nothing),
            self.assertNoLogs("odoo.addons.base.models.ir_cron", "WARNING"),
        ):
            self.run_cron("ir_cron_read_pending")
        self.assertFalse(self.ocr.requests)

    def test_the_cron_stops_when_the_service_is_away(self):
        receipts = self.receive(1) | self.receive(2) | self.receive(3)
        self.ocr.default = (503, {}, {})
        self.run_cron("ir_cron_read_pending")
        self.assertEqual(len(self.ocr.requests), 1)
        self.assertEqual(sorted(receipts.mapped("attempts")), [0, 0, 1])

    def test_a_receipt_of_a_killed_worker_is_picked_up(self):
        # A killed worker's transaction is rolled back: nothing marks it as begun.
        receipt = self.receive()
        killed = patch.object(
            type(receipt), "_apply_answer", side_effect=KeyboardInterrupt
        )
        with self.assertRaises(KeyboardInterrupt), self.cr.savepoint(), killed:
            receipt._read_now()
        self.run_cron("ir_cron_read_pending")
        self.assertEqual(receipt.state, "read")

    def test_unsure_and_missing_fields_ask_for_a_person(self):
        said = answer(merchant=fact("Sarl", 0.4), date=None)
        receipt = self.have_read(said=said)
        self.assertEqual(receipt.unsure_fields, ["merchant", "receipt_date"])
        self.assertTrue(receipt.needs_review)

    def test_a_corrected_field_is_no_longer_unsure(self):
        receipt = self.have_read(said=answer(merchant=fact("Sarl", 0.4)))
        receipt.merchant = "Sari-Sari"
        self.assertFalse(receipt.unsure_fields)
        self.assertFalse(receipt.needs_review)

    def test_the_confidence_that_is_sure_is_a_setting(self):
        self._set("sure_confidence", "0.99")
        self.assertIn("total_amount", self.have_read().unsure_fields)

    def test_a_warning_asks_for_a_person(self):
        warning = {"code": "several_receipts", "detail": "two"}
        self.assertTrue(self.have_read(said=answer(warnings=[warning])).needs_review)

    def test_what_was_read_and_what_a_person_made_of_it_are_kept(self):
        receipt = self.have_read()
        receipt.write({"total_amount": 1121.0, "receipt_date": "2026-11-03"})
        shown = receipt.viewer_data()["fields"]
        self.assertEqual(shown["total_amount"]["value"], 1121.0)
        self.assertEqual(shown["total_amount"]["read_value"], 1120.0)
        self.assertTrue(shown["total_amount"]["corrected"])
        self.assertEqual(shown["receipt_date"]["value"], "2026-11-03")
        self.assertEqual(shown["receipt_date"]["read_value"], "2026-11-02")
        self.assertFalse(shown["merchant"]["corrected"])

    def test_reading_again_keeps_what_a_person_corrected(self):
        receipt = self.have_read()
        receipt.merchant = "Sari-Sari"
        said = answer(merchant=fact("Other"), total_amount=fact(99.0))
        self.ocr.answers.append((200, {}, said))
        receipt.action_read_again()
        self.assertEqual(receipt.merchant, "Sari-Sari")
        self.assertEqual(receipt.total_amount, 99.0)

    def test_a_failed_receipt_can_be_read_again(self):
        self.ocr.answers.append((422, {}, {}))
        receipt = self.receive()
        receipt._read_now()
        receipt.action_read_again()
        self.assertEqual((receipt.state, receipt.error_status), ("read", 0))

    def test_a_receipt_with_an_expense_is_not_read_again(self):
        receipt = self.have_read()
        receipt._create_expense()
        with self.assertRaisesRegex(UserError, "expense exists"):
            receipt.action_read_again()

    def test_the_chatter_shows_corrections_of_people_alone(self):
        receipt = self.have_read()
        self.flush_tracking()
        self.assertFalse(receipt.message_ids.sudo().tracking_value_ids)
        receipt.merchant = "Sari-Sari"
        self.flush_tracking()
        tracked = receipt.message_ids.sudo().tracking_value_ids
        self.assertEqual(tracked.mapped("new_value_char"), ["Sari-Sari"])

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.flush()

    def test_the_viewer_gets_boxes_and_the_preview(self):
        receipt = self.have_read()
        shown = receipt.viewer_data()
        self.assertIn(f"/ip.ocr.receipt/{receipt.id}/preview", shown["preview_url"])
        self.assertEqual((shown["width"], shown["height"]), (60, 90))
        self.assertEqual(len(shown["lines"]), 2)
        self.assertEqual(len(shown["fields"]["merchant"]["box"]), 4)
        self.assertTrue(shown["fields"]["merchant"]["sure"])

    def test_the_viewer_of_a_waiting_receipt_shows_the_picture(self):
        receipt = self.receive()
        shown = receipt.viewer_data()
        self.assertEqual(shown["preview_url"], f"/web/image/{receipt.attachment_id.id}")
        self.assertFalse(shown["lines"])

    def test_a_currency_that_is_not_active_is_found(self):
        currency = self.env.ref("base.ISK")
        currency.active = False
        receipt = self.have_read(said=answer(currency=fact("ISK")))
        self.assertEqual(receipt.currency_id, currency)
        self.assertIn("ISK", receipt.currency_note)
