import base64
import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, float_is_zero

from ..gateway import picture
from ..gateway.facts import Facts
from ..gateway.ocr_client import OcrError
from .postponement import postponement

_logger = logging.getLogger(__name__)

# Fields that a person may correct, and the facts that they were filled from.
FACTS = {
    "merchant": "merchant",
    "tin": "tin",
    "receipt_number": "receipt_number",
    "receipt_date": "date",
    "currency_id": "currency",
    "total_amount": "total_amount",
    "vat_amount": "vat_amount",
}
# An expense needs these: a person looks where they are missing.
NEEDED = ("merchant", "receipt_date", "currency_id", "total_amount")
# Answers to the picture itself: asking again gives the same. All others pass, or
# an administrator fixes them (a wrong key, a wrong address): the receipt waits.
FINAL_STATUSES = (400, 413, 415, 422)


class IpOcrReceipt(models.Model):
    _inherit = "ip.ocr.receipt"

    needs_review = fields.Boolean(compute="_compute_needs_review", store=True)
    unsure_fields = fields.Json(compute="_compute_unsure_fields")

    @api.depends("ocr_json", *FACTS)
    def _compute_unsure_fields(self):
        threshold = self.env["ip.ocr.connection"]._sure_confidence()
        for receipt in self:
            facts = receipt._facts()
            receipt.unsure_fields = [
                name
                for name in FACTS
                if facts and receipt._is_unsure(name, facts, threshold)
            ]

    @api.depends("state", "ocr_json", *FACTS)
    def _compute_needs_review(self):
        for receipt in self:
            facts = receipt._facts()
            receipt.needs_review = receipt.state == "read" and bool(
                receipt.unsure_fields or (facts and facts.warnings)
            )

    def _needed_review(self):
        """Return whether the reading alone was not enough, also when all is done.

        None as long as nothing was read.
        """
        facts = self._facts()
        if facts is None:
            # What could not be read was filled in by hand.
            return True if self.state in ("failed", "done") else None
        return bool(
            self.unsure_fields
            or facts.warnings
            or any(self._is_corrected(name, facts) for name in FACTS)
        )

    def _facts(self):
        return Facts.from_answer(self.ocr_json) if self.ocr_json else None

    def _is_unsure(self, name, facts, threshold):
        if self._is_corrected(name, facts):
            return False
        fact = getattr(facts, FACTS[name])
        if fact is None:
            return name in NEEDED
        # A currency that Odoo doesn't know is read, and yet the field is empty.
        empty = name == "currency_id" and not self._read_value(name, facts)
        return empty or not fact.is_sure(threshold)

    def _read_value(self, name, facts):
        """Return what the machine read, as the field would hold it."""
        fact = facts and getattr(facts, FACTS[name])
        value = fact.value if fact else False
        if name != "currency_id":
            return value
        currencies = self.env["res.currency"].with_context(active_test=False)
        return currencies.search([("name", "=", value)], limit=1)

    def _is_corrected(self, name, facts):
        """Return whether a person has put another value in the place of what was read."""
        read, present = self._read_value(name, facts), self[name]
        if self._fields[name].type == "monetary":
            rounding = self.currency_id.rounding or 0.01
            return not float_is_zero(
                (present or 0.0) - (read or 0.0), precision_rounding=rounding
            )
        return (present or False) != (read or False)

    def _read_now(self, timeout=None):
        """Have the picture read; return False if another process is reading it."""
        self.ensure_one()
        if not self.try_lock_for_update(allow_referencing=True):
            return False
        if self.state != "pending":
            return True
        if until := self._told_to_wait_until():
            self._store({"next_attempt_at": until})
            return True
        client = self.env["ip.ocr.connection"]._ocr_client(timeout)
        try:
            answer = client.read(self.attachment_id.raw, self.filename)
            with self.env.cr.savepoint():
                self._apply_answer(answer)
        except OcrError as error:
            self._reading_failed(error)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # Two transactions wrote at once: for Odoo to repeat.
            raise
        except Exception as error:  # noqa: BLE001
            # Whatever is wrong with one receipt must not keep others from being read.
            # Its text stays out of the log: the type alone.
            kind = type(error).__name__
            _logger.error(  # noqa: TRY400
                "An answer of the OCR service was not stored: %s", kind
            )
            self._reading_failed(
                OcrError(
                    "The answer of the OCR service could not be stored. It is tried"
                    " again; if this remains, report it to your administrator.",
                    status=None,
                    retryable=True,
                    retry_after=None,
                )
            )
        return True

    @api.model
    def _told_to_wait_until(self):
        """Return until when the service asked not to be asked, or False."""
        # It answered so to anyone's receipt: the user needn't be able to see that one.
        return (
            self.sudo()
            .search(
                [
                    ("state", "=", "pending"),
                    ("retry_after_at", ">", fields.Datetime.now()),
                ],
                order="retry_after_at desc",
                limit=1,
            )
            .retry_after_at
        )

    def _reading_failed(self, error):
        message = self._explain(error)
        if error.status in FINAL_STATUSES:
            self._store(
                {
                    "state": "failed",
                    "error": message,
                    "error_status": error.status,
                    "next_attempt_at": False,
                }
            )
            self._message_log(body=message)
            return
        self._store({"error": message, **postponement(self, error)})

    def _apply_answer(self, answer):
        """Fill in what was read, but for what a person has corrected."""
        self.ensure_one()
        facts, before = Facts.from_answer(answer), self._facts()
        values = {
            name: self._read_value(name, facts)
            for name in FACTS
            if not self._is_corrected(name, before)
        }
        if "currency_id" in values:
            values["currency_id"] = values["currency_id"].id
        preview = picture.preview(self.attachment_id.raw, facts.rotation)
        self._store(
            {
                **values,
                "document_type": facts.document_type and facts.document_type.value,
                "ocr_json": answer,
                "read_at": fields.Datetime.now(),
                "line_count": facts.line_count,
                "avg_confidence": facts.avg_confidence,
                "preview": preview and base64.b64encode(preview),
                "state": "done" if self.expense_id else "read",
                "attempts": 0,
                "next_attempt_at": False,
                "retry_after_at": False,
                "error": False,
                "error_status": 0,
            }
        )
        self._message_log(
            body=self.env._(
                "The OCR service read %(count)s lines with a mean confidence of"
                " %(confidence)s.",
                count=facts.line_count,
                confidence=f"{facts.avg_confidence:.2f}",
            )
        )

    def action_read_again(self):
        """Read the pictures again: one at once, several in the background."""
        if without := self.filtered(lambda receipt: not receipt.attachment_id):
            raise UserError(
                self.env._(
                    "%(receipts)s: there is no picture to read. Upload one.",
                    receipts=", ".join(without.mapped("filename")),
                )
            )
        if expensed := self.filtered("expense_id"):
            raise UserError(
                self.env._(
                    "%(receipts)s: an expense exists already. Correct the expense,"
                    " or delete it and read the receipt again.",
                    receipts=", ".join(expensed.mapped("filename")),
                )
            )
        self._store(
            {
                "state": "pending",
                "attempts": 0,
                "next_attempt_at": False,
                "error": False,
                "error_status": 0,
            }
        )
        if len(self) == 1:
            self._read_now()
        else:
            self._trigger_reading()

    @api.model
    def _due(self):
        return [
            ("state", "=", "pending"),
            ("attachment_id", "!=", False),
            "|",
            ("next_attempt_at", "=", False),
            ("next_attempt_at", "<=", fields.Datetime.now()),
        ]

    @api.model
    def _cron_read_pending(self):
        """Read what waits; each receipt is committed before the next is begun."""
        cron = self.env["ir.cron"]
        # Nothing is promised: requests may be reading all that is due at this moment.
        cron._commit_progress(remaining=0)
        while receipt := self._claim_next():
            try:
                receipt._read_now()
            except psycopg2.OperationalError:
                # Two transactions wrote at once: the next run finds what is left.
                self.env.cr.rollback()
                break
            if receipt.state == "pending":
                # The service is away or busy: the others wait for the next run.
                cron._commit_progress(1, remaining=0)
                break
            remaining = self.search_count(self._due())
            if not cron._commit_progress(1, remaining=remaining):
                break

    @api.model
    def _claim_next(self):
        """Lock a receipt that is due.

        In one statement, the first of its transaction: it sees what other processes
        have read until now.
        """
        query = self._search(self._due(), order="attempts, id", limit=1)
        locked = SQL("%s FOR NO KEY UPDATE SKIP LOCKED", query.select())
        return self.browse(id_ for [id_] in self.env.execute_query(locked))
