import json
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ReceiptCase, answer, fact


@tagged("post_install", "-at_install")
class TestOutbox(ReceiptCase):
    def setUp(self):
        super().setUp()
        # Rows that the database had before are not the tests' to send.
        self.env["ip.ocr.outbox"].search([]).unlink()

    def _sent(self):
        return [json.loads(body) for _path, _headers, body in self.supabase.requests]

    def test_a_change_of_a_receipt_is_noted_with_it(self):
        receipt = self.receive()
        self.assertEqual(receipt.outbox_ids.payload["state"], "pending")
        self.assertIsNone(receipt.outbox_ids.payload["avg_confidence"])
        receipt._read_now()
        receipt.merchant = "Sari-Sari"
        newest = receipt.outbox_ids.sorted("id")[-1]
        self.assertEqual(newest.payload["merchant"], "Sari-Sari")
        self.assertEqual(newest.payload["currency"], "PHP")
        self.assertEqual(newest.payload["uploaded_by"], self.employee.login)
        self.assertEqual(len(receipt.outbox_ids), 3)

    def test_whether_a_person_was_needed_is_noted(self):
        def noted(receipt):
            return receipt.outbox_ids.sorted("id")[-1].payload["needed_review"]

        self.assertIsNone(noted(self.receive()))
        self.assertIs(noted(self.have_read(1)), False)
        unsure = self.have_read(2, said=answer(merchant=fact("Sari", 0.2)))
        self.assertIs(noted(unsure), True)
        # Also when a person has looked, and nothing is left to do.
        unsure.merchant = "Sari-Sari"
        self.assertFalse(unsure.needs_review)
        self.assertIs(noted(unsure), True)
        corrected = self.have_read(3)
        corrected.total_amount = 1130.0
        self.assertIs(noted(corrected), True)
        renumbered = self.have_read(4)
        renumbered.receipt_number = "SI-0004"
        self.assertIs(noted(renumbered), True)

    def test_what_is_not_synced_makes_no_row(self):
        receipt = self.receive()
        receipt.payment_mode = "company_account"
        self.assertEqual(len(receipt.outbox_ids), 1)

    def test_rows_of_a_receipt_have_one_key(self):
        receipt = self.have_read()
        self.assertEqual(len(set(receipt.outbox_ids.mapped("dedupe_key"))), 1)
        key = receipt.outbox_ids[0].dedupe_key
        self.assertIn(receipt.picture_sha256, key)
        self.assertNotEqual(self.have_read(1).outbox_ids[0].dedupe_key, key)

    def test_a_change_that_is_rolled_back_leaves_no_row(self):
        receipt = self.receive()
        with self.assertRaises(ZeroDivisionError), self.cr.savepoint():
            receipt.merchant = "Sari-Sari"
            self.env.flush_all()
            raise ZeroDivisionError
        self.assertEqual(len(receipt.outbox_ids), 1)

    def test_the_newest_row_is_sent_for_all(self):
        self.connect_supabase()
        receipt = self.have_read()
        self.run_cron("ir_cron_send_outbox")
        (row,) = self._sent()
        self.assertEqual(row["p_state"], "read")
        self.assertEqual(set(receipt.outbox_ids.mapped("state")), {"sent"})
        self.assertEqual(receipt.sync_state, "sent")

    def test_the_service_key_is_sent_and_nowhere_else(self):
        self.connect_supabase()
        receipt = self.receive()
        self.run_cron("ir_cron_send_outbox")
        path, headers, body = self.supabase.requests[0]
        self.assertEqual(path, "/rest/v1/rpc/upsert_ip_ocr_receipt")
        self.assertEqual(headers["apikey"], "sb_secret_of_tests")
        self.assertNotIn(b"sb_secret", body)
        self.assertNotIn("sb_secret", json.dumps(receipt.outbox_ids.payload))

    def test_what_was_sent_is_not_sent_again(self):
        self.connect_supabase()
        self.receive()
        self.run_cron("ir_cron_send_outbox")
        self.run_cron("ir_cron_send_outbox")
        self.assertEqual(len(self.supabase.requests), 1)

    def test_without_supabase_rows_wait_and_nobody_is_told(self):
        receipt = self.receive()
        self.run_cron("ir_cron_send_outbox")
        self.assertEqual(receipt.sync_state, "waiting")
        self.assertFalse(receipt.outbox_ids.attempts)

    def test_the_whole_answer_is_sent_where_that_is_the_setting(self):
        self.connect_supabase()
        self.have_read(1)
        self.run_cron("ir_cron_send_outbox")
        settings = self.env["res.config.settings"]
        settings.create({"ip_expense_supabase_send_json": True}).set_values()
        self.have_read(2)
        self.run_cron("ir_cron_send_outbox")
        without, whole = self._sent()
        self.assertNotIn("p_ocr_json", without)
        self.assertEqual(whole["p_ocr_json"]["meta"]["count"], 2)

    def test_a_failure_that_passes_is_tried_again_later(self):
        self.connect_supabase()
        self.supabase.answers.append((503, {}, {}))
        receipt = self.receive()
        self.run_cron("ir_cron_send_outbox")
        row = receipt.outbox_ids
        self.assertEqual((row.state, row.attempts), ("waiting", 1))
        self.assertTrue(receipt.sync_error)
        self.run_cron("ir_cron_send_outbox")
        self.assertEqual(len(self.supabase.requests), 1)
        row.sudo().next_attempt_at = fields.Datetime.now()
        self.run_cron("ir_cron_send_outbox")
        self.assertEqual(row.state, "sent")
        self.assertFalse(receipt.sync_error)

    def test_supabase_that_is_away_is_asked_once_a_run(self):
        self.connect_supabase()
        self.supabase.default = (503, {}, {})
        self.receive(1)
        self.receive(2)
        self.run_cron("ir_cron_send_outbox")
        self.assertEqual(len(self.supabase.requests), 1)

    def test_retry_after_holds_for_all_rows(self):
        self.connect_supabase()
        self.supabase.answers.append((429, {"Retry-After": "300"}, {}))
        self.receive(1)
        self.receive(2)
        self.run_cron("ir_cron_send_outbox")
        self.run_cron("ir_cron_send_outbox")
        self.assertEqual(len(self.supabase.requests), 1)

    def test_a_refused_row_does_not_keep_others(self):
        self.connect_supabase()
        self.supabase.answers.append((400, {}, {"message": "bad"}))
        refused, other = self.receive(1), self.receive(2)
        self.run_cron("ir_cron_send_outbox")
        self.assertEqual((refused.sync_state, other.sync_state), ("failed", "sent"))
        self.assertTrue(refused.sync_error)

    def test_a_correction_after_a_refusal_is_sent(self):
        self.connect_supabase()
        self.supabase.answers.append((400, {}, {"message": "bad"}))
        receipt = self.receive()
        self.run_cron("ir_cron_send_outbox")
        receipt.merchant = "Sari-Sari"
        self.run_cron("ir_cron_send_outbox")
        self.assertEqual(receipt.sync_state, "sent")

    def test_a_wrong_key_leaves_rows_waiting(self):
        self.connect_supabase()
        self.supabase.answers.append((401, {}, {}))
        receipt = self.receive()
        self.run_cron("ir_cron_send_outbox")
        self.assertEqual(receipt.sync_state, "waiting")

    def _alerts(self):
        domain = [("subject", "=", "Receipts wait to be sent to Supabase")]
        return self.env["mail.message"].search(domain)

    def _wait(self, receipt, hours):
        created = fields.Datetime.now() - timedelta(hours=hours)
        self.env.flush_all()
        self.cr.execute(
            "UPDATE ip_ocr_outbox SET create_date = %s WHERE receipt_id = %s",
            (created, receipt.id),
        )
        self.env.invalidate_all()

    def test_administrators_get_one_message_about_rows_that_wait(self):
        self.connect_supabase()
        receipt = self.receive()
        before = self._alerts()
        self.run_cron("ir_cron_alert_outbox")
        self.assertEqual(self._alerts(), before)
        self._wait(receipt, hours=2)
        self.run_cron("ir_cron_alert_outbox")
        self.run_cron("ir_cron_alert_outbox")
        alert = self._alerts() - before
        self.assertEqual(len(alert), 1)
        told = alert.notified_partner_ids.user_ids
        self.assertTrue(all(user.has_group("base.group_system") for user in told))
        self.assertTrue(told)

    def test_the_next_time_rows_wait_is_told_again(self):
        self.connect_supabase()
        receipt = self.receive()
        self._wait(receipt, hours=2)
        before = self._alerts()
        self.run_cron("ir_cron_alert_outbox")
        self.run_cron("ir_cron_send_outbox")
        self.run_cron("ir_cron_alert_outbox")
        receipt.merchant = "Sari-Sari"
        self._wait(receipt, hours=2)
        self.run_cron("ir_cron_alert_outbox")
        self.assertEqual(len(self._alerts() - before), 2)

    def test_without_supabase_no_message_is_sent(self):
        self._wait(self.receive(), hours=2)
        before = self._alerts()
        self.run_cron("ir_cron_alert_outbox")
        self.assertEqual(self._alerts(), before)

    def test_old_rows_are_cleared_but_for_the_newest(self):
        receipt = self.have_read()
        self._wait(receipt, hours=30)
        self.env["ip.ocr.outbox"]._gc_superseded()
        self.assertEqual(receipt.outbox_ids.payload["state"], "read")
