import io
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

from PIL import Image

from odoo import Command
from odoo.tests import TransactionCase
from odoo.tools.misc import file_open

from odoo.addons.mail.tests.common import mail_new_test_user

from ..models.ip_ocr_connection import ENVIRONMENT


def picture(shade=0, size=(60, 90)):
    """Draw a picture; another shade is another file."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (shade, shade, shade)).save(buffer, "PNG")
    return buffer.getvalue()


def fact(value, confidence=0.97, line=0, text=None):
    """Return a field of the service's answer."""
    box = [[1, 2], [30, 2], [30, 12], [1, 12]]
    return {
        "value": value,
        "text": str(value) if text is None else text,
        "confidence": confidence,
        "box": box,
        "line": line,
        "source": "read",
    }


def answer(**changes):
    """Return what the OCR service says of a receipt of 1,120.00 with 12 % VAT."""
    values = {
        "merchant": fact("Sari-Sari Foods Inc."),
        "tin": fact("123-456-789-000"),
        "date": fact("2026-11-02"),
        "currency": fact("PHP"),
        "total_amount": fact(1120.0),
        "tax_amount": fact(120.0),
        "receipt_number": fact("OR-0042"),
        "warnings": [],
        **changes,
    }
    box = [[1, 2], [30, 2], [30, 12], [1, 12]]
    return {
        "lines": [
            {"text": "SARI-SARI FOODS INC.", "box": box, "confidence": 0.98, "page": 1},
            {"text": "TOTAL 1,120.00", "box": box, "confidence": 0.96, "page": 1},
        ],
        "merchant": values["merchant"],
        "date": values["date"],
        "currency": values["currency"],
        "document_type": fact("receipt"),
        "receipt_number": values["receipt_number"],
        "totals": {
            "total_amount": values["total_amount"],
            "tax_amount": values["tax_amount"],
        },
        "bir": {"tin": values["tin"]},
        "meta": {
            "count": 2,
            "avg_confidence": 0.97,
            "width": 60,
            "height": 90,
            "rotation": 0,
            "warnings": values["warnings"],
        },
    }


def without_environment():
    """Return a patcher: the settings of whoever runs the tests are not theirs."""
    return patch.dict(os.environ, dict.fromkeys(ENVIRONMENT.values(), ""))


class Double:
    """A service on the loopback that answers as told and keeps what it was asked."""

    def __init__(self):
        self.answers = []
        self.default = (200, {}, answer())
        self.probe = (200, {}, {"ready": True})
        self.requests = []
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(*double.probe)

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                double.requests.append((self.path, dict(self.headers), body))
                answers = double.answers
                self.answer(*(answers.pop(0) if answers else double.default))

            def answer(self, status, headers, said):
                payload = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class OcrDouble(Double):
    """The OCR service, to which the sample receipt was sent."""

    def __init__(self):
        super().__init__()
        self.url += "/v1/ocr/receipt"
        with file_open("ip_expense_mvp/tests/data/sample_answer.json") as recorded:
            self.sample = json.load(recorded)
        self.says(self.sample)

    def says(self, said):
        self.default = (200, {}, said)

    def refuse(self, status, detail="As told."):
        said = {"status": status, "title": "Refused", "detail": detail}
        self.default = (status, {}, said)


class ReceiptCase(TransactionCase):
    """Two companies, users with rights in them, and doubles of both services."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(without_environment())
        cls.php = cls.env.ref("base.PHP")
        cls.php.active = True
        cls.company = cls.env["res.company"].create(
            {"name": "Receipts Manila", "currency_id": cls.php.id}
        )
        cls.other_company = cls.env["res.company"].create(
            {"name": "Receipts Cebu", "currency_id": cls.php.id}
        )
        cls.env.user.company_ids |= cls.company | cls.other_company
        cls.employee = cls._new_user("receipt_employee", cls.company)
        cls.colleague = cls._new_user("receipt_colleague", cls.company)
        cls.stranger = cls._new_user("receipt_stranger", cls.other_company)
        group = "hr_expense.group_hr_expense_"
        cls.approver = cls._new_user(
            "receipt_approver", cls.company, f"{group}team_approver"
        )
        cls.administrator = cls._new_user(
            "receipt_administrator", cls.company, f"{group}manager"
        )
        cls.other_administrator = cls._new_user(
            "receipt_other_administrator", cls.other_company, f"{group}manager"
        )
        cls.employees = {
            user: cls.env["hr.employee"].create(
                {
                    "name": user.name,
                    "user_id": user.id,
                    "company_id": user.company_id.id,
                }
            )
            for user in (cls.employee, cls.colleague, cls.stranger, cls.approver)
        }
        cls.employees[cls.employee].expense_manager_id = cls.approver
        cls.ocr = cls._double()
        cls.supabase = cls._double()
        cls._set("ai_ocr_url", f"{cls.ocr.url}/v1/ocr/receipt")
        cls._set("ai_ocr_api_key", "an-ocr-key")
        cls.Receipt = cls.env["ip.ocr.receipt"]

    def setUp(self):
        super().setUp()
        for double in (self.ocr, self.supabase):
            double.answers.clear()
            double.requests.clear()
        self.ocr.default = (200, {}, answer())
        self.supabase.default = (204, {}, b"")

    @classmethod
    def _new_user(cls, login, company, groups=""):
        return mail_new_test_user(
            cls.env,
            login=login,
            name=login.replace("_", " ").title(),
            email=f"{login}@example.com",
            groups=",".join(filter(None, ["base.group_user", groups])),
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            notification_type="inbox",
        )

    @classmethod
    def _double(cls):
        double = Double()
        cls.addClassCleanup(double.stop)
        return double

    @classmethod
    def _set(cls, name, value):
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param(f"ip_expense_mvp.{name}", value)

    def connect_supabase(self):
        self._set("supabase_url", self.supabase.url)
        self._set("supabase_service_key", "sb_secret_of_tests")

    def receive(self, shade=0, user=None, name="receipt.png"):
        """Return a receipt of this user, not read yet."""
        user = user or self.employee
        return self.Receipt.with_user(user)._receive(picture(shade), name)

    def have_read(self, shade=0, user=None, said=None):
        """Return a receipt of this user that the service has answered."""
        self.ocr.answers.append((200, {}, said or answer()))
        receipt = self.receive(shade, user)
        self.assertTrue(receipt._read_now())
        return receipt

    def run_cron(self, name):
        """Run a cron as Odoo's scheduler does, in transactions of its own."""
        with self.enter_registry_test_mode():
            self.env.ref(f"ip_expense_mvp.{name}").method_direct_trigger()
