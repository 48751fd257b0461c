import base64
import re
import ssl
import time

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import file_open

from ..gateway.facts import Facts
from ..gateway.ocr_client import OcrError
from ..gateway.supabase_client import SupabaseError

SAMPLE_RECEIPT = "ip_expense_mvp/static/img/sample_receipt.jpg"
SAMPLE_TOTAL = 336.20

# Taken out of what the client sends before a record is made of it: a key never is
# in the table of the settings, and so in nothing that is read from there.
WRITE_ONLY = {
    "ip_expense_ocr_api_key": "ai_ocr_api_key",
    "ip_expense_ocr_ca": "ai_ocr_ca",
    "ip_expense_supabase_service_key": "supabase_service_key",
}
# The environment wins over the stored value of these.
URLS = {
    "ip_expense_ocr_url": "ai_ocr_url",
    "ip_expense_supabase_url": "supabase_url",
}
CERTIFICATE = re.compile(
    r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL
)


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    ip_expense_ocr_url = fields.Char(
        string="AI OCR URL",
        help="Where receipts are sent to be read; /ready is asked beside it.",
    )
    ip_expense_ocr_url_from_env = fields.Boolean(compute="_compute_ip_expense_state")
    ip_expense_ocr_api_key = fields.Char(
        string="API Key", store=False, groups="base.group_system"
    )
    ip_expense_ocr_api_key_stored = fields.Boolean(compute="_compute_ip_expense_state")
    ip_expense_ocr_api_key_hint = fields.Char(compute="_compute_ip_expense_state")
    ip_expense_ocr_ca = fields.Binary(
        string="Private Authority", store=False, groups="base.group_system"
    )
    ip_expense_ocr_ca_filename = fields.Char(store=False)
    ip_expense_ocr_ca_subject = fields.Char(compute="_compute_ip_expense_state")
    ip_expense_ocr_timeout = fields.Float(
        string="Time-out",
        default=45.0,
        config_parameter="ip_expense_mvp.ai_ocr_timeout",
    )
    ip_expense_sure_confidence = fields.Float(
        string="Sure above",
        default=0.9,
        config_parameter="ip_expense_mvp.sure_confidence",
    )
    ip_expense_supabase_url = fields.Char(string="Supabase URL")
    ip_expense_supabase_url_from_env = fields.Boolean(
        compute="_compute_ip_expense_state"
    )
    ip_expense_supabase_service_key = fields.Char(
        string="Service Key", store=False, groups="base.group_system"
    )
    ip_expense_supabase_service_key_stored = fields.Boolean(
        compute="_compute_ip_expense_state"
    )
    ip_expense_supabase_service_key_hint = fields.Char(
        compute="_compute_ip_expense_state"
    )
    ip_expense_supabase_service_key_from_env = fields.Boolean(
        compute="_compute_ip_expense_state"
    )
    ip_expense_supabase_send_json = fields.Boolean(
        string="Send the Whole Answer",
        config_parameter="ip_expense_mvp.supabase_send_json",
    )

    def _compute_ip_expense_state(self):
        setting = self.env["ip.ocr.connection"]._setting
        api_key, _env = setting("ai_ocr_api_key")
        service_key, service_key_from_env = setting("supabase_service_key")
        values = {
            "ip_expense_ocr_url_from_env": setting("ai_ocr_url")[1],
            "ip_expense_ocr_api_key_stored": bool(api_key),
            "ip_expense_ocr_api_key_hint": self._ip_expense_key_hint(api_key),
            "ip_expense_ocr_ca_subject": self._ip_expense_subject(
                setting("ai_ocr_ca")[0]
            ),
            "ip_expense_supabase_url_from_env": setting("supabase_url")[1],
            "ip_expense_supabase_service_key_stored": bool(service_key),
            "ip_expense_supabase_service_key_hint": self._ip_expense_key_hint(
                service_key
            ),
            "ip_expense_supabase_service_key_from_env": service_key_from_env,
        }
        for settings in self:
            settings.update(values)

    @api.model
    def _ip_expense_key_hint(self, key):
        if key:
            return self.env._("Stored. Type another to replace it")
        return self.env._("None")

    @api.model
    def _ip_expense_subject(self, pem):
        """Return whose certificate is stored, and until when it is valid."""
        if not pem:
            return False
        try:
            certificate = _context(pem).get_ca_certs()[0]
        except (IndexError, ssl.SSLError):
            return self.env._("Stored")
        subject = dict(pair for rdn in certificate["subject"] for pair in rdn)
        return self.env._(
            "%(subject)s, valid until %(until)s",
            subject=subject.get("commonName") or subject.get("organizationName"),
            until=certificate["notAfter"],
        )

    @api.model
    def get_values(self):
        values = super().get_values()
        # Any user may call this, and an address may hold a login.
        if not self.env.is_system():
            return values
        setting = self.env["ip.ocr.connection"]._setting
        urls = {field: setting(name)[0] for field, name in URLS.items()}
        return {**values, **urls}

    @api.constrains("ip_expense_ocr_timeout", "ip_expense_sure_confidence")
    def _check_ip_expense_numbers(self):
        for settings in self:
            if settings.ip_expense_ocr_timeout <= 0:
                raise ValidationError(
                    self.env._("Time-out: give the seconds to wait, 45 for instance.")
                )
            if not 0 < settings.ip_expense_sure_confidence <= 1:
                raise ValidationError(
                    self.env._(
                        "Sure above: give a percentage above 0 and up to 100, "
                        "90 for instance."
                    )
                )

    def set_values(self):
        res = super().set_values()
        for field, name in URLS.items():
            if not self.env["ip.ocr.connection"]._setting(name)[1]:
                self._ip_expense_store(name, (self[field] or "").strip())
        return res

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._ip_expense_take(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._ip_expense_take(vals))

    @api.model
    def _ip_expense_take(self, vals):
        """Store what is write-only; return the other values."""
        rest = {name: value for name, value in vals.items() if name not in WRITE_ONLY}
        for field, name in WRITE_ONLY.items():
            value = (vals.get(field) or "").strip()
            if value and field == "ip_expense_ocr_ca":
                value = self._ip_expense_pem(base64.b64decode(value))
            if value:
                self._ip_expense_store(name, value)
        return rest

    @api.model
    def _ip_expense_pem(self, content):
        """Return the certificates in a PEM or DER file, and nothing else of it."""
        try:
            if b"-----BEGIN" not in content:
                content = ssl.DER_cert_to_PEM_cert(content).encode()
            pem = "\n".join(CERTIFICATE.findall(content.decode("ascii", "replace")))
            _context(pem)
        except (ssl.SSLError, ValueError):
            raise UserError(
                self.env._(
                    "This file holds no certificate that can be read. Choose the "
                    "root certificate of the authority that signed the OCR service's "
                    "certificate, as PEM (.pem, .crt) or DER (.cer)."
                )
            ) from None
        return pem

    @api.model
    def _ip_expense_store(self, name, value):
        # Without sudo(): only system administrators may write parameters.
        self.env["ir.config_parameter"].set_param(
            f"ip_expense_mvp.{name}", value or False
        )

    def action_ip_expense_clear(self):
        """Forget the key or certificate that the button's context names."""
        name = self.env.context.get("ip_expense_clear")
        if name in WRITE_ONLY.values():
            self._ip_expense_store(name, False)
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "name": self.env._("Settings"),
            "context": {"module": "ip_expense_mvp"},
        }

    def action_ip_expense_test_connection(self):
        """Read the sample receipt, reach Supabase, and say what was found."""
        self.check_access("write")
        found = [self._ip_expense_test_ocr(), self._ip_expense_test_supabase()]
        worst = max(kind for kind, _message in found)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": ["success", "warning", "danger"][worst],
                "title": self.env._("Test Connection"),
                "message": "\n".join(message for _kind, message in found),
                "sticky": True,
            },
        }

    @api.model
    def _ip_expense_test_ocr(self):
        """Return how it went (0 well, 1 doubtful, 2 badly) and what to tell."""
        with file_open(SAMPLE_RECEIPT, "rb") as sample:
            content = sample.read()
        client = self.env["ip.ocr.connection"]._ocr_client()
        explain = self.env["ip.ocr.receipt"]._explain
        started = time.monotonic()
        try:
            client.ready()
            facts = Facts.from_answer(client.read(content, "sample_receipt.jpg"))
        except OcrError as error:
            return 2, self.env._("OCR service: %s", explain(error))
        seconds = time.monotonic() - started
        if not facts.total_amount or facts.total_amount.value != SAMPLE_TOTAL:
            return 1, self.env._(
                "OCR service: it answers, but did not find the total of the sample "
                "receipt. Check that the URL is that of the receipt appliance; it "
                "ends in /v1/ocr/receipt."
            )
        return 0, self.env._(
            "OCR service: it read %(count)s lines of the sample receipt in "
            "%(seconds).1f seconds: %(merchant)s, %(date)s, %(total).2f.",
            count=facts.line_count,
            seconds=seconds,
            merchant=facts.merchant.value if facts.merchant else "-",
            date=facts.date.value if facts.date else "-",
            total=facts.total_amount.value,
        )

    @api.model
    def _ip_expense_test_supabase(self):
        client = self.env["ip.ocr.connection"]._supabase_client()
        if not client:
            return 0, self.env._("Supabase: not set, nothing is sent there.")
        explain = self.env["ip.ocr.receipt"]._explain
        try:
            client.probe()
        except SupabaseError as error:
            return 2, self.env._("Supabase: %s", explain(error))
        return 0, self.env._("Supabase: it answers and knows the table.")


def _context(pem):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=pem)
    return context
