import falcon.testing
import pytest

from ocr import errors
from ocr.web.problems import STATUS

Client = falcon.testing.TestClient


def test_every_refusal_has_a_status() -> None:
    assert set(STATUS) == set(errors.Refusal.__subclasses__())


@pytest.mark.parametrize(
    ("method", "path", "status", "title"),
    [("GET", "/nowhere", 404, "Not Found"), ("GET", "/v1/ocr", 405, "Method Not Allowed"), ("PUT", "/live", 405, None)],
)
def test_answers_errors_of_the_framework_as_problems(
    client: Client, method: str, path: str, status: int, title: str | None
) -> None:
    answer = client.simulate_request(method, path, headers={"Accept": "text/html"})

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json) == {"type", "title", "status", "detail", "instance"}
    assert answer.json["title"] == (title or answer.json["title"])


def test_says_which_methods_are_allowed(client: Client) -> None:
    assert "POST" in client.simulate_get("/v1/ocr").headers["Allow"]
