from odoo.tests import tagged

from .common import ReceiptCase, answer, fact


@tagged("post_install", "-at_install")
class TestDuplicates(ReceiptCase):
    def test_the_same_picture_of_a_colleague_is_said_not_shown(self):
        mine, other = self.receive(), self.receive(user=self.colleague)
        self.assertFalse(mine.duplicate_ids)
        self.assertTrue(mine.has_duplicates)
        self.assertIn("A colleague", mine.duplicate_note)
        self.assertNotIn(self.colleague.name, mine.duplicate_note)
        self.assertNotIn(other.sudo().filename + " (", mine.duplicate_note)

    def test_whoever_sees_both_gets_the_link(self):
        mine, other = self.receive(), self.receive(user=self.colleague)
        seen = mine.with_user(self.administrator)
        self.assertEqual(seen.duplicate_ids.ids, other.ids)
        self.assertIn(self.colleague.name, seen.duplicate_note)
        self.assertEqual(seen.action_open_duplicates()["res_id"], other.id)

    def test_the_same_facts_on_another_picture(self):
        first, second = self.have_read(1), self.have_read(2)
        self.assertEqual(first.duplicate_ids, second)
        self.assertEqual(second.duplicate_ids, first)

    def test_the_merchant_counts_where_the_tin_was_not_read(self):
        first = self.have_read(1)
        second = self.have_read(
            2, said=answer(tin=None, merchant=fact("SARI SARI FOODS INC"))
        )
        self.assertEqual(second.duplicate_ids, first)

    def test_the_tin_counts_where_the_merchant_was_misread(self):
        first = self.have_read(1)
        second = self.have_read(2, said=answer(merchant=fact("SARL-SARL")))
        self.assertEqual(second.duplicate_ids, first)

    def test_another_day_or_total_is_another_purchase(self):
        self.have_read(1)
        self.assertFalse(
            self.have_read(2, said=answer(date=fact("2026-11-03"))).duplicate_ids
        )
        other = answer(total_amount=fact(1121.0))
        self.assertFalse(self.have_read(3, said=other).has_duplicates)

    def test_a_correction_finds_or_clears_a_duplicate(self):
        first = self.have_read(1)
        second = self.have_read(2, said=answer(date=fact("2026-11-03")))
        second.receipt_date = first.receipt_date
        self.assertEqual(second.duplicate_ids, first)
        second.total_amount = 5
        self.assertFalse(second.duplicate_ids)

    def test_another_companys_receipt_is_none(self):
        self.receive(user=self.stranger)
        mine = self.receive()
        self.assertFalse(mine.has_duplicates)
        self.assertFalse(mine.duplicate_note)

    def test_a_receipt_without_facts_is_like_no_other(self):
        empty = answer(merchant=None, tin=None, date=None, total_amount=None)
        self.have_read(1, said=empty)
        self.assertFalse(self.have_read(2, said=empty).has_duplicates)

    def test_duplicates_can_be_searched(self):
        first, second, third = self.have_read(1), self.have_read(2), self.receive(3)
        self.assertEqual(
            self.Receipt.with_user(self.employee).search(
                [("has_duplicates", "=", True)]
            ),
            (first | second).sorted("id", reverse=True),
        )
        self.assertEqual(
            self.Receipt.with_user(self.employee).search(
                [("has_duplicates", "=", False)]
            ),
            third,
        )

    def test_of_many_receipts_duplicates_get_no_expense_unseen(self):
        receipts = self.have_read(1) | self.have_read(2)
        third = self.have_read(3, said=answer(total_amount=fact(50.0), tax_amount=None))
        action = (receipts | third).action_create_expense()
        self.assertFalse(receipts.expense_id)
        self.assertTrue(third.expense_id)
        self.assertIn("uploaded before", action["params"]["message"])
        self.assertEqual(action["params"]["next"]["res_id"], third.expense_id.id)
