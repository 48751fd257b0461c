"""What Gunicorn runs: the application made from the environment, its models loading."""

import os

from ocr.app import create_app
from ocr.engine import load
from ocr.engine.model_loader import ModelLoader
from ocr.settings import Settings

settings = Settings.from_env(os.environ)
loader = ModelLoader(
    lambda: load(
        settings.engine,
        lang=settings.lang,
        weights=settings.weights,
        models_dir=settings.models_dir,
        threads=settings.threads,
    )
)
app = create_app(settings, loader)
loader.start()
