from dataclasses import fields

from ocr.model import Facts, Field, Fingerprint, Notice, Page, Purchase
from ocr.pipeline import Receipt
from ocr.web.reply import ReceiptReply, average, receipt_reply, with_legacy_codes
from tests.support.ocr import FakeEngine

FINGERPRINT = Fingerprint(sha256="0" * 64, perceptual=None, key=None)


def test_carries_every_fact() -> None:
    assert {field.name for field in fields(Facts)} < {field.name for field in fields(ReceiptReply)}


def test_has_every_receipt_of_the_file_and_the_first_at_the_top() -> None:
    page = Page(width=10, height=20, rotation=0, lines=())
    texts = [Field(name, name, 0.9) for name in ("FIRST", "SECOND")]
    purchases = tuple(Purchase(facts=Facts(merchant=text), lines=(n,)) for n, text in enumerate(texts))
    reply = receipt_reply(
        Receipt((page,), purchases, FINGERPRINT, {}),
        engine=FakeEngine(),
        filename="r.png",
        duration_ms=7,
        request_id=None,
    )

    assert reply.merchant == reply.merchant_name == texts[0]
    assert [(each.merchant, each.line_indices) for each in reply.receipts] == [(texts[0], (0,)), (texts[1], (1,))]


def test_has_no_average_without_lines() -> None:
    assert average(()) is None


def test_takes_the_size_from_the_first_page() -> None:
    pages = (Page(width=10, height=20, rotation=90, lines=()), Page(width=30, height=40, rotation=0, lines=()))
    reply = receipt_reply(
        Receipt(pages, (Purchase(facts=Facts(), lines=()),), FINGERPRINT, {}),
        engine=FakeEngine(),
        filename="r.pdf",
        duration_ms=7,
        request_id=None,
    )

    assert (reply.meta.pages, reply.meta.width, reply.meta.height, reply.meta.rotation) == (2, 10, 20, 90)


def test_says_what_was_renamed_under_both_names() -> None:
    said = [Notice("blurred", "a", 1, 2), Notice("low_resolution", "b", 3, 4), Notice("truncated_file", "c")]

    assert list(with_legacy_codes(said)) == [
        said[0],
        said[1],
        Notice("print_too_small", "b", 3, 4),
        said[2],
        Notice("truncated", "c"),
    ]
