import os

from odoo import api, models
from odoo.tools import config

from ..gateway.ocr_client import OcrClient
from ..gateway.supabase_client import SupabaseClient

# A setting of the environment wins over the stored one: keys then never reach
# the database or its backups.
ENVIRONMENT = {
    "ai_ocr_url": "IP_OCR_URL",
    "supabase_url": "SUPABASE_URL",
    "supabase_service_key": "SUPABASE_SERVICE_ROLE_KEY",
}
DEFAULTS = {
    "ai_ocr_timeout": "45",
    "sure_confidence": "0.90",
}


class IpOcrConnection(models.AbstractModel):
    _name = "ip.ocr.connection"
    _description = "Connections to the OCR Appliance and to Supabase"

    @api.model
    def _setting(self, name):
        """Return the value of a setting, and whether the environment gives it."""
        if value := os.environ.get(ENVIRONMENT.get(name, ""), "").strip():
            return value, True
        # Parameters are readable by system administrators alone; an employee's
        # receipt has to be read with them nevertheless.
        parameters = self.env["ir.config_parameter"].sudo()
        stored = parameters.get_param(f"ip_expense_mvp.{name}")
        return (stored or "").strip() or DEFAULTS.get(name, ""), False

    @api.model
    def _number(self, name):
        try:
            return float(self._setting(name)[0])
        except ValueError:
            return float(DEFAULTS[name])

    @api.model
    def _sure_confidence(self):
        return self._number("sure_confidence")

    @api.model
    def _ocr_client(self, timeout=None):
        timeout = timeout or self._number("ai_ocr_timeout")
        if limit := config["limit_time_real"]:
            # Odoo kills a worker that takes longer than this.
            timeout = min(timeout, limit * 0.75)
        return OcrClient(
            self._setting("ai_ocr_url")[0],
            api_key=self._setting("ai_ocr_api_key")[0],
            ca_pem=self._setting("ai_ocr_ca")[0],
            timeout=timeout,
        )

    @api.model
    def _supabase_client(self):
        """Return the client, or None as long as Supabase is not set up."""
        url = self._setting("supabase_url")[0]
        key = self._setting("supabase_service_key")[0]
        return SupabaseClient(url, key) if url and key else None
