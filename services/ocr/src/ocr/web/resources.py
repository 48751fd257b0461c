"""Resources that read a picture: a receipt, and the text alone as legacy clients expect it."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import falcon

from ocr.crashes import CrashLog
from ocr.engine import Engine
from ocr.engine.model_loader import ModelLoader
from ocr.errors import ClientGone, NotReady
from ocr.logs import request_id
from ocr.pipeline import Pipeline, Receipt
from ocr.web.admission import Admission
from ocr.web.metrics import Metrics
from ocr.web.reply import encode, legacy_reply, receipt_reply
from ocr.web.upload import Upload, client_gone, receive

# How long a client may send nothing when its turn has come
SILENCE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Reader:
    """Reader of uploads, a few at a time, which both resources share."""

    loader: ModelLoader
    admission: Admission
    metrics: Metrics
    crash_log: CrashLog
    pipeline: Pipeline
    # The same threads for all receipts: the allocator keeps a heap for each thread that ever read, 250 MB apiece
    threads: ThreadPoolExecutor

    def read(self, req: falcon.Request) -> tuple[Engine, Upload, Receipt]:
        """Read the receipt that a request carries. Raises every refusal."""
        engine = self.loader.engine
        if engine is None:
            raise NotReady(self.loader.error or "The models are being loaded. Send the request again in a few seconds.")
        # what waits lies in nginx, or with its client: here the bodies of all who wait would be a memory of their own
        with self.admission.turn():
            upload = self._take_in(req)
            if client_gone(req.env):
                raise ClientGone("The client closed the connection before its turn came.")
            with self.crash_log.reading(request_id.get() or ""):
                receipt = self.threads.submit(self.pipeline.read, upload.data, engine).result()
        self.metrics.observe_stages(receipt.seconds)
        return engine, upload, receipt

    def _take_in(self, req: falcon.Request) -> Upload:
        # a client that sends nothing must not keep the turn of those behind it; through nginx it has sent all
        connection: socket.socket | None = req.env.get("gunicorn.socket")
        if connection is None:
            return receive(req)
        connection.settimeout(SILENCE_SECONDS)
        try:
            return receive(req)
        finally:
            # whoever asks whether the client has gone must not wait for it
            connection.settimeout(None)


class ReceiptResource:
    """POST /v1/ocr/receipt: lines and facts."""

    def __init__(self, reader: Reader) -> None:
        """Take the reader of uploads."""
        self._reader = reader

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Read the receipt in the field `file`."""
        started = time.perf_counter()
        engine, upload, receipt = self._reader.read(req)
        duration_ms = round((time.perf_counter() - started) * 1000)
        resp.content_type = falcon.MEDIA_JSON
        resp.data = encode(
            receipt_reply(
                receipt, engine=engine, filename=upload.name, duration_ms=duration_ms, request_id=request_id.get()
            )
        )


class LegacyResource:
    """POST /v1/ocr and /v1/parse: lines alone."""

    def __init__(self, reader: Reader) -> None:
        """Take the reader of uploads."""
        self._reader = reader

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Read the picture in the field `file`."""
        engine, upload, receipt = self._reader.read(req)
        resp.content_type = falcon.MEDIA_JSON
        resp.data = encode(legacy_reply(receipt.lines, engine=engine, filename=upload.name))
