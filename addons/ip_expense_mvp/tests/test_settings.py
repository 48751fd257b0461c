import base64
import os
from datetime import datetime, timedelta
from unittest.mock import patch

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from .common import OcrDouble, without_environment

KEY = "a-key-that-nobody-may-see-again"


def self_signed():
    """Return a private key and a certificate that an authority signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [x509.NameAttribute(x509.NameOID.COMMON_NAME, "Root of the Warehouse")]
    )
    now = datetime(2026, 1, 1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return key, certificate


@tagged("post_install", "-at_install")
class TestSettings(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(without_environment())
        cls.env.user.group_ids |= cls.env.ref("base.group_system")
        cls.employee = new_test_user(cls.env, "ip.employee")
        cls.manager = new_test_user(
            cls.env, "ip.manager", groups="hr_expense.group_hr_expense_manager"
        )
        cls.Settings = cls.env["res.config.settings"]
        cls.parameters = cls.env["ir.config_parameter"]

    def _stored(self, name):
        return self.parameters.get_param(f"ip_expense_mvp.{name}")

    def _default(self, name):
        return self.Settings.default_get([name])[name]

    def test_url_is_empty_until_one_is_stored(self):
        self.parameters.set_param("ip_expense_mvp.ai_ocr_url", False)
        self.assertFalse(self._default("ip_expense_ocr_url"))
        self.Settings.create(
            {"ip_expense_ocr_url": " https://ocr.example.com/v1/ocr/receipt "}
        ).execute()
        self.assertEqual(
            self._default("ip_expense_ocr_url"),
            "https://ocr.example.com/v1/ocr/receipt",
        )

    def test_environment_wins_and_is_not_stored(self):
        self.parameters.set_param("ip_expense_mvp.ai_ocr_url", "https://stored/")
        with patch.dict(os.environ, IP_OCR_URL="https://of.the.environment/"):
            settings = self.Settings.create({})
            self.assertEqual(settings.ip_expense_ocr_url, "https://of.the.environment/")
            self.assertTrue(settings.ip_expense_ocr_url_from_env)
            settings.execute()
        self.assertEqual(self._stored("ai_ocr_url"), "https://stored/")
        self.assertFalse(self.Settings.create({}).ip_expense_ocr_url_from_env)

    def test_service_key_of_the_environment_is_only_said_to_exist(self):
        with patch.dict(os.environ, SUPABASE_SERVICE_ROLE_KEY=KEY):
            settings = self.Settings.create({})
            self.assertTrue(settings.ip_expense_supabase_service_key_from_env)
            self.assertNotIn(KEY, str(settings.read()))
            settings.execute()
        self.assertFalse(self._stored("supabase_service_key"))

    def test_numbers_are_stored(self):
        self.Settings.create(
            {"ip_expense_ocr_timeout": 30, "ip_expense_sure_confidence": 0.8}
        ).execute()
        self.assertEqual(self._default("ip_expense_ocr_timeout"), 30)
        self.assertEqual(self.env["ip.ocr.connection"]._sure_confidence(), 0.8)

    def test_a_time_out_or_confidence_without_sense_is_refused(self):
        for values in (
            {"ip_expense_ocr_timeout": 0},
            {"ip_expense_ocr_timeout": -1},
            {"ip_expense_sure_confidence": 0},
            {"ip_expense_sure_confidence": 1.5},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.Settings.create(values).execute()

    def test_keys_are_stored_and_never_read_back(self):
        for field, name in (
            ("ip_expense_ocr_api_key", "ai_ocr_api_key"),
            ("ip_expense_supabase_service_key", "supabase_service_key"),
        ):
            with self.subTest(field):
                settings = self.Settings.create({field: f" {KEY} "})
                self.assertEqual(self._stored(name), KEY)
                specification = {
                    name: {} for name in self.Settings.fields_get() if name != "id"
                }
                seen = [
                    settings[field],
                    settings.read(),
                    settings.web_read(specification),
                    settings.web_save({}, specification),
                    settings.onchange({}, [], specification),
                    settings.export_data([field, f"{field}_hint"]),
                    self.Settings.default_get(list(self.Settings._fields)),
                    self.Settings.web_search_read([], specification),
                ]
                self.assertNotIn(KEY, str(seen))
                self.assertTrue(settings[f"{field}_stored"])
                self.env.flush_all()
                self.env.cr.execute("SELECT * FROM res_config_settings")
                self.assertNotIn(KEY, str(self.env.cr.fetchall()))

    def test_an_answer_to_saving_does_not_hold_the_key(self):
        field = "ip_expense_ocr_api_key"
        answer = self.Settings.web_save({field: KEY}, {field: {}})
        self.assertNotIn(KEY, str(answer))
        self.assertEqual(self._stored("ai_ocr_api_key"), KEY)

    def test_an_empty_key_keeps_the_stored_one(self):
        self.Settings.create({"ip_expense_ocr_api_key": KEY}).execute()
        self.Settings.create({"ip_expense_ocr_api_key": ""}).execute()
        self.Settings.create({}).write({"ip_expense_ocr_api_key": False})
        self.assertEqual(self._stored("ai_ocr_api_key"), KEY)

    def test_a_key_is_replaced_and_removed(self):
        self.Settings.create({"ip_expense_ocr_api_key": "the first"})
        settings = self.Settings.create({"ip_expense_ocr_api_key": KEY})
        self.assertEqual(self._stored("ai_ocr_api_key"), KEY)
        settings.with_context(
            ip_expense_clear="ai_ocr_api_key"
        ).action_ip_expense_clear()
        self.assertFalse(self._stored("ai_ocr_api_key"))
        self.assertFalse(self.Settings.create({}).ip_expense_ocr_api_key_stored)

    def test_removing_reaches_nothing_else(self):
        self.parameters.set_param("ip_expense_mvp.ai_ocr_url", "https://stored/")
        self.Settings.with_context(
            ip_expense_clear="ai_ocr_url"
        ).action_ip_expense_clear()
        self.assertEqual(self._stored("ai_ocr_url"), "https://stored/")

    def test_employee_is_refused(self):
        self._check_is_refused(self.employee)

    def test_expense_manager_is_refused(self):
        self._check_is_refused(self.manager)

    def _check_is_refused(self, user):
        self.parameters.set_param("ip_expense_mvp.ai_ocr_api_key", KEY)
        saved = self.Settings.create({}).with_user(user)
        settings = self.Settings.with_user(user)
        parameters = self.parameters.with_user(user)
        values = {"ip_expense_ocr_api_key": "theirs"}
        clear = {"ip_expense_clear": "ai_ocr_api_key"}
        for refused in (
            lambda: settings.create(values),
            lambda: saved.write(values),
            lambda: saved.read(["ip_expense_ocr_api_key"]),
            settings.action_ip_expense_test_connection,
            settings.with_context(**clear).action_ip_expense_clear,
            lambda: parameters.get_param("ip_expense_mvp.ai_ocr_api_key"),
            lambda: parameters.search_read([]),
        ):
            with self.assertRaises(AccessError):
                refused()
        self.parameters.set_param("ip_expense_mvp.ai_ocr_url", f"https://a:{KEY}@b/")
        seen = settings.default_get(list(self.Settings._fields))
        self.assertNotIn(KEY, str(seen))
        self.assertNotIn(KEY, str(settings.get_values()))
        self.assertEqual(self._stored("ai_ocr_api_key"), KEY)

    def test_a_private_root_is_stored_without_its_key(self):
        key, certificate = self_signed()
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        for content in (
            private + pem,
            certificate.public_bytes(serialization.Encoding.DER),
        ):
            self.parameters.set_param("ip_expense_mvp.ai_ocr_ca", False)
            settings = self.Settings.create(
                {"ip_expense_ocr_ca": base64.b64encode(content)}
            )
            self.assertEqual(self._stored("ai_ocr_ca"), pem.decode().strip())
            self.assertIn("Root of the Warehouse", settings.ip_expense_ocr_ca_subject)
            self.assertFalse(settings.ip_expense_ocr_ca)

    def test_what_is_no_certificate_is_refused(self):
        for content in (b"not a certificate", b"-----BEGIN CERTIFICATE-----", b"\xff"):
            with self.subTest(content), self.assertRaises(UserError):
                self.Settings.create({"ip_expense_ocr_ca": base64.b64encode(content)})
        self.assertFalse(self._stored("ai_ocr_ca"))

    def _test_connection(self):
        return self.Settings.create({}).action_ip_expense_test_connection()["params"]

    def _use_double(self):
        double = OcrDouble()
        self.addCleanup(double.stop)
        self.parameters.set_param("ip_expense_mvp.ai_ocr_url", double.url)
        return double

    def test_connection_says_what_was_read_of_the_sample(self):
        self._use_double()
        said = self._test_connection()
        self.assertEqual(said["type"], "success")
        for part in ("54 lines", "Alimpuyo Corner Mart", "2026-10-09", "336.20"):
            self.assertIn(part, said["message"])

    def test_connection_says_that_the_service_is_not_ready(self):
        self._use_double().probe = (503, {}, {"ready": False})
        said = self._test_connection()
        self.assertEqual(said["type"], "danger")
        self.assertIn("cannot read yet", said["message"])

    def test_connection_says_that_something_else_answers(self):
        self._use_double().says({"lines": []})
        said = self._test_connection()
        self.assertEqual(said["type"], "warning")
        self.assertIn("/v1/ocr/receipt", said["message"])

    def test_connection_says_that_nobody_answers(self):
        double = self._use_double()
        double.stop()
        said = self._test_connection()
        self.assertEqual(said["type"], "danger")
        self.assertNotIn("Traceback", said["message"])

    def test_connection_tells_of_supabase_without_its_key(self):
        double = self._use_double()
        double.stop()
        self.parameters.set_param(
            "ip_expense_mvp.supabase_url", double.url.rpartition("/v1")[0]
        )
        self.parameters.set_param("ip_expense_mvp.supabase_service_key", KEY)
        said = self._test_connection()
        self.assertEqual(said["type"], "danger")
        self.assertIn("Supabase", said["message"])
        self.assertNotIn(KEY, str(said))
