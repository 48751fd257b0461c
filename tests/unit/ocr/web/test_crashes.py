"""What the health check is told of crashes, and that each receipt is on record while it is read."""

from pathlib import Path

import falcon.testing
import pytest

from ocr.app import App, create_app
from ocr.crashes import Crash, CrashLog
from ocr.engine.model_loader import ModelLoader
from ocr.settings import Settings
from tests.support.ocr import FakeEngine, form, png

Client = falcon.testing.TestClient


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(threads=1, state_dir=tmp_path)


def app_of(settings: Settings, engine: FakeEngine) -> App:
    loader = ModelLoader(lambda: engine)
    loader.engine = engine
    return create_app(settings, loader)


@pytest.mark.parametrize("path", ["/v1/ocr/receipt", "/v1/ocr", "/v1/parse"])
def test_tells_the_id_of_what_was_being_read_when_the_process_before_died(settings: Settings, path: str) -> None:
    assert settings.state_dir
    found: list[Crash] = []

    def die() -> None:
        # what a process finds that starts now
        found.extend(CrashLog(settings.state_dir).crashes)

    client = Client(app_of(settings, FakeEngine(before=die)))
    assert client.simulate_get("/crashes").json == {"crashes": []}
    assert client.simulate_post(path, **form(png()) | {"headers": headers()}).status_code == 200

    assert [crash.requests for crash in found] == [("8f14e45f",)]
    told = Client(app_of(settings, FakeEngine())).simulate_get("/crashes").json
    assert told == {"crashes": [{"found_at": found[0].found_at, "requests": ["8f14e45f"], "out_of_memory": False}]}


def headers() -> dict[str, str]:
    return {"Content-Type": "multipart/form-data; boundary=limit", "X-Request-ID": "8f14e45f"}
