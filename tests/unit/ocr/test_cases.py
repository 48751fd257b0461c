"""Files that were once read wrong, each for its kind, read by the real engine."""

import datetime
from decimal import Decimal

import pytest

from bench.labelled import CASES
from ocr.app import create_pipeline
from ocr.engine import Engine, load
from ocr.model import Facts
from ocr.pipeline import Pipeline
from ocr.settings import Settings
from tests.support.labelled import needs_cases

DAY = datetime.date(2025, 7, 28)
MERCHANT = "HILLTOP CANTEEN INC"
SALE = {"total": "560.00", "date": DAY}

pytestmark = [needs_cases, pytest.mark.slow]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load("onnxruntime", lang="en", models_dir=Settings().models_dir, threads=1)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return create_pipeline(Settings())


def values(facts: Facts) -> dict[str, object]:
    fields = {
        "merchant": facts.merchant, "date": facts.date, "time": facts.time, "currency": facts.currency,
        "payment": facts.payment_method, "total": facts.totals.total_amount, "cash": facts.totals.cash,
        "tax": facts.totals.tax_amount, "vatable": facts.totals.vatable_sales,
    }  # fmt: skip
    found: dict[str, object] = {name: field and field.value for name, field in fields.items()}
    total = found["total"]
    return found | {"total": f"{total:.2f}" if isinstance(total, Decimal) else None, "items": len(facts.line_items)}


@pytest.mark.parametrize(
    ("file", "right"),
    [
        ("date-ctime.jpg", {"date": DAY, "time": datetime.time(14, 5, 33), "total": "560.00"}),
        ("date-noyear-time.jpg", {"date": None, "time": datetime.time(14, 5), "total": "560.00"}),
        ("date-noyear-ampm.jpg", {"date": None, "total": "560.00"}),
        ("date-year-first-time.jpg", {"date": DAY, "time": datetime.time(14, 5), "total": "560.00"}),
        ("split-comma.jpg", {"total": "1234.50"}),
        ("colon-glued.jpg", {"total": "1120.00", "date": DAY, "merchant": MERCHANT}),
        ("no-cents.jpg", {"total": "110.00", "date": DAY, "merchant": MERCHANT, "items": 2}),
        ("usd.jpg", {"currency": "USD", "total": "100.00"}),
        ("zero-total.jpg", {"total": "0.00"}),
        ("suggested-tips.jpg", {"total": "1000.00"}),
        ("app-receipt.jpg", {"total": "319.00", "payment": "e_wallet", "tax": None, "cash": None}),
        ("refund-cr.jpg", {"total": "-60.00"}),
        ("vat-invented-500-60.jpg", {"total": "715.00", "tax": None, "vatable": None, "items": 4}),
        ("long-30-items.png", {"total": "4906.00", "items": 30, "tax": None}),
        ("long-150-items.png", {"total": "25210.56", "items": 150, "merchant": MERCHANT}),
        ("skew+20-white.jpg", SALE),
        ("skew+22-base.jpg", SALE),
        ("skew+26-base.jpg", SALE),
        ("form-filled-ap.pdf", SALE),
        ("no-eoi.jpg", SALE),
        ("progressive-cut-20pct.jpg", SALE),
        ("alpha-white-text.png", SALE),
        ("with-thumbnail.tif", SALE),
    ],
)
def test_reads_what_is_printed(file: str, right: dict[str, object], pipeline: Pipeline, engine: Engine) -> None:
    receipt = pipeline.read((CASES / file).read_bytes(), engine)
    found = values(receipt.facts)
    assert {name: found[name] for name in right} == right
    assert len(receipt.pages) == 1


@pytest.mark.parametrize("file", ["no-eoi.jpg", "progressive-cut-20pct.jpg"])
def test_tells_that_a_file_is_cut(file: str, pipeline: Pipeline, engine: Engine) -> None:
    warnings = pipeline.read((CASES / file).read_bytes(), engine).warnings
    assert [warning.code for warning in warnings] == ["truncated_file"]


def test_reads_two_receipts_on_one_picture(pipeline: Pipeline, engine: Engine) -> None:
    receipt = pipeline.read((CASES / "two-side-by-side.jpg").read_bytes(), engine)
    assert [values(purchase.facts)["total"] for purchase in receipt.purchases] == ["560.00", "330.00"]
    assert [warning.code for warning in receipt.warnings] == ["several_receipts"]
