from dataclasses import fields

from ocr.model import Facts, Page, Purchase
from ocr.pipeline import Receipt
from ocr.web.reply import ReceiptReply, average, receipt_reply
from tests.support.ocr import FakeEngine


def test_carries_every_fact() -> None:
    assert {field.name for field in fields(Facts)} < {field.name for field in fields(ReceiptReply)}


def test_has_no_average_without_lines() -> None:
    assert average(()) is None


def test_takes_the_size_from_the_first_page() -> None:
    pages = (Page(width=10, height=20, rotation=90, lines=()), Page(width=30, height=40, rotation=0, lines=()))
    reply = receipt_reply(
        Receipt(pages, (Purchase(facts=Facts(), lines=()),), {}),
        engine=FakeEngine(),
        filename="r.pdf",
        duration_ms=7,
        request_id=None,
    )

    assert (reply.meta.pages, reply.meta.width, reply.meta.height, reply.meta.rotation) == (2, 10, 20, 90)
