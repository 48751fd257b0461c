"""Advice for when the edge refuses the gates' own requests."""

from gates.connection import Answer

# No setting of the operator's is missing: a pass comes from the OCR service (healthcheck/edge.py), or it does not
NO_KEY_GIVEN = (
    "the gates need no key in .env: POST /pass of the OCR service gives them one that is valid for a minute, and gave none. "
    "make logs SERVICE=ocr; is it as old as the edge? docker compose up --detach --build ocr"
)
# The edge asks another service than the one that gave the pass, or one that was started since
KEY_REFUSED = (
    "the OCR service's POST /pass gave a key, and the edge refused it: repeat make gates; does "
    "services/nginx/snippets/authorize.conf ask the same service? docker compose up --detach --build ocr nginx"
)
FORBIDDEN = "make bans: is the address of the health check banned? make requests STATUS=403 says why in column 18"


def next_step(answer: Answer) -> str | None:
    """Return what to do about a 401 or 403; None about any other answer."""
    if answer.status == 401:
        return KEY_REFUSED if "invalid_token" in answer.header("WWW-Authenticate") else NO_KEY_GIVEN
    return FORBIDDEN if answer.status == 403 else None
