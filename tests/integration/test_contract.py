"""The OpenAPI document against the running service, by schemathesis; and receipts of real paper, where they are."""

import json
import re
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from bench.labelled import rows_of, some_set
from bench.score import words
from tests.support.appliance import Appliance
from tests.support.labelled import needs_receipts

SAMPLE = Path(__file__).parents[2] / "services/healthcheck/sample-receipt.jpg"
TRUTH = json.loads(SAMPLE.with_suffix(".json").read_text())


def test_answers_as_the_document_says(ocr_url: str) -> None:
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{ocr_url}/openapi.json"]
    command += ["--max-examples", "15", "--generation-deterministic", "--request-timeout", "30", "--no-color"]
    # random bytes are no picture, which the document can't say: refusing them with 415 is right
    command += ["--exclude-checks", "positive_data_acceptance"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)

    assert done.returncode == 0, done.stdout
    assert re.search(r"\b([1-9]\d+) generated, \1 passed", done.stdout)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (".totals.total_amount.value // .total_amount.value", TRUTH["totals"]["total_amount"]),
        (".date.value", TRUTH["date"]),
        (".merchant.value", TRUTH["merchant"]),
        (".merchant_name.value", TRUTH["merchant"]),
        ("([.lines[].confidence] | add / length) > 0.9", True),
        (".total_amount.confidence > 0.6", True),
    ],
)
def test_serves_the_expressions_of_the_clients_that_exist(
    appliance: Appliance, expression: str, expected: object
) -> None:
    answer = appliance.read(SAMPLE.read_bytes(), direct=False)
    done = subprocess.run(["jq", expression], input=answer.body, capture_output=True, check=True)

    assert json.loads(done.stdout) == expected


@needs_receipts
def test_reads_real_receipts(appliance: Appliance) -> None:
    receipts, found = some_set(), Counter[str]()
    for row in islice(rows_of(receipts / "labels.jsonl"), 20):
        answer = appliance.read((receipts / row["file"]).read_bytes())
        assert answer.status == 200, row["file"]
        read, printed = words(line["text"] for line in answer.json["lines"]), words(row["words"])
        found.update(both=(read & printed).total(), read=read.total(), printed=printed.total())

    assert not found["printed"] or 2 * found["both"] / (found["read"] + found["printed"]) >= 0.8
    assert appliance.memory_bytes("ocr") <= 500 * 1000**2
