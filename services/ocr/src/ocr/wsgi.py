"""What Gunicorn runs: the application made from the environment, its models loading."""

import os

from ocr.app import create_app
from ocr.engine import load
from ocr.engine.loading import Loading
from ocr.settings import Settings

settings = Settings.from_env(os.environ)
loading = Loading(
    lambda: load(settings.engine, lang=settings.lang, models_dir=settings.models_dir, threads=settings.threads)
)
app = create_app(settings, loading)
loading.start()
