import time

import falcon.testing
import pytest

from ocr.app import App, create_app
from ocr.engine.model_loader import ModelLoader
from ocr.settings import Settings
from tests.support.ocr import FakeEngine

Client = falcon.testing.TestClient


def test_tells_that_it_lives(client: Client) -> None:
    before = int(time.time())
    answer = client.simulate_get("/live").json

    assert answer["status"] == "alive"
    assert before <= answer["ts"] <= time.time()


def test_tells_of_loaded_models(client: Client) -> None:
    assert client.simulate_get("/health").json["models"] == {"ocr": {"loaded": True, "error": None}}
    ready = client.simulate_get("/ready")
    assert (ready.status_code, ready.json["ready"]) == (200, True)


def test_lives_but_is_not_ready_while_the_models_load_or_when_they_could_not_be(settings: Settings) -> None:
    loader = ModelLoader(FakeEngine)
    client = Client(create_app(settings, loader))

    for error in (None, "FileNotFoundError: …"):
        loader.error = error
        health, ready = client.simulate_get("/health"), client.simulate_get("/ready")
        assert (health.status_code, health.json["status"]) == (200, "ok")
        assert (ready.status_code, ready.json["ready"]) == (503, False)
        assert health.json["models"] == ready.json["models"] == {"ocr": {"loaded": False, "error": error}}


def test_is_not_ready_while_it_stops(app: App) -> None:
    app.admission.close()

    assert Client(app).simulate_get("/ready").status_code == 503


@pytest.mark.parametrize("path", ["/live", "/health", "/ready"])
def test_answers_monitors_that_ask_for_the_head_alone(client: Client, path: str) -> None:
    answer = client.simulate_head(path)

    assert answer.status_code == 200
    assert answer.content == b""
