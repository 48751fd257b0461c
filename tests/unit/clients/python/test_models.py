"""The types of the answers are those of the service as it is now."""

import typing

import msgspec
from generate_models import MODELS, as_received, models

from ocr.model import Notice
from receipt_ocr_client.models import ReceiptReply


def test_generating_them_gives_the_file_of_the_repository() -> None:
    assert models() == MODELS.read_text(encoding="utf-8"), "run `make client-models`"


def test_need_nothing_beyond_the_standard_library() -> None:
    imports = [line for line in MODELS.read_text().splitlines() if line.startswith(("import", "from"))]
    assert imports == ["from __future__ import annotations", "from typing import TypedDict"]


def test_a_choice_of_today_may_be_one_of_more_tomorrow() -> None:
    (_, components) = msgspec.json.schema_components([Notice])
    assert as_received(components)["Notice"]["properties"]["code"] == {"type": "string"}


def test_have_every_property_that_the_service_sends() -> None:
    assert {"merchant", "totals", "receipts", "meta"} <= ReceiptReply.__required_keys__
    assert typing.get_type_hints(ReceiptReply)["merchant"] is not None
