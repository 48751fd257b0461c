"""The contract for machines (/openapi.json) and a page to try it in a browser (/docs)."""

import re
from pathlib import Path
from typing import Any

import falcon
import msgspec

from ocr.model import DocumentType, Field, Money, PaymentMethod, Text
from ocr.web.problems import CONTENT_TYPE, Problem
from ocr.web.reply import SCHEMA_VERSION, Alive, Health, LegacyReply, Ready, ReceiptReply
from ocr.web.upload import FIELD

ASSETS = Path(__file__).parent / "docs"
MEDIA_TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}
# The page runs nothing but our own script, and shows nothing but the picture that was dropped on it
PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src blob: data:; connect-src 'self'"

REFERENCE = "#/components/schemas/{name}"
REPLIES = (ReceiptReply, LegacyReply, Alive, Health, Ready, Problem)
# msgspec names a generic type after its parameter, which for a choice is the list of its values
FIELD_NAMES = {
    "TextField": Text,
    "MoneyField": Money,
    "DocumentTypeField": Field[DocumentType],
    "PaymentMethodField": Field[PaymentMethod],
}

KEY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key issued by the operator; required as soon as one has been made.",
}

REFUSALS = {
    400: "No file in the form, an empty one, or a form that is broken.",
    401: "No key, or one that is not valid, where the appliance requires keys (from nginx).",
    403: "This client's network may not use the service, or its address is banned (from nginx).",
    413: "The request is over 10 MB.",
    415: "No form, or a file of a kind that is not supported.",
    422: "Too little of the file can be decoded, or it is beyond the limit of pixels or pages.",
    429: "Too many requests from this address, or of this key today (from nginx); Retry-After says when to come back.",
    500: "The service failed; `instance` is the id to report.",
    503: "Not ready, or too many requests wait; Retry-After says when to come back.",
}


def add_routes(app: falcon.App[Any, Any]) -> None:
    """Add the paths of this module to `app`."""
    app.add_route("/openapi.json", Document())
    app.add_route("/docs", Page())
    app.add_route("/docs/{name}", Page())


class Document:
    """GET /openapi.json."""

    def __init__(self) -> None:
        """Generate the document once."""
        self._body = msgspec.json.encode(openapi())

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Answer with the document."""
        resp.content_type = falcon.MEDIA_JSON
        resp.data = self._body


class Page:
    """GET /docs and the files it needs."""

    def on_get(self, _req: falcon.Request, resp: falcon.Response, name: str = "index.html") -> None:
        """Answer with one of the files that stand beside this module."""
        asset = {path.name: path for path in ASSETS.iterdir()}.get(name)
        if asset is None:
            raise falcon.HTTPNotFound(description="There is no such file. Start at /docs.")
        resp.content_type = MEDIA_TYPES[asset.suffix]
        resp.set_header("Content-Security-Policy", PAGE_POLICY)
        resp.data = asset.read_bytes()


def openapi() -> dict[str, Any]:
    """Generate the OpenAPI document from the types of the answers."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Receipt OCR", "version": SCHEMA_VERSION, "summary": "Text lines and facts of receipts"},
        "paths": {
            "/v1/ocr/receipt": {
                "post": recognition("readReceipt", "Read the lines and facts of a receipt", ReceiptReply)
            },
            "/v1/ocr": {"post": recognition("readText", "Read the lines of a picture (legacy)", LegacyReply)},
            "/v1/parse": {"post": recognition("parseText", "Read the lines of a picture (legacy)", LegacyReply)},
            "/live": {"get": probe("live", "The process runs", Alive)},
            "/health": {"get": probe("health", "The process runs, with the state of its models", Health)},
            "/ready": {"get": probe("ready", "Whether a receipt could be read now", Ready, unavailable=True)},
            "/metrics": {
                "get": {
                    "operationId": "metrics",
                    "summary": "Metrics for Prometheus (on the loopback address only)",
                    "responses": {"200": {"description": "Metrics", "content": {"text/plain": {}}}},
                }
            },
        },
        "components": {"schemas": schemas(), "securitySchemes": {"key": KEY_SCHEME}},
    }


def recognition(operation: str, summary: str, reply: type) -> dict[str, Any]:
    """Describe a path that takes a file."""
    form = {
        "type": "object",
        "required": [FIELD],
        "properties": {FIELD: {"type": "string", "contentMediaType": "application/octet-stream"}},
    }
    return {
        "operationId": operation,
        "summary": summary,
        # the second: where no keys were made
        "security": [{"key": []}, {}],
        "requestBody": {
            "required": True,
            "description": "JPEG, PNG, WebP, TIFF, HEIC or PDF, 10 MB at most.",
            "content": {"multipart/form-data": {"schema": form}},
        },
        "responses": {"200": answer("As read", reply)}
        | {str(status): answer(text, Problem, CONTENT_TYPE) for status, text in REFUSALS.items()},
    }


def probe(operation: str, summary: str, reply: type, *, unavailable: bool = False) -> dict[str, Any]:
    """Describe a path that tells the state of the service."""
    responses = {"200": answer(summary, reply)}
    if unavailable:
        responses["503"] = answer("Not now", reply)
    return {"operationId": operation, "summary": summary, "responses": responses}


def answer(description: str, reply: type, content_type: str = falcon.MEDIA_JSON) -> dict[str, Any]:
    """Describe an answer."""
    schema = {"$ref": REFERENCE.format(name=reply.__name__)}
    return {"description": description, "content": {content_type: {"schema": schema}}}


def schemas() -> dict[str, Any]:
    """Generate the schemas of all answers."""
    components = msgspec.json.schema_components(REPLIES, ref_template=REFERENCE)[1]
    text = msgspec.json.encode(components).decode()
    for name, type_ in FIELD_NAMES.items():
        ((reference,), _) = msgspec.json.schema_components([type_], ref_template="{name}")
        text = text.replace(reference["$ref"], name)
    # the rest: Field_date_ becomes dateField
    text = re.sub(r"Field_(\w+?)_(?=\")", r"\1Field", text)
    named: dict[str, Any] = msgspec.json.decode(text)
    return {name: as_numbers(schema) for name, schema in named.items()}


def as_numbers(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a schema with decimals as numbers, which `reply.encode` makes of them."""
    if isinstance(schema, list):
        return [as_numbers(part) for part in schema]
    if isinstance(schema, dict):
        if schema.get("format") == "decimal":
            return {"type": "number"}
        return {key: as_numbers(part) for key, part in schema.items()}
    return schema
