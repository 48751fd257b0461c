"""Answers of the service, as short as a table needs them."""

from typing import Any

Fact = tuple[Any, float] | None


def fact(found: Fact) -> dict[str, Any] | None:
    """Return a field of the answer."""
    if found is None:
        return None
    value, confidence = found
    return {"value": value, "text": str(value), "confidence": confidence, "box": None, "line": 0, "source": "read"}


def receipt(
    merchant: Fact = ("SARI-SARI STORE", 0.99),
    date: Fact = ("2026-03-14", 0.98),
    total: Fact = (1234.5, 0.97),
    receipt_number: Fact = None,
) -> dict[str, Any]:
    """Return an entry of `receipts`."""
    return {
        "merchant": fact(merchant),
        "date": fact(date),
        "receipt_number": fact(receipt_number),
        "totals": {"total_amount": fact(total)},
    }


def answer(
    *, warnings: dict[str, str] | None = None, receipts: list[dict[str, Any]] | None = None, **facts: Fact
) -> dict[str, Any]:
    """Return an answer; `warnings` are details by their codes."""
    found = receipts or [receipt(**facts)]
    meta = {
        "width": 600, "height": 800, "rotation": 0,
        "warnings": [{"code": code, "detail": detail} for code, detail in (warnings or {}).items()],
    }  # fmt: skip
    lines = [{"text": "SARI-SARI STORE", "box": [[10, 10], [200, 10], [200, 30], [10, 30]], "page": 1}]
    return {**found[0], "receipts": found, "lines": lines, "meta": meta}
