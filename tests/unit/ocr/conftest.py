"""The real application with a fake engine at its edge."""

import falcon.testing
import pytest

from ocr.app import App, create_app
from ocr.engine.model_loader import ModelLoader
from ocr.settings import Settings
from tests.support.ocr import FakeEngine


@pytest.fixture
def engine() -> FakeEngine:
    """Return the engine that `app` reads with."""
    return FakeEngine()


@pytest.fixture
def settings() -> Settings:
    """Return the settings that `app` has."""
    return Settings(queue_length=1, threads=1, max_pixels=1_000_000, max_pages=2)


@pytest.fixture
def app(engine: FakeEngine, settings: Settings) -> App:
    """Return the application, ready."""
    loader = ModelLoader(lambda: engine)
    loader.engine = engine
    return create_app(settings, loader)


@pytest.fixture
def client(app: App) -> falcon.testing.TestClient:
    """Speak HTTP to `app`."""
    return falcon.testing.TestClient(app)
