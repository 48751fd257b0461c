"""Dispatcher for requests of programs: authenticates them, and answers every failure with JSON.

Odoo's own ``http`` routes answer failures with pages, and a missing session with a
redirect to the login page: a client that posts a photo would take that for success.
"""

import re
from http import HTTPStatus
from urllib.parse import urlsplit

from psycopg2 import OperationalError
from psycopg2.pool import PoolError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from odoo.exceptions import AccessDenied, AccessError, ConcurrencyError, UserError
from odoo.http import HttpDispatcher, RegistryError, SessionExpiredException, request
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__, default_lang="en_US")

# What Odoo raises when the database is away or too busy for now.
BUSY = (OperationalError, PoolError, RegistryError, ConcurrencyError)

MESSAGES = {
    HTTPStatus.BAD_REQUEST: _lt("The request is broken: send it again."),
    HTTPStatus.UNAUTHORIZED: _lt(
        "You are not signed in: sign in to Odoo and send its session cookie, or send "
        "“Authorization: Bearer” with an API key of Odoo. The photo was not stored."
    ),
    HTTPStatus.FORBIDDEN: _lt(
        "You are not allowed to do this: ask an administrator of Odoo for access to "
        "expenses. The photo was not stored."
    ),
    HTTPStatus.NOT_FOUND: _lt(
        "No database was found: sign in again, or name the database in the header "
        "X-Odoo-Database. The photo was not stored."
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: _lt("Send the photo with POST."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _lt(
        "The file is too large: send a smaller picture, of at most 10 MB."
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: _lt(
        "Odoo is busy: send the photo again in half a minute. It was not stored."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: _lt(
        "Something went wrong in Odoo: send the photo again. If that does not help, "
        "tell an administrator when it happened; the reason is in Odoo's log."
    ),
}

HEADERS = {
    HTTPStatus.UNAUTHORIZED: [("WWW-Authenticate", "Bearer")],
    HTTPStatus.METHOD_NOT_ALLOWED: [("Allow", "POST")],
    HTTPStatus.SERVICE_UNAVAILABLE: [("Retry-After", "30")],
}
FOREIGN_ORIGIN = _lt(
    "The request comes from a page of another site: open Odoo's own page, or send "
    "an API key instead of the cookie. The photo was not stored."
)


class RequestRefused(HTTPException):
    """The request is at fault: the status, and a message that says what to do."""

    def __init__(self, status, message):
        super().__init__(message)
        self.code = int(status)


class JsonDispatcher(HttpDispatcher):
    """Dispatcher of forms that answers with JSON; a cookie or an API key identifies the caller.

    Its routes are declared with ``auth="none"``: so they also exist where no database
    was found, if the add-on is among the ``server_wide_modules``, and answer JSON.
    """

    routing_type = "ip_json"

    def dispatch(self, endpoint, args):
        # A route's own `methods` are checked before a dispatcher is chosen, and what
        # they refuse is answered with a page.
        if self.request.httprequest.method != "POST":
            raise MethodNotAllowed(["POST"])
        if not self.request.db:
            raise NotFound
        self._authenticate()
        return super().dispatch(endpoint, args)

    def _authenticate(self):
        """Authenticate the caller by Odoo's own methods, before the body is read."""
        self.request.update_env(user=self.request.session.uid)
        authorization = self.request.httprequest.headers.get("Authorization", "")
        if re.match(r"bearer\s", authorization, re.IGNORECASE):
            method = "bearer"
        else:
            method = "user"
            self._refuse_foreign_origin()
        self.request.registry["ir.http"]._authenticate_explicit(method)

    def _refuse_foreign_origin(self):
        """Refuse what another site's page sends with the cookie of the user.

        Programs send neither header. Browsers send ``Sec-Fetch-Site`` over HTTPS and
        ``Origin`` always, so a client needs no CSRF token (as Go's
        net/http.CrossOriginProtection; OWASP's CSRF cheat sheet). Only the hosts are
        compared: behind a proxy Odoo may not know that it is served over HTTPS.
        """
        headers = self.request.httprequest.headers
        if site := headers.get("Sec-Fetch-Site"):
            foreign = site not in ("same-origin", "none")
        elif origin := headers.get("Origin"):
            foreign = urlsplit(origin).netloc != self.request.httprequest.host
        else:
            foreign = False
        if foreign:
            raise RequestRefused(HTTPStatus.FORBIDDEN, FOREIGN_ORIGIN)

    def handle_error(self, exc):
        if isinstance(exc, HTTPException) and exc.code is None:
            return exc  # an answer that the framework made, not a failure
        status, message = self._explain(exc)
        return problem(status, self._translate(message), HEADERS.get(status, ()))

    def _explain(self, exc):
        """Return the status and the message for an exception."""
        if isinstance(exc, RequestRefused):
            return exc.code, exc.description
        if isinstance(exc, SessionExpiredException):
            status = HTTPStatus.UNAUTHORIZED
        elif isinstance(exc, BUSY):
            status = HTTPStatus.SERVICE_UNAVAILABLE
        elif isinstance(exc, AccessDenied | AccessError):
            status = HTTPStatus.FORBIDDEN
        elif isinstance(exc, UserError):
            return HTTPStatus(exc.http_status), str(exc)
        elif isinstance(exc, HTTPException):
            status = HTTPStatus(exc.code)
        else:
            status = HTTPStatus.INTERNAL_SERVER_ERROR
        return status, MESSAGES.get(status, status.phrase)

    def _translate(self, message):
        if isinstance(message, str) or not self.request.env:
            return str(message)
        return self.request.env._(message)


def problem(status, message, headers=(), **values):
    """Return the answer to a request that failed."""
    status = HTTPStatus(status)
    body = {
        "success": False,
        "status": status.value,
        "error": status.phrase,
        "message": message,
        **values,
    }
    return answer(body, status, headers)


def answer(body, status, headers=()):
    """Return an answer that no cache keeps, for it is about one person's receipt."""
    headers = [("Cache-Control", "no-store"), *headers]
    return request.make_json_response(body, headers, status=int(status))
