"""The second engine: an image built with OCR_ENGINE=paddle reads the sample receipt, without any network."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "services/healthcheck/sample-receipt.jpg"
TRUTH = json.loads(SAMPLE.with_suffix(".json").read_text())
IMAGE = "receipt-ocr/ocr:paddle"


def test_reads_the_sample_receipt() -> None:
    build = f"docker build --quiet --build-arg OCR_ENGINE=paddle --build-context shared=services/shared --tag {IMAGE} services/ocr"
    bundle = Path("/etc/ssl/certs/ca-certificates.crt")
    secret = f"--secret id=ca_bundle,src={bundle}" if bundle.exists() else ""
    subprocess.run(f"{build} {secret}".split(), cwd=ROOT, check=True, timeout=2700)
    run = f"docker run --rm --network=none --read-only --tmpfs=/tmp --volume={SAMPLE}:/r.jpg:ro {IMAGE}"
    try:
        done = subprocess.run(f"{run} python -m ocr /r.jpg".split(), capture_output=True, check=True, timeout=600)
    finally:
        subprocess.run(["docker", "image", "rm", "--force", IMAGE], capture_output=True, check=True)

    receipt = json.loads(done.stdout)
    assert (receipt["meta"]["engine"], receipt["meta"]["model"]) == ("paddle", "PP-OCRv4_mobile")
    assert receipt["totals"]["total_amount"]["value"] == float(TRUTH["totals"]["total_amount"])
    assert receipt["date"]["value"] == TRUTH["date"]
