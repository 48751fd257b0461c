import json
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import OperationalError

from odoo import fields, http
from odoo.tests import HOST, HttpCase, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.misc import file_open

from .common import OcrDouble, without_environment

ROUTE = "/ip/mobile/receipt"
OLD_KEYS = {"success", "receipt_id", "line_count", "avg_confidence", "message"}
NEW_KEYS = {"state", "merchant", "date", "total", "currency", "url"}


class MobileCase(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ocr = OcrDouble()
        cls.addClassCleanup(cls.ocr.stop)
        cls.startClassPatcher(without_environment())
        cls.env["ir.config_parameter"].set_param(
            "ip_expense_mvp.ai_ocr_url", cls.ocr.url
        )
        cls.user = new_test_user(cls.env, "carla", groups="base.group_user")
        cls.other = new_test_user(cls.env, "dino", groups="base.group_user")
        cls.env["hr.employee"].create({"name": "Carla", "user_id": cls.user.id})
        with file_open("ip_expense_mvp/static/img/sample_receipt.jpg", "rb") as picture:
            cls.picture = picture.read()

    def setUp(self):
        super().setUp()
        self.ocr.requests.clear()
        self.ocr.says(self.ocr.sample)

    def receipts(self, user=None):
        user = user or self.user
        self.env.invalidate_all()
        return self.env["ip.ocr.receipt"].search([("uploaded_by", "=", user.id)])

    def post(self, content=None, headers=None, name="receipt.jpg"):
        content = self.picture if content is None else content
        files = {"file": (name, content, "image/jpeg")}
        return self.url_open(ROUTE, files=files, headers=headers, timeout=30)

    def key(self, user=None, scope="rpc"):
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        keys = self.env["res.users.apikeys"].with_user(user or self.user)
        key = keys._generate(scope, "phone", tomorrow)
        self.env.flush_all()
        return {"Authorization": f"Bearer {key}"}

    def assertRefused(self, response, status):
        """Every failure is JSON, has a fitting status and says what to do."""
        self.assertEqual(response.status_code, status, response.text)
        self.assertEqual(response.history, [], "An answer must not be a redirect.")
        self.assertEqual(
            response.headers["Content-Type"], "application/json; charset=utf-8"
        )
        answer = response.json()
        self.assertIs(answer["success"], False)
        self.assertEqual(answer["status"], status)
        self.assertTrue(answer["message"])
        return answer


@tagged("post_install", "-at_install")
class TestMobileRoute(MobileCase):
    def test_a_photo_is_read_and_answered_with_old_and_new_keys(self):
        self.authenticate("carla", "carla")
        response = self.post()
        self.assertEqual(response.status_code, 201, response.text)
        answer = response.json()
        self.assertEqual(set(answer), OLD_KEYS | NEW_KEYS)
        receipt = self.receipts()
        self.assertEqual(len(receipt), 1)
        self.assertIs(answer["success"], True)
        self.assertEqual(answer["receipt_id"], receipt.id)
        self.assertEqual(answer["line_count"], self.ocr.sample["meta"]["count"])
        self.assertIsInstance(answer["avg_confidence"], float)
        self.assertEqual(answer["state"], "read")
        self.assertEqual(answer["merchant"], self.ocr.sample["merchant"]["value"])
        self.assertEqual(answer["date"], self.ocr.sample["date"]["value"])
        self.assertEqual(answer["total"], self.ocr.sample["total_amount"]["value"])
        self.assertEqual(answer["currency"], self.ocr.sample["currency"]["value"])
        self.assertTrue(answer["url"].endswith(f"/odoo/ip.ocr.receipt/{receipt.id}"))
        self.assertEqual(receipt.attachment_id.raw, self.picture)
        self.assertEqual(response.headers["Cache-Control"], "no-store")

    def test_an_api_key_stands_for_its_user(self):
        response = self.post(headers=self.key())
        self.assertEqual(response.status_code, 201, response.text)
        self.assertEqual(self.receipts().uploaded_by, self.user)
        self.assertNotIn("session_id", response.cookies)

    def test_a_key_of_another_scope_or_a_wrong_one_is_401(self):
        self.assertRefused(self.post(headers=self.key(scope="other")), 401)
        response = self.post(headers={"Authorization": "Bearer 0123456789abcdef"})
        self.assertRefused(response, 401)
        self.assertEqual(response.headers["WWW-Authenticate"], "Bearer")

    def test_a_key_of_another_user_than_the_session_is_403(self):
        self.authenticate("carla", "carla")
        with mute_logger("odoo.http"):
            self.assertRefused(self.post(headers=self.key(self.other)), 403)
        self.assertFalse(self.receipts() | self.receipts(self.other))

    def test_a_stranger_is_401_and_not_redirected(self):
        self.authenticate(None, None)
        answer = self.assertRefused(self.post(), 401)
        self.assertIn("sign in", answer["message"])

    def test_an_expired_session_is_401_and_not_redirected(self):
        session = self.authenticate("carla", "carla")
        session.session_token = "of an old password"
        http.root.session_store.save(session)
        self.assertRefused(self.post(), 401)
        self.assertFalse(self.receipts())

    def test_a_user_without_access_is_403(self):
        new_test_user(self.env, "porta", groups="base.group_portal")
        self.authenticate("porta", "porta")
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_access"):
            answer = self.assertRefused(self.post(), 403)
        self.assertIn("administrator", answer["message"])

    def test_a_page_of_another_site_is_refused_with_a_cookie(self):
        self.authenticate("carla", "carla")
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site", "Origin": self.base_url()},
        ):
            with self.subTest(headers=headers):
                self.assertRefused(self.post(headers=headers), 403)
        self.assertFalse(self.receipts())

    def test_odoos_own_page_is_not_foreign(self):
        self.authenticate("carla", "carla")
        for headers in (
            {"Origin": self.base_url()},
            {"Sec-Fetch-Site": "same-origin", "Origin": self.base_url()},
            # Behind a proxy that Odoo does not know of.
            {"Sec-Fetch-Site": "same-origin", "Origin": "https://erp.example"},
        ):
            with self.subTest(headers=headers):
                self.assertLess(self.post(headers=headers).status_code, 300)

    def test_a_key_needs_no_origin(self):
        headers = {**self.key(), "Origin": "https://other.example"}
        self.assertEqual(self.post(headers=headers).status_code, 201)

    def test_another_method_is_405(self):
        self.authenticate("carla", "carla")
        response = self.url_open(ROUTE)
        self.assertRefused(response, 405)
        self.assertEqual(response.headers["Allow"], "POST")

    def test_no_file_and_an_empty_file_are_400(self):
        self.authenticate("carla", "carla")
        response = self.url_open(ROUTE, files={"picture": ("a.jpg", self.picture)})
        self.assertRefused(response, 400)
        self.assertRefused(self.post(b""), 400)

    def test_the_first_file_that_is_not_empty_counts(self):
        self.authenticate("carla", "carla")
        files = [("file", ("a.jpg", b"")), ("file", ("b.jpg", self.picture))]
        response = self.url_open(ROUTE, files=files, timeout=30)
        self.assertEqual(response.status_code, 201, response.text)
        self.assertEqual(self.receipts().filename, "b.jpg")

    def test_no_form_and_no_picture_are_415(self):
        self.authenticate("carla", "carla")
        self.assertRefused(self.url_open(ROUTE, json={"file": "a.jpg"}), 415)
        self.assertRefused(self.url_open(ROUTE, data={"file": "a.jpg"}), 415)
        self.assertRefused(self.post(b"no picture at all"), 415)

    def test_a_file_over_10_mb_is_413(self):
        self.authenticate("carla", "carla")
        over_by_little = self.picture.ljust(10 * 1024 * 1024, b"\0")
        self.assertRefused(self.post(over_by_little), 413)
        self.assertRefused(self.post(b"\0" * 12 * 1024 * 1024), 413)

    def test_odoos_own_limit_is_413_too(self):
        self.env["ir.config_parameter"].set_param("web.max_file_upload_size", "1000")
        self.authenticate("carla", "carla")
        self.assertRefused(self.post(), 413)

    def test_a_picture_that_the_service_refuses_is_kept_as_failed(self):
        self.authenticate("carla", "carla")
        for status in (415, 422):
            with self.subTest(status=status):
                self.ocr.refuse(status)
                content = self.picture + bytes([status % 256])
                answer = self.assertRefused(self.post(content), status)
                receipt = self.env["ip.ocr.receipt"].browse(answer["receipt_id"])
                self.env.invalidate_all()
                self.assertEqual(receipt.state, "failed")
                self.assertEqual(answer["state"], "failed")
                self.assertEqual(answer["message"], receipt.error)
                self.assertEqual(self.post(content).status_code, status)
        self.assertEqual(len(self.receipts()), 2)

    def test_what_had_failed_is_read_when_it_is_sent_again(self):
        self.authenticate("carla", "carla")
        self.ocr.refuse(400, "The form is broken. Send it again.")
        refused = self.assertRefused(self.post(), 400)
        self.ocr.says(self.ocr.sample)
        response = self.post()
        self.assertEqual(response.status_code, 200, response.text)
        answer = response.json()
        self.assertEqual(answer["receipt_id"], refused["receipt_id"])
        self.assertEqual(answer["state"], "read")
        self.assertEqual(len(self.receipts()), 1)

    def test_what_gets_better_by_itself_leaves_the_photo_waiting(self):
        self.authenticate("carla", "carla")
        for status in (401, 429, 500, 503):
            with self.subTest(status=status):
                self.ocr.refuse(status)
                response = self.post(self.picture + bytes([status % 256]))
                self.assertEqual(response.status_code, 201, response.text)
                answer = response.json()
                self.assertEqual(set(answer), OLD_KEYS | NEW_KEYS)
                self.assertIs(answer["success"], True)
                self.assertEqual(answer["state"], "pending")
                self.assertIn("read later", answer["message"])
                # Former clients count with them.
                self.assertEqual(answer["line_count"], 0)
                self.assertEqual(answer["avg_confidence"], 0.0)

    def test_a_service_that_is_away_leaves_the_photo_waiting(self):
        self.env["ir.config_parameter"].set_param(
            "ip_expense_mvp.ai_ocr_url", f"http://{HOST}:1/v1/ocr/receipt"
        )
        response = self.post(headers=self.key())
        self.assertEqual(response.status_code, 201, response.text)
        self.assertEqual(response.json()["state"], "pending")

    def test_a_reading_that_breaks_leaves_the_photo_waiting(self):
        self.authenticate("carla", "carla")
        reading = patch.object(
            self.registry["ip.ocr.receipt"],
            "_read_now",
            side_effect=ZeroDivisionError("TOTAL 1,234.50"),
        )
        with reading, self.assertLogs("odoo.addons.ip_expense_mvp") as log:
            response = self.post()
        self.assertEqual(response.status_code, 201, response.text)
        self.assertEqual(response.json()["state"], "pending")
        self.assertEqual(self.receipts().attachment_id.raw, self.picture)
        self.assertNotIn("1,234.50", "".join(log.output))

    def test_the_same_photo_again_is_the_same_receipt(self):
        self.authenticate("carla", "carla")
        first = self.post().json()
        again = self.post(name="another-name.jpg")
        self.assertEqual(again.status_code, 200, again.text)
        answer = again.json()
        self.assertIs(answer.pop("duplicate"), True)
        self.assertEqual(set(answer), OLD_KEYS | NEW_KEYS)
        self.assertEqual(answer["receipt_id"], first["receipt_id"])
        self.assertEqual(answer["merchant"], first["merchant"])
        self.assertEqual(len(self.receipts()), 1)
        self.assertEqual(len(self.ocr.requests), 1)

    def test_the_same_photo_of_another_user_is_another_receipt(self):
        self.assertEqual(self.post(headers=self.key()).status_code, 201)
        self.assertEqual(self.post(headers=self.key(self.other)).status_code, 201)
        self.assertEqual(len(self.receipts()), 1)
        self.assertEqual(len(self.receipts(self.other)), 1)

    def test_a_photo_of_another_user_than_is_signed_in_is_401(self):
        self.authenticate("carla", "carla")
        files = {"file": ("a.jpg", self.picture)}
        for user, status in ((self.other, 401), (self.user, 201)):
            response = self.url_open(
                ROUTE, data={"user_id": user.id}, files=files, timeout=30
            )
            self.assertEqual(response.status_code, status, response.text)
        self.assertFalse(self.receipts(self.other))

    def test_an_error_of_odoo_is_500_and_says_nothing_of_it(self):
        self.authenticate("carla", "carla")
        storing = patch.object(
            self.registry["ip.ocr.receipt"],
            "_receive",
            side_effect=ZeroDivisionError("secret"),
        )
        with storing, mute_logger("odoo.http"):
            response = self.post()
        self.assertRefused(response, 500)
        self.assertNotIn("secret", response.text)

    def test_a_busy_database_is_503_and_says_when_to_come_again(self):
        self.authenticate("carla", "carla")
        storing = patch.object(
            self.registry["ip.ocr.receipt"], "_receive", side_effect=OperationalError
        )
        with storing, mute_logger("odoo.http"):
            response = self.post()
        self.assertRefused(response, 503)
        self.assertEqual(response.headers["Retry-After"], "30")

    def test_no_database_is_404_where_the_addon_is_server_wide(self):
        routes = http._generate_routing_rules(["ip_expense_mvp"], nodb_only=True)
        self.assertIn(ROUTE, [url for url, _endpoint in routes])
        router = self.env["ir.http"].routing_map()
        self.authenticate(None, None)
        with (
            patch.object(http, "db_list", return_value=[]),
            patch.dict(http.root.__dict__, {"nodb_routing_map": router}),
            patch.object(http, "db_filter", return_value=[]),
            mute_logger("odoo.http"),
        ):
            answer = self.assertRefused(self.post(), 404)
        self.assertIn("database", answer["message"])

    def test_no_answer_holds_a_key(self):
        secret = "a-key-of-the-ocr-service"
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("ip_expense_mvp.ai_ocr_api_key", secret)
        self.ocr.refuse(401, detail=f"{secret} is no key")
        headers = self.key()
        answers = [self.post(headers=headers), self.post(b"x", headers=headers)]
        self.ocr.refuse(422, detail=f"{secret} is no key")
        answers.append(self.post(self.picture + b"1", headers=headers))
        for response in answers:
            self.assertNotIn(secret, response.text)
            self.assertNotIn(headers["Authorization"][7:], response.text)


