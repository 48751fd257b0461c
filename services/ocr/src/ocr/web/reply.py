"""Types of the answers: what is encoded here is what the OpenAPI document describes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal

import msgspec

from ocr import __version__
from ocr.crashes import Crash
from ocr.engine import Engine
from ocr.model import Box, Facts, Fingerprint, Line, Money, Notice, NoticeCode, Text
from ocr.pipeline import Receipt

SCHEMA_VERSION: Final = "1"

# Clients know two codes by the names that they had first: the answer has both
LEGACY_CODES: Mapping[NoticeCode, NoticeCode] = {"truncated_file": "truncated", "low_resolution": "print_too_small"}

# Money is a JSON number with the decimals it has, not a string
encode = msgspec.json.Encoder(decimal_format="number").encode


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReply:
    """A line; `score` and `confidence` are the same number, for clients of either name."""

    text: str
    box: Box
    score: float
    confidence: float
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Details of how the receipt was read.

    `version` is that of the appliance. `width`, `height` and `rotation` are those of the first page, upright, in pixels and
    clockwise degrees; `avg_confidence` is null where there are no lines; `warnings` is empty where there is nothing to say.
    """

    version: str
    model: str
    engine: str
    lang: str
    count: int
    avg_confidence: float | None
    received_filename: str
    pages: int
    width: int
    height: int
    rotation: int
    duration_ms: int
    request_id: str | None
    warnings: tuple[Notice, ...]
    fingerprint: Fingerprint
    schema: Literal["1"] = SCHEMA_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseReply(Facts):
    """One of the receipts of a file; `line_indices` are those of its lines in `lines`."""

    line_indices: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptReply(Facts):
    """A receipt; `merchant_name` and `total_amount` repeat `merchant` and `totals.total_amount`.

    `receipts` has an entry for each receipt of the file, at least one; the first is the one at this level.
    """

    lines: tuple[LineReply, ...]
    receipts: tuple[PurchaseReply, ...]
    merchant_name: Text | None
    total_amount: Money | None
    meta: Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyLine:
    """A line as the first service of this kind gave it."""

    text: str
    confidence: float
    bbox: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyReply:
    """The text of a picture as the first service of this kind gave it."""

    text: str
    lines: tuple[LegacyLine, ...]
    format: Literal["plain"] = "plain"
    model: str
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStatus:
    """State of the models: loaded, or why not."""

    loaded: bool
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models of the service."""

    ocr: ModelStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """The process runs; `ts` is in Unix seconds."""

    status: Literal["alive"] = "alive"
    ts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The service answers, whatever the state of its models."""

    status: Literal["ok"] = "ok"
    models: Models
    ts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Readiness to read a receipt now."""

    ready: bool
    models: Models
    ts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReply:
    """A key that is valid for a minute."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyReply:
    """A key: its name, when it was made and last used, its requests today, and its limit, if any."""

    name: str
    made: str | None
    last_used: str | None
    today: int
    limit: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysReply:
    """Keys: whether one is required, those that exist, and the names in OCR_KEY_LIMITS for which there is none."""

    required: bool
    keys: tuple[KeyReply, ...]
    unused_limits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashesReply:
    """The last crashes, oldest first."""

    crashes: tuple[Crash, ...]


def receipt_reply(
    receipt: Receipt, *, engine: Engine, filename: str, duration_ms: int, request_id: str | None
) -> ReceiptReply:
    """Return the answer for a receipt."""
    lines, first = receipt.lines, receipt.pages[0]
    facts = receipt.facts
    meta = Meta(
        version=__version__,
        model=engine.model,
        engine=engine.name,
        lang=engine.lang,
        count=len(lines),
        avg_confidence=average(lines),
        received_filename=filename,
        pages=len(receipt.pages),
        width=first.width,
        height=first.height,
        rotation=first.rotation,
        duration_ms=duration_ms,
        request_id=request_id,
        warnings=tuple(with_legacy_codes(receipt.warnings)),
        fingerprint=receipt.fingerprint,
    )
    return ReceiptReply(
        lines=tuple(LineReply(text=x.text, box=x.box, score=x.score, confidence=x.score, page=x.page) for x in lines),
        receipts=tuple(PurchaseReply(**by_name(each.facts), line_indices=each.lines) for each in receipt.purchases),
        **by_name(facts),
        merchant_name=facts.merchant,
        total_amount=facts.totals.total_amount,
        meta=meta,
    )


def with_legacy_codes(warnings: Sequence[Notice]) -> Iterator[Notice]:
    """Yield each warning, and a second time under its legacy code if it has one."""
    for notice in warnings:
        yield notice
        if notice.code in LEGACY_CODES:
            yield replace(notice, code=LEGACY_CODES[notice.code])


def by_name(facts: Facts) -> dict[str, Any]:
    """Return the facts of a receipt by their names."""
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


def legacy_reply(lines: tuple[Line, ...], *, engine: Engine, filename: str) -> LegacyReply:
    """Return the legacy answer: the text of a picture."""
    return LegacyReply(
        text="\n".join(line.text for line in lines),
        lines=tuple(LegacyLine(text=line.text, confidence=line.score, bbox=line.box) for line in lines),
        model=engine.model,
        file_name=filename,
    )


def average(lines: tuple[Line, ...]) -> float | None:
    """Return the mean score of the lines."""
    return round(sum(line.score for line in lines) / len(lines), 4) if lines else None
