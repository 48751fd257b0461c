"""The OpenAPI document against the running service, by schemathesis; and receipts of real paper, where they are."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.appliance import Appliance

SAMPLE = Path(__file__).parents[2] / "services/healthcheck/sample-receipt.jpg"
TRUTH = json.loads(SAMPLE.with_suffix(".json").read_text())
SHARED = Path(__file__).parents[3] / "shared"


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


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of labelled receipts, ../shared, is not here")
def test_reads_real_receipts(appliance: Appliance) -> None:
    scorer = [sys.executable, str(SHARED / "score_receipts.py"), "--url", f"{appliance.ocr_url}/v1/ocr/receipt"]
    done = subprocess.run([*scorer, "--limit", "40"], capture_output=True, text=True, check=True)

    score = json.loads(done.stdout)
    assert score["errors"] == 0
    assert score["words_f1"] >= 0.8
    assert appliance.memory_bytes("ocr") <= 500 * 1000**2