@tagged("post_install", "-at_install")
class TestMobilePage(MobileCase):
    browser_size = "390x844"
    touch_enabled = True

    def play(self, scene, **values):
        """Play a scene of mobile_page.js in Chromium, in a window of a phone's size."""
        with file_open("ip_expense_mvp/tests/mobile_page.js") as script:
            code = script.read()
        self.browser_js(
            "/web/health",
            f"{code}\nplay({json.dumps(scene)}, {json.dumps(values)});",
            login="carla",
            timeout=90,
        )

    def test_a_stranger_is_asked_to_sign_in(self):
        self.authenticate(None, None)
        response = self.url_open("/ip/mobile", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn(
            "/web/login?redirect=%2Fip%2Fmobile", response.headers["Location"]
        )

    def test_a_user_without_access_does_not_get_the_page(self):
        new_test_user(self.env, "porta", groups="base.group_portal")
        self.authenticate("porta", "porta")
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_access"):
            self.assertEqual(self.url_open("/ip/mobile").status_code, 403)

    def test_the_page_comes_from_this_odoo_alone(self):
        self.authenticate("carla", "carla")
        page = self.url_open("/ip/mobile")
        self.assertEqual(page.status_code, 200)
        self.assertNotRegex(page.text, r'(src|href)="(https?:)?//')

    def test_from_photo_to_expense(self):
        total = self.ocr.sample["total_amount"]
        doubtful = {**total, "confidence": 0.4}
        totals = {**self.ocr.sample["totals"], "total_amount": doubtful}
        said = {**self.ocr.sample, "total_amount": doubtful, "totals": totals}
        self.ocr.says(said)
        currency = self.env["res.currency"].with_context(active_test=False)
        currency.search([("name", "=", said["currency"]["value"])]).active = True
        self.play("from photo to expense", total=total["value"])
        receipt = self.receipts().filtered("expense_id")
        self.assertEqual(len(receipt), 1)
        self.assertEqual(receipt.merchant, "Corrected Store")
        self.assertEqual(receipt.expense_id.total_amount_currency, 77.5)
        self.assertEqual(receipt.expense_id.payment_mode, "company_account")
        self.assertEqual(len(self.receipts()), 2)

    def test_a_photo_that_could_not_be_sent_is_kept_and_sent_later(self):
        self.play("without a network")
        self.assertEqual(len(self.receipts()), 1)

    def test_a_lost_answer_makes_no_second_receipt(self):
        self.play("a lost answer")
        self.assertEqual(len(self.receipts()), 1)

    def test_a_photo_that_is_gone_keeps_no_other_from_being_sent(self):
        self.play("a photo that is gone")
        self.assertEqual(len(self.receipts()), 1)

    def test_photos_are_kept_while_signed_out(self):
        self.play("signed out")
        self.assertFalse(self.receipts())

    def test_a_photo_that_waits_to_be_read_is_shown_so(self):
        self.ocr.refuse(503)
        self.play("waits to be read")
        self.assertEqual(self.receipts().state, "pending")

    def test_a_photo_that_cannot_be_read_says_why(self):
        self.ocr.refuse(422)
        self.play("not readable")
        self.assertEqual(self.receipts().state, "failed")
