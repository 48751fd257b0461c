import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError

from ..gateway import picture

# What the service and the add-on say of a receipt, not a person: not to be
# written by hand, so that what was read stays what was read.
MACHINE_FIELDS = frozenset(
    (
        "uploaded_by",
        "uploaded_at",
        "company_id",
        "attachment_id",
        "picture_sha256",
        "preview",
        "state",
        "attempts",
        "next_attempt_at",
        "retry_after_at",
        "error",
        "error_status",
        "ocr_json",
        "read_at",
        "line_count",
        "avg_confidence",
        "document_type",
        "expense_id",
    )
)
FILENAME_LIMIT = 255
# Whom a new receipt belongs to, the record rules decide.
OWNER_FIELDS = frozenset(("uploaded_by", "company_id"))


class IpOcrReceipt(models.Model):
    _name = "ip.ocr.receipt"
    _inherit = ["mail.thread.main.attachment", "mail.activity.mixin"]
    _description = "OCR Receipt"
    _order = "uploaded_at desc, id desc"
    _rec_name = "filename"
    _check_company_auto = True

    filename = fields.Char(string="File Name", required=True)
    uploaded_by = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user, index=True
    )
    uploaded_at = fields.Datetime(required=True, default=fields.Datetime.now)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    employee_id = fields.Many2one("hr.employee", check_company=True, index=True)
    # Restricted: who deletes an attachment in the chatter must not lose the picture.
    attachment_id = fields.Many2one(
        "ir.attachment", string="Picture", copy=False, ondelete="restrict"
    )
    picture_sha256 = fields.Char(string="SHA-256", index=True, copy=False)
    preview = fields.Binary(attachment=True, copy=False)

    state = fields.Selection(
        [
            ("pending", "Waiting"),
            ("read", "To Confirm"),
            ("done", "Expensed"),
            ("failed", "Failed"),
        ],
        required=True,
        default="pending",
        index=True,
        copy=False,
    )
    attempts = fields.Integer(copy=False)
    next_attempt_at = fields.Datetime(string="Next Attempt", copy=False)
    retry_after_at = fields.Datetime(
        string="Service Asked to Wait Until", copy=False, index="btree_not_null"
    )
    error = fields.Text(copy=False)
    error_status = fields.Integer(string="HTTP Status", copy=False)

    ocr_json = fields.Json(string="Answer of the OCR Service", copy=False)
    read_at = fields.Datetime(copy=False)
    line_count = fields.Integer(string="Lines")
    avg_confidence = fields.Float(
        string="Mean Confidence", digits=(4, 3), aggregator="avg"
    )

    merchant = fields.Char(tracking=True)
    tin = fields.Char(string="TIN", tracking=True)
    receipt_number = fields.Char(tracking=True)
    receipt_date = fields.Date(tracking=True)
    currency_id = fields.Many2one(
        "res.currency", tracking=True, context={"active_test": False}
    )
    total_amount = fields.Monetary(tracking=True)
    vat_amount = fields.Monetary(string="VAT", tracking=True)
    document_type = fields.Char()
    payment_mode = fields.Selection(
        [("own_account", "Employee (to reimburse)"), ("company_account", "Company")],
        string="Paid By",
        default="own_account",
        required=True,
        tracking=True,
    )

    expense_id = fields.Many2one("hr.expense", copy=False, index="btree_not_null")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_written_by_hand(vals.keys() - OWNER_FIELDS)
        return super().create(vals_list)

    def write(self, vals):
        self._check_written_by_hand(vals.keys())
        return super().write(vals)

    @api.model
    def _check_written_by_hand(self, names):
        if not self.env.su and (machine := MACHINE_FIELDS.intersection(names)):
            raise AccessError(
                self.env._(
                    "%(fields)s: set by the OCR service, not by hand. Correct the"
                    " merchant, date or amounts instead, or read the receipt again.",
                    fields=", ".join(
                        self._fields[name].get_description(self.env)["string"]
                        for name in sorted(machine)
                    ),
                )
            )

    def _store(self, vals):
        """Write what the machine, not a person, says of the receipts."""
        self.check_access("write")
        # A person's own right, just checked, doesn't reach these fields (see write).
        # Without tracking: the chatter shows as changes those that people make.
        self.sudo().with_context(tracking_disable=True).write(vals)

    @api.model
    def _receive(self, content, filename, **values):
        """Keep a picture as a receipt that waits to be read.

        Return the receipt that exists if the sender got no answer and sends again.
        Raise PictureRefused for what the OCR service could never read.
        """
        mimetype = picture.check(content)
        sha256 = picture.sha256(content)
        company = self.env.company
        user = self.env["res.users"].browse(values.get("uploaded_by", self.env.uid))
        if existing := self._find_sent_again(sha256, user, company):
            return existing
        filename = self._clean_filename(filename) or self.env._("Receipt")
        receipt = self.create(
            {
                "filename": filename,
                "company_id": company.id,
                "employee_id": user.with_company(company).employee_id.id,
                **values,
            }
        )
        attachment = self.env["ir.attachment"].create(
            {
                "name": filename,
                "raw": content,
                "mimetype": mimetype,
                "res_model": self._name,
                "res_id": receipt.id,
            }
        )
        receipt._keep_picture(attachment, sha256)
        return receipt

    @api.model
    def _clean_filename(self, filename):
        """Return a name that a database and one line of a list can hold."""
        # Browsers once sent the whole path, of Windows too.
        name = re.split(r"[\\/]", filename or "")[-1]
        printable = "".join(char if char.isprintable() else " " for char in name)
        return " ".join(printable.split())[:FILENAME_LIMIT]

    @api.model
    def _receive_all(self, files, **values):
        """Receive names with contents; return receipts, and why others were refused."""
        receipts, refused = self.browse(), []
        for name, content in files:
            try:
                receipts |= self._receive(content, name, **values)
            except picture.PictureRefused as error:  # noqa: PERF203
                refused.append(f"{name}: {self._explain(error)}")
        return receipts, refused

    @api.model
    def _find_sent_again(self, sha256, user, company):
        receipts = self.search(
            [
                ("picture_sha256", "=", sha256),
                ("uploaded_by", "=", user.id),
                ("company_id", "=", company.id),
            ]
        )
        an_hour_ago = fields.Datetime.now() - timedelta(hours=1)
        return receipts.filtered(
            lambda receipt: not receipt.expense_id or receipt.uploaded_at >= an_hour_ago
        )[:1]

    @api.model
    def _lock_upload(self, sha256):
        """Wait until no other session of the user is receiving the same picture."""
        self.env.cr.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"{self._name}/{self.env.uid}/{sha256}"],
        )

    @api.model
    def _wait_for_same(self, contents):
        """Let another session of the user end its upload of the same pictures.

        Where this transaction began too early to see the other's receipts, Odoo is
        made to repeat it: it then finds them.
        """
        hashes = sorted(map(picture.sha256, contents))
        for sha256 in hashes:
            self._lock_upload(sha256)
        with self.env.registry.cursor() as now:
            if self._count_same(now, hashes) > self._count_same(self.env.cr, hashes):
                raise ConcurrencyError("The same picture was uploaded just now")

    @api.model
    def _count_same(self, cr, hashes):
        cr.execute(
            "SELECT count(*) FROM ip_ocr_receipt"
            " WHERE uploaded_by = %s AND picture_sha256 = ANY(%s)",
            [self.env.uid, hashes],
        )
        return cr.fetchone()[0]

    def _keep_picture(self, attachment, sha256):
        self._store({"attachment_id": attachment.id, "picture_sha256": sha256})
        self._message_set_main_attachment_id(attachment, force=True)

    @api.model
    def _trigger_reading(self):
        self.env.ref("ip_expense_mvp.ir_cron_read_pending")._trigger()

    @api.model
    def create_from_attachments(self, attachment_ids):
        """Turn files uploaded in the list into receipts; return what to open."""
        attachments = self.env["ir.attachment"].browse(attachment_ids)
        if any(att.res_id or att.res_model != self._name for att in attachments):
            raise UserError(self.env._("Upload the pictures in the list of receipts."))
        files = [(attachment.name, attachment.raw) for attachment in attachments]
        self._wait_for_same([content for _name, content in files if content])
        receipts, refused = self._receive_all(files)
        if not receipts:
            raise UserError(
                "\n".join(refused) or self.env._("Choose at least one picture.")
            )
        # Each receipt has its picture now.
        attachments.unlink()
        self._trigger_reading()
        return self._tell(refused, receipts._open(self.env._("Uploaded Receipts")))

    def _open(self, title):
        """Return the action that shows these records, in the form if it's one."""
        return self._get_records_action(name=title)

    @api.model
    def _explain(self, error):
        """Return what an error of the gateway says, in the user's language."""
        return self.env._(error.template, **error.values)

    @api.model
    def _tell(self, messages, action):
        """Return the action, after a notification if there is something to say."""
        if not messages:
            return action
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": "\n".join(messages),
                "next": action,
            },
        }
