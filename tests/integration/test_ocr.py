"""The OCR service in its container: what it reads, refuses, survives, and keeps to itself."""

import io
import json
import socket
import subprocess
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from tests.support import pace
from tests.support.appliance import Appliance, same_receipt, unique_name, wait_until
from tests.support.short import few_lines

ROOT = Path(__file__).parents[2]
SAMPLE = (ROOT / "services/healthcheck/sample-receipt.jpg").read_bytes()
TRUTH = json.loads((ROOT / "services/healthcheck/sample-receipt.json").read_text())
PATHS = ["/v1/ocr/receipt", "/v1/ocr", "/v1/parse"]


def bomb() -> bytes:
    """Make a PNG of 110 kB that has 30,000 x 30,000 pixels."""
    rows = zlib.compress(bytes(30_000 * 30_001 // 8), 9)
    chunks = [(b"IHDR", (30_000).to_bytes(4, "big") * 2 + b"\x01\0\0\0\0"), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big") for name, body in chunks
    )


def converted(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.open(io.BytesIO(SAMPLE)).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("direct", [True, False], ids=["direct", "through the edge"])
def test_reads_the_sample_receipt(appliance: Appliance, direct: bool) -> None:
    answer = appliance.read(SAMPLE, direct=direct)

    assert answer.status == 200
    receipt = answer.json
    assert receipt["merchant"]["value"] == TRUTH["merchant"]
    assert receipt["date"]["value"] == TRUTH["date"]
    assert receipt["totals"]["total_amount"]["value"] == float(TRUTH["totals"]["total_amount"])
    assert receipt["meta"]["request_id"] == answer.headers["x-request-id"]
    assert receipt["meta"]["avg_confidence"] > 0.9


@pytest.mark.parametrize("path", ["/v1/ocr", "/v1/parse"])
def test_reads_for_legacy_clients(appliance: Appliance, path: str) -> None:
    receipt = appliance.read(SAMPLE, path=path, name="old.jpg", direct=False).json

    assert receipt["file_name"] == "old.jpg"
    assert len(receipt["lines"]) == len(receipt["text"].splitlines()) > 10


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "PDF"])
def test_reads_the_same_from_every_kind_of_file(appliance: Appliance, kind: str) -> None:
    receipt = appliance.read(converted(kind)).json

    assert receipt["totals"]["total_amount"]["value"] == float(TRUTH["totals"]["total_amount"])


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_reads_a_picture_that_lies_on_its_side_or_head(appliance: Appliance, turn: Image.Transpose) -> None:
    buffer = io.BytesIO()
    upright = Image.open(io.BytesIO(SAMPLE))
    upright.transpose(turn).save(buffer, "PNG")
    receipt = appliance.read(buffer.getvalue()).json

    assert receipt["meta"]["rotation"] == {"ROTATE_90": 90, "ROTATE_180": 180, "ROTATE_270": 270}[turn.name]
    assert (receipt["meta"]["width"], receipt["meta"]["height"]) == upright.size
    assert receipt["totals"]["total_amount"]["value"] == float(TRUTH["totals"]["total_amount"])


def test_gives_parallel_requests_what_it_gives_serial_ones(appliance: Appliance) -> None:
    pictures = [SAMPLE, converted("PNG"), converted("PDF"), SAMPLE]
    serial = [same_receipt(appliance.read(picture)) for picture in pictures]
    with ThreadPoolExecutor(4) as pool:
        parallel = list(pool.map(lambda picture: same_receipt(appliance.read(picture)), pictures))

    assert json.dumps(parallel) == json.dumps(serial)


def test_answers_probes_while_it_reads(appliance: Appliance) -> None:
    # before it reads: what they take is no excuse
    seconds = pace.allowed(1)
    with ThreadPoolExecutor(3) as pool:
        posts = [pool.submit(appliance.read, SAMPLE) for _ in range(3)]
        while not all(post.done() for post in posts):
            assert appliance.request("GET", "/health", direct=True, timeout=seconds).status == 200

    assert [post.result().status for post in posts] == [200, 200, 200]


def test_refuses_what_is_too_much_and_reads_all_it_took(appliance: Appliance) -> None:
    picture = few_lines()
    with ThreadPoolExecutor(70) as pool:
        answers = list(pool.map(lambda _: appliance.read(picture), range(70)))

    refused = [answer for answer in answers if answer.status != 200]
    assert refused
    assert {answer.status for answer in refused} == {503}
    assert all(answer.headers["retry-after"] == "2" for answer in refused)
    # one is read, 48 wait
    assert len(answers) - len(refused) >= 49
    expected = same_receipt(appliance.read(picture))
    assert all(same_receipt(answer) == expected for answer in answers if answer.status == 200)


def test_does_not_read_for_a_client_that_has_gone(appliance: Appliance) -> None:
    def metric(name: str, label: str = "") -> float:
        metrics = appliance.request("GET", "/metrics", direct=True).body.decode()
        counts = [line.split()[1] for line in metrics.splitlines() if line.startswith(name) and label in line]
        return float(counts[0]) if counts else 0.0

    def gone() -> float:
        return metric("ocr_requests_total{", 'status="499"')

    before = gone()
    body = (
        b'--limit\r\nContent-Disposition: form-data; name="file"; filename="r.jpg"\r\n\r\n' + SAMPLE + b"\r\n--limit--"
    )
    head = f"POST /v1/ocr/receipt HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    with ThreadPoolExecutor(6) as pool:
        posts = [pool.submit(appliance.read, SAMPLE) for _ in range(6)]
        # Two are read at once: a third that leaves now has never had a turn.
        wait_until(lambda: metric("ocr_queue_length ") > 2, seconds=60)
        with socket.create_connection(("127.0.0.1", appliance.ocr_port)) as client:
            client.sendall(f"{head}Content-Type: multipart/form-data; boundary=limit\r\n\r\n".encode() + body)
        assert all(post.result().status == 200 for post in posts)

    wait_until(lambda: gone() == before + 1, seconds=60)


def test_holds_no_more_after_hostile_input_and_reads_as_before(appliance: Appliance) -> None:
    # as it is in service: a heap has its size after a few receipts
    expected = [same_receipt(appliance.read(SAMPLE)) for _ in range(3)][-1]
    before = appliance.memory_bytes("ocr")
    hostile = [
        (bytes(11 * 1024 * 1024), 413),
        (b"plain text, but called .jpg", 415),
        (SAMPLE[: len(SAMPLE) // 8], 422),
        (bomb(), 422),
        (b"", 400),
    ]
    for _ in range(3):
        for data, status in hostile:
            answer = appliance.read(data)
            assert answer.status == status
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json["instance"] == answer.headers["x-request-id"]

    assert appliance.memory_bytes("ocr") - before <= 20 * 1024**2
    assert same_receipt(appliance.read(SAMPLE)) == expected


def test_keeps_text_and_file_names_out_of_every_log(appliance: Appliance) -> None:
    name = unique_name()
    receipt = appliance.read(SAMPLE, name=name, direct=False).json
    appliance.read(b"no picture", name=name, direct=False)

    logs = appliance.run("logs --no-color") + appliance.inside("nginx", "sh", "-c", "cat /var/log/nginx/*.log")
    assert receipt["meta"]["request_id"] in logs
    assert name not in logs
    texts = [line["text"] for line in receipt["lines"] if len(line["text"]) > 8]
    assert texts
    assert not [text for text in texts if text in logs]


def test_has_no_way_out(appliance: Appliance) -> None:
    script = (
        "import socket\n"
        "for address in ('1.1.1.1', '8.8.8.8'):\n"
        "    try: socket.create_connection((address, 443), 2)\n"
        "    except OSError: continue\n"
        "    print('out')"
    )

    assert appliance.inside("ocr", "python3", "-c", script) == ""


def test_reads_without_any_network(appliance: Appliance) -> None:
    image = appliance.run("images --quiet ocr").strip()
    sample = ROOT / "services/healthcheck/sample-receipt.jpg"
    run = f"docker run --rm --network=none --read-only --tmpfs=/tmp --volume={sample}:/r.jpg:ro {image} python -m ocr /r.jpg"
    done = subprocess.run(run.split(), capture_output=True, check=True)

    assert json.loads(done.stdout)["totals"]["total_amount"]["value"] == float(TRUTH["totals"]["total_amount"])


def test_is_ready_again_within_five_seconds_after_its_worker_died(appliance: Appliance) -> None:
    workers = "import os; print(*[p for p in os.listdir('/proc') if p.isdigit() and p != str(os.getpid()) and 'gunicorn' in open(f'/proc/{p}/cmdline').read()])"
    pids = sorted(int(pid) for pid in appliance.inside("ocr", "python3", "-c", workers).split())
    appliance.inside("ocr", "python3", "-c", f"import os; os.kill({pids[-1]}, 9)")
    wait_until(lambda: not appliance.ready(), seconds=30)

    assert wait_until(appliance.ready, seconds=60) <= pace.allowed(5)
    assert appliance.read(SAMPLE).status == 200


def test_finishes_what_it_reads_and_refuses_the_rest_when_it_is_stopped(appliance: Appliance) -> None:
    def queued(number: int) -> bool:
        return f"ocr_queue_length {number}.0".encode() in appliance.request("GET", "/metrics", direct=True).body

    # the health check reads its sample now and then
    wait_until(lambda: queued(0), seconds=60)
    with ThreadPoolExecutor(5) as pool:
        posts = [pool.submit(appliance.read, SAMPLE) for _ in range(5)]
        wait_until(lambda: queued(5), seconds=60)
        appliance.run("stop ocr")
    answers = [post.result() for post in posts]
    appliance.run("up --detach --wait ocr")

    statuses = [answer.status for answer in answers]
    assert statuses.count(200) >= 1
    assert statuses.count(503) >= 3
    assert set(statuses) == {200, 503}
    assert all("stopping" in answer.json["detail"] for answer in answers if answer.status == 503)


def test_is_ready_within_five_seconds_of_its_start(appliance: Appliance) -> None:
    appliance.run("stop ocr")
    appliance.run("start ocr")

    assert wait_until(appliance.ready, seconds=60) <= pace.allowed(5)


def test_says_what_is_wrong_with_its_settings_and_does_not_start(appliance: Appliance) -> None:
    image = appliance.run("images --quiet ocr").strip()
    done = subprocess.run(
        ["docker", "run", "--rm", "--env=OCR_MAX_PAGES=many", "--env=OCR_THREADS=99", image],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "OCR_MAX_PAGES=many: give a whole number from 1 to 100" in done.stderr
    assert "OCR_THREADS=99: give a whole number from 0 to 16" in done.stderr
