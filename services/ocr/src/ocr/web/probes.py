"""Probes of the service's state; monitors ask by GET or HEAD."""

import time
from http import HTTPStatus

import falcon

from ocr.engine.model_loader import ModelLoader
from ocr.web.admission import Admission
from ocr.web.reply import Alive, Health, Models, ModelStatus, Ready, encode


def models(loader: ModelLoader) -> Models:
    """Return the status of the models."""
    return Models(ocr=ModelStatus(loaded=loader.engine is not None, error=loader.error))


def reply(resp: falcon.Response, body: Alive | Health | Ready) -> None:
    """Answer with `body`, which no cache may keep."""
    resp.content_type = falcon.MEDIA_JSON
    resp.cache_control = ["no-store"]
    resp.data = encode(body)


class LiveResource:
    """GET /live: the process runs."""

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Answer at once."""
        reply(resp, Alive(ts=int(time.time())))

    on_head = on_get


class HealthResource:
    """GET /health: the process runs, with the state of its models."""

    def __init__(self, loader: ModelLoader) -> None:
        """Take the loader of the engine."""
        self._loader = loader

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Answer at once, with 200 whatever the state of the models."""
        reply(resp, Health(models=models(self._loader), ts=int(time.time())))

    on_head = on_get


class ReadyResource:
    """GET /ready: whether a receipt could be read now."""

    def __init__(self, loader: ModelLoader, admission: Admission) -> None:
        """Take the loader of the engine, and the queue that closes when the service stops."""
        self._loader = loader
        self._admission = admission

    def on_get(self, _req: falcon.Request, resp: falcon.Response) -> None:
        """Answer with 200, or 503 while the models load and while the service stops."""
        ready = self._loader.engine is not None and not self._admission.closed
        if not ready:
            resp.status = HTTPStatus.SERVICE_UNAVAILABLE
            resp.set_header("Retry-After", "5")
        reply(resp, Ready(ready=ready, models=models(self._loader), ts=int(time.time())))

    on_head = on_get
