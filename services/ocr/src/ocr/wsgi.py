"""The application that Gunicorn runs, made from the environment; its models load in the background."""

import os

from ocr import image
from ocr.app import create_app, load_engine
from ocr.engine.model_loader import ModelLoader
from ocr.settings import Settings

settings = Settings.from_env(os.environ)
loader = ModelLoader(lambda: load_engine(settings))
app = create_app(settings, loader)
loader.start()
image.start()
