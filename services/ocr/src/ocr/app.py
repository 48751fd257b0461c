"""The WSGI application: its routes, and what its resources share."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import falcon

from ocr.crashes import CrashLog
from ocr.engine import NETWORK_BYTES, Engine, load, pages_at_once
from ocr.engine.model_loader import ModelLoader
from ocr.image import Limits
from ocr.keys import Judge, Key, KeyFile, UsageFile
from ocr.memory import Room, memory_limit, room_for_pages
from ocr.pipeline import Pipeline
from ocr.settings import Settings
from ocr.web import documentation, problems
from ocr.web.admission import Admission
from ocr.web.authorization import AuthorizationResource, KeysResource, PassResource
from ocr.web.body import Drain
from ocr.web.crashes import CrashesResource
from ocr.web.metrics import Metrics, MetricsResource
from ocr.web.probes import HealthResource, LiveResource, ReadyResource
from ocr.web.request_log import RequestLog
from ocr.web.resources import LegacyResource, Reader, ReceiptResource


class App(falcon.App[Any, Any]):
    """The application, with what its server needs of it."""

    admission: Admission


def load_engine(settings: Settings) -> Engine:
    """Load the engine of the settings."""
    return load(
        settings.engine,
        lang=settings.lang,
        weights=settings.weights,
        models_dir=settings.models_dir,
        threads=settings.threads,
    )


def create_pipeline(settings: Settings) -> Pipeline:
    """Create the pipeline from the settings."""
    country = None if settings.country == "any" else settings.country
    room = Room(room_for_pages(memory_limit()), NETWORK_BYTES)
    limits = Limits(pixels=settings.max_pixels, pages=settings.max_pages, bytes=room.size)
    return Pipeline(limits, settings.date_order, country, room)


def create_judge(settings: Settings) -> Judge:
    """Create the judge of keys from the settings."""
    folder = settings.state_dir
    configured = tuple(Key(name, bytes.fromhex(digest)) for name, digest in settings.api_keys)
    judge = Judge(KeyFile(folder) if folder else None, configured, UsageFile(folder, dict(settings.key_limits)))
    judge.log_unused_limits()
    return judge


def create_app(settings: Settings, loader: ModelLoader) -> App:
    """Create the application; the owner of the process starts `loader`."""
    at_once = pages_at_once(settings.engine, settings.threads)
    admission = Admission(settings.queue_length, at_once=at_once)
    metrics = Metrics(queue_length=lambda: len(admission))
    judge = create_judge(settings)
    crash_log = CrashLog(settings.state_dir)
    threads = ThreadPoolExecutor(at_once, "pipeline")
    reader = Reader(loader, admission, metrics, crash_log, create_pipeline(settings), threads)

    app = App(middleware=[RequestLog(metrics), Drain()])
    app.admission = admission
    problems.install(app)
    app.add_route("/v1/ocr/receipt", ReceiptResource(reader))
    app.add_route("/v1/ocr", LegacyResource(reader))
    app.add_route("/v1/parse", LegacyResource(reader))
    app.add_route("/live", LiveResource())
    app.add_route("/health", HealthResource(loader))
    app.add_route("/ready", ReadyResource(loader, admission))
    app.add_route("/metrics", MetricsResource(metrics))
    app.add_route("/crashes", CrashesResource(crash_log))
    app.add_route("/authorize", AuthorizationResource(judge, metrics))
    app.add_route("/pass", PassResource(judge))
    app.add_route("/keys", KeysResource(judge))
    documentation.add_routes(app)
    return app
