from typing import Any

import falcon.testing
import jsonschema
import pytest

from ocr.model import Notice
from tests.support.ocr import FakeEngine, form, png

Client = falcon.testing.TestClient


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    parsed: dict[str, Any] = client.simulate_get("/openapi.json").json
    return parsed


def validate(answer: Any, document: dict[str, Any], name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    jsonschema.Draft202012Validator(schema).validate(answer)


def test_describes_what_is_answered(client: Client, engine: FakeEngine, document: dict[str, Any]) -> None:
    engine.warnings = (Notice("truncated_file", "Send it again.", value=0.5, limit=1),)
    validate(client.simulate_post("/v1/ocr/receipt", **form(png())).json, document, "ReceiptReply")
    validate(client.simulate_post("/v1/ocr", **form(png())).json, document, "LegacyReply")
    validate(client.simulate_post("/v1/ocr").json, document, "Problem")
    for path, name in (("/live", "Alive"), ("/health", "Health"), ("/ready", "Ready")):
        validate(client.simulate_get(path).json, document, name)


def test_describes_money_as_a_number(document: dict[str, Any]) -> None:
    assert document["components"]["schemas"]["MoneyField"]["properties"]["value"] == {"type": "number"}


def test_asks_for_a_key_or_none_on_the_paths_that_read(document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation.get("security", []) == ([{"key": []}, {}] if path.startswith("/v1/") else [])
            assert ("401" in operation["responses"]) is path.startswith("/v1/")


def test_names_every_schema_by_a_plain_word(document: dict[str, Any]) -> None:
    assert all(name.isalpha() for name in document["components"]["schemas"])


def test_describes_every_path_of_the_service(client: Client, document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method in operations:
            assert client.simulate_request(method.upper(), path).status_code not in (404, 405)


@pytest.mark.parametrize(
    ("path", "kind"), [("/docs", "text/html"), ("/docs/docs.css", "text/css"), ("/docs/docs.js", "text/javascript")]
)
def test_serves_the_page_and_what_it_needs(client: Client, path: str, kind: str) -> None:
    answer = client.simulate_get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.text


def test_serves_no_other_file(client: Client) -> None:
    assert client.simulate_get("/docs/..%2fdocumentation.py").status_code == 404
