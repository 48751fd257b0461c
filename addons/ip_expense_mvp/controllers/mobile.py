import logging
from http import HTTPStatus

from odoo import fields, http
from odoo.http import request
from odoo.tools.translate import LazyTranslate

from ..gateway.picture import LIMIT_BYTES, PictureRefused, sha256
from .json_dispatcher import RequestRefused, answer, problem

_logger = logging.getLogger(__name__)
_lt = LazyTranslate(__name__, default_lang="en_US")

# What a form needs around the picture.
FORM_BYTES = 64 * 1024

NO_FORM = _lt(
    "The request is not a form: send the picture as multipart/form-data in the field "
    "“file”, and leave the header Content-Type to the HTTP library."
)
NO_FILE = _lt("There is no file: send the picture in the field “file” of the form.")
OTHER_USER = _lt(
    "Another user is signed in: sign in as the one who took the photo. It was not "
    "stored."
)


def _limit_bytes(_controller):
    """Return the limit of the OCR service, or Odoo's where that is lower."""
    return min(request.httprequest.max_content_length, LIMIT_BYTES + FORM_BYTES)


class Mobile(http.Controller):
    @http.route(
        "/ip/mobile/receipt",
        type="ip_json",
        auth="none",
        csrf=False,
        readonly=False,
        max_content_length=_limit_bytes,
    )
    def receipt(self, user_id=None, **_form):
        """Store a photo, then try to read it: once stored, the answer is a success.

        A page says whose photo it sends: meanwhile, another may have signed in.
        """
        if user_id not in (None, str(request.env.uid)):
            raise RequestRefused(HTTPStatus.UNAUTHORIZED, OTHER_USER)
        content, filename = self._upload()
        try:
            receipt, duplicate = self._store(content, filename)
        except PictureRefused as refusal:
            message = request.env._(refusal.template, **refusal.values)
            raise RequestRefused(refusal.status, message) from refusal
        # What had failed is read again: whoever sends it again was told to.
        if not duplicate or receipt.state == "failed":
            self._read(receipt)
        if receipt.state == "failed":
            return self._failed(receipt, duplicate)
        status = HTTPStatus.OK if duplicate else HTTPStatus.CREATED
        return answer(self._receipt_values(receipt, duplicate), status)

    @http.route("/ip/mobile", type="http", auth="user", methods=["GET"])
    def page(self):
        """Show the page of the phone."""
        request.env["ip.ocr.receipt"].check_access("create")
        return request.render(
            "ip_expense_mvp.mobile_page", {"page": self._page_values()}
        )

    def _upload(self):
        """Return the bytes and the name of the first file that is not empty."""
        form = request.httprequest
        if form.mimetype != "multipart/form-data":
            raise RequestRefused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, NO_FORM)
        uploads = form.files.getlist("file")
        if not uploads:
            raise RequestRefused(HTTPStatus.BAD_REQUEST, NO_FILE)
        for upload in uploads:
            if content := upload.read():
                break
        return content, upload.filename

    def _store(self, content, filename):
        """Store the picture; return whether this user had sent it already.

        A client sends a photo again when the answer to the first attempt was lost: the
        line broke, the phone slept, Odoo was killed. It cannot know that the photo had
        arrived, and would get two expenses out of one receipt. So the same bytes from
        the same user are the same receipt: within the hour, and for as long as no
        expense was made of it, since a phone may be without a network for longer.
        """
        env = request.env
        picture = sha256(content)
        # The first attempt may still be under way in another worker.
        env["ip.ocr.receipt"]._lock_upload(picture)
        if receipt := self._sent_before(picture):
            return receipt, True
        receipt = env["ip.ocr.receipt"]._receive(content, filename)
        # Nothing that happens while it is read may lose the photo.
        env.cr.commit()  # pylint: disable=invalid-commit
        return receipt, False

    def _sent_before(self, picture):
        """Find what this user sent already, as of now.

        This request's transaction may have begun before the other attempt was
        committed and would not see it, so another one looks.
        """
        env = request.env
        with env.registry.cursor() as cr:
            receipts = env(cr=cr)["ip.ocr.receipt"]
            found = receipts._find_sent_again(picture, receipts.env.user, env.company)
            receipt_id = found.id
        if receipt_id:
            # Nothing was written: this begins a transaction that sees the receipt.
            env.cr.rollback()
        return env["ip.ocr.receipt"].browse(receipt_id)

    def _read(self, receipt):
        """Try to read it now; whatever goes wrong, the photo is kept and waits."""
        try:
            if receipt.state == "failed":
                receipt.action_read_again()
            else:
                receipt._read_now()
            request.env.cr.commit()  # pylint: disable=invalid-commit
        # Whatever it is: the photo is stored, and a scheduled action reads it later.
        except Exception as exc:  # noqa: BLE001
            request.env.cr.rollback()
            # Without the traceback: an error's text may repeat what was on the paper.
            _logger.warning(
                "Receipt %s waits: reading it raised %s", receipt.id, type(exc).__name__
            )

    def _receipt_values(self, receipt, duplicate):
        """Return what was read; keys of former clients first."""
        values = {
            "success": True,
            "receipt_id": receipt.id,
            "line_count": receipt.line_count,
            "avg_confidence": receipt.avg_confidence,
            "message": self._message(receipt, duplicate),
            "state": receipt.state,
            "merchant": receipt.merchant or None,
            "date": fields.Date.to_string(receipt.receipt_date) or None,
            "total": receipt.total_amount or None,
            "currency": receipt.currency_id.name or None,
            "url": f"{receipt.get_base_url()}/odoo/ip.ocr.receipt/{receipt.id}",
        }
        if duplicate:
            values["duplicate"] = True
        return values

    def _message(self, receipt, duplicate):
        env = request.env
        if duplicate:
            return env._("This photo was received before. It is kept once.")
        if receipt.state == "pending":
            return env._("The photo is stored. It will be read later automatically.")
        return env._("Receipt read: %(count)s lines.", count=receipt.line_count)

    def _failed(self, receipt, duplicate):
        values = self._receipt_values(receipt, duplicate)
        del values["success"]
        values["message"] = receipt.error
        status = receipt.error_status or HTTPStatus.UNPROCESSABLE_ENTITY
        return problem(status, **values)

    def _page_values(self):
        """Return the data that the page needs before it asks anything."""
        user = request.env.user
        translations = request.env["ir.http"]._get_translations_for_webclient(
            ["ip_expense_mvp"], request.env.lang
        )[0]
        messages = translations.get("ip_expense_mvp", {}).get("messages", ())
        return {
            "owner": f"{request.env.cr.dbname}/{user.id}",
            "user": {"id": user.id, "name": user.name},
            "company": user.company_id.name,
            "limit_bytes": LIMIT_BYTES,
            "currencies": request.env["res.currency"].search_read([], ["name"]),
            "payment_modes": self._payment_modes(),
            "terms": {message["id"]: message["string"] for message in messages},
        }

    def _payment_modes(self):
        """Return who may have paid, in the user's language."""
        receipts = request.env["ip.ocr.receipt"]
        modes = receipts.fields_get(["payment_mode"], ["selection"])["payment_mode"]
        return [{"id": mode, "name": name} for mode, name in modes["selection"]]
