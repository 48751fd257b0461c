"""Gate 2: merchant, date and total of the sample receipt are read through the edge, correctly and with confidence."""

import json
from typing import Any

from gates.connection import Answer
from gates.denied import next_step
from gates.site import Site
from gates.verdict import Verdict, failed, passed
from healthcheck.sample import same

MIN_CONFIDENCE = 0.60
# What an expense can't do without, and where it stands in an answer and in the truth.
FIELDS = (("merchant", ("merchant",)), ("date", ("date",)), ("total", ("totals", "total_amount")))
NEXT = "make logs SERVICE=ocr; the image may be damaged: docker compose build ocr, then make up"


def check(site: Site) -> Verdict:
    """Judge one answer to the sample."""
    if isinstance(site.smoke, str):
        return failed(site.smoke, "make status says which service is down; make logs SERVICE=nginx")
    return judge(site.smoke, site.sample.truth)


def judge(answer: Answer, truth: dict[str, Any]) -> Verdict:
    """Compare the three fields with what is printed, and ask for confidence."""
    if answer.status != 200:
        return failed(f"status {answer.status}", next_step(answer) or "make logs SERVICE=ocr, and SERVICE=nginx")
    receipt = json.loads(answer.body)
    found = {name: (_at(receipt, path), _at(truth, path)) for name, path in FIELDS}
    faults = [fault for name, (field, printed) in found.items() if (fault := _fault(name, field, printed))]
    if faults:
        return failed("; ".join(faults), NEXT)
    return passed(", ".join(f"{name} {field['confidence']:.2f}" for name, (field, _) in found.items()))


def _fault(name: str, field: Any, printed: object) -> str:  # noqa: ANN401 - whatever was answered
    if not field:
        return f"no {name}"
    # what was read instead is not said: it would be text of a receipt, and who knows of which
    if not same(field["value"], printed):
        return f"{name} not as printed"
    if field["confidence"] < MIN_CONFIDENCE:
        return f"{name} {field['confidence']:.2f}"
    return ""


def _at(content: Any, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - JSON has no type
    for key in path:
        content = (content or {}).get(key)
    return content
