"""The program against servers that answer as a test wants, and against the real service."""

import csv
import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from receipt_ocr_client import __version__, retry
from receipt_ocr_client.program import batch
from receipt_ocr_client.program.journal import Journal
from receipt_ocr_client.program.main import main
from tests.support.failing import Behaviour, Server, answering, hanging_up
from tests.support.ocr import png
from tests.support.service import Service
from tests.unit.clients.python.answers import answer
from tests.unit.clients.python.conftest import READY, Serve

KEY = "ocr_5vXb0kQ7secret"
ROOT = Path(__file__).parents[5]


def saying(said: dict[str, Any]) -> Behaviour:
    return answering(200, json.dumps(said).encode())


def refusing(status: int, **headers: str) -> Behaviour:
    return answering(status, json.dumps({"title": "Refused", "detail": "Not now."}).encode(), **headers)


SURE = saying(answer())
UNSURE = saying(answer(total=None))


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.jpg").write_bytes(b"picture %d" % number)
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "e.csv"


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sent(server: Server) -> Counter[bytes]:
    """Return how often each picture was sent."""
    return Counter(body.split(b"\r\n\r\n")[1].split(b"\r\n")[0] for *_, body in server.asked)


def read(server: Server, *words: object) -> int:
    return main(["read", *map(str, words), "--url", server.url])


def test_reads_a_folder_with_the_real_service(
    served: Service, scans: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, path in enumerate(scans.iterdir()):
        path.write_bytes(png(60 + number))
    (scans / "note.pdf").write_bytes(b"Dear accountant")
    status = main(["read", str(scans), "--csv", str(table), "--url", f"http://127.0.0.1:{served.port}"])
    assert status == 1
    assert [row["total"] for row in rows(table)] == ["1234.50"] * 6 + [""]
    assert "415" in rows(table)[6]["remarks"]
    assert capsys.readouterr().err.splitlines()[-1] == "6 read, 6 unsure, 1 failed"


def test_says_how_many_were_read_unsure_and_failed(
    serve: Serve, scans: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {b"picture 0": UNSURE, b"picture 1": refusing(422)}

    def behave(handler: BaseHTTPRequestHandler) -> None:
        body = server.asked[-1][3]
        next((each for picture, each in said.items() if picture in body), SURE)(handler)

    server = serve(behave)
    assert read(server, scans, "--csv", table, "--jobs", 1) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "5 read, 1 unsure, 1 failed"
    assert [row["status"] for row in rows(table)] == ["unsure", "failed", "sure", "sure", "sure", "sure"]


def test_reads_only_what_is_new_and_what_failed(serve: Serve, scans: Path, table: Path) -> None:
    first = serve(SURE, refusing(500), SURE)
    assert read(first, scans, "--csv", table) == 1
    (scans / "new.jpg").write_bytes(b"new")
    (scans / "0.jpg").rename(scans / "renamed.jpg")
    second = serve(SURE)
    assert read(second, scans, "--csv", table) == 0
    assert len(second.asked) == 2
    assert [Path(row["file"]).name for row in rows(table)] == [
        "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "new.jpg", "renamed.jpg",
    ]  # fmt: skip


def test_reads_a_content_once_and_gives_each_name_its_row(serve: Serve, scans: Path, table: Path) -> None:
    (scans / "copy.jpg").write_bytes((scans / "0.jpg").read_bytes())
    server = serve(SURE)
    assert read(server, scans, "--csv", table) == 0
    assert set(sent(server).values()) == {1}
    assert len(rows(table)) == 7


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("fault", [refusing(429), refusing(503, Retry_After="0"), refusing(502), hanging_up])
def test_reads_all_though_it_is_refused_at_first(serve: Serve, scans: Path, table: Path, fault: Behaviour) -> None:
    server = serve(fault, fault, fault, SURE)
    assert read(server, scans, "--csv", table) == 0
    assert len(server.asked) == 9
    assert [row["status"] for row in rows(table)] == ["sure"] * 6


@pytest.mark.usefixtures("quick")
def test_waits_for_all_files_as_long_as_one_was_told(serve: Serve, scans: Path, table: Path) -> None:
    came: list[float] = []
    refused: list[float] = []

    def behave(handler: BaseHTTPRequestHandler) -> None:
        came.append(time.monotonic())
        if len(came) == 1:
            refusing(429, Retry_After="1")(handler)
            refused.append(time.monotonic())
        else:
            SURE(handler)

    assert read(serve(behave), scans, "--csv", table, "--jobs", 2) == 0
    # what was on its way when the refusal arrived came soon after it
    after = [moment - refused[0] for moment in came if moment > refused[0] + 0.5]
    assert after
    assert min(after) >= 1.0


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_is_to_blame_only_if_others_are_read(serve: Serve, scans: Path, table: Path, jobs: int) -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        bad = b"picture 2" in server.asked[-1][3]
        (refusing(502) if bad else SURE)(handler)

    server = serve(behave)
    for number in range(6, 20):
        (scans / f"{number}.jpg").write_bytes(b"another %d" % number)
    assert read(server, scans, "--csv", table, "--jobs", jobs) == 1
    assert [row["status"] for row in rows(table)].count("failed") == 1


@pytest.mark.usefixtures("quick")
def test_blames_no_file_while_the_service_is_away(serve: Serve, scans: Path, table: Path) -> None:
    server = serve(*[hanging_up] * 9, SURE)
    assert read(server, scans, "--csv", table, "--jobs", 1) == 0


@pytest.mark.usefixtures("quick")
def test_a_file_that_is_no_receipt_shows_that_the_service_is_there(
    serve: Serve, scans: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "PATIENCE_SECONDS", 0.5)

    def unreadable(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        refusing(422)(handler)

    server = serve(*[unreadable] * 5, refusing(503), SURE)
    assert read(server, scans, "--csv", table, "--jobs", 1) == 1
    assert sorted(row["status"] for row in rows(table)) == ["failed"] * 5 + ["sure"]


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        pytest.param(refusing(401), "RECEIPT_OCR_KEY", id="a key that is revoked"),
        pytest.param(refusing(403), "network", id="a network that is not allowed"),
        pytest.param(refusing(429, Retry_After="36000"), "10.0 hours", id="a quota of a day"),
        pytest.param(answering(308, b"", Location="https://x.example.com/"), "https://x.example.com", id="http"),
    ],
)
def test_stops_where_the_rest_need_not_be_tried(
    serve: Serve, table: Path, capsys: pytest.CaptureFixture[str], answered: Behaviour, said: str
) -> None:
    scans = table.with_name("many")
    scans.mkdir()
    for number in range(30):
        (scans / f"{number}.jpg").write_bytes(b"picture %d" % number)
    server = serve(SURE, answered)
    assert read(server, scans, "--csv", table) in (1, 2)
    # what was under way when the first of these arrived
    assert len(server.asked) <= 4
    assert len(rows(table)) == 1
    assert said in (err := capsys.readouterr().err)
    assert "29 not read" in err


def test_waits_for_what_is_under_way_when_a_quota_is_used_up(serve: Serve, scans: Path, table: Path) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.5)
        SURE(handler)

    server = serve(SURE, slow, refusing(429, Retry_After="36000"))
    assert read(server, scans, "--csv", table) == 1
    assert len(rows(table)) == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_wrong_is_tried_once(serve: Serve, scans: Path, table: Path, status: int) -> None:
    server = serve(refusing(status))
    assert read(server, scans, "--csv", table) == 1
    # ten within a minute ban, and a person tries again at once
    assert len(server.asked) == 1


@pytest.mark.usefixtures("quick")
def test_stops_when_nothing_was_answered_for_long(
    serve: Serve, scans: Path, table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(batch, "PATIENCE_SECONDS", 0.3)
    monkeypatch.setattr(retry, "LONGEST_BACKOFF_SECONDS", 0.1)
    assert read(serve(hanging_up), scans, "--csv", table) == 1
    assert "Nothing was answered" in capsys.readouterr().err


def test_sends_the_key_of_the_environment_and_never_says_it(
    serve: Serve, scans: Path, table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECEIPT_OCR_KEY", KEY)
    server = serve(SURE, refusing(500), refusing(401))
    read(server, scans, "--csv", table)
    assert {headers["Authorization"] for _, _, headers, _ in server.asked} == {f"Bearer {KEY}"}
    said = "".join(capsys.readouterr()) + table.read_text() + (table.parent / "e.csv.journal").read_text()
    assert KEY not in said


def test_writes_every_output_that_is_asked_for(serve: Serve, scans: Path, tmp_path: Path) -> None:
    words = [word for kind in ("csv", "json", "jsonl", "xlsx") for word in (f"--{kind}", tmp_path / f"e.{kind}")]
    server = serve(SURE)
    assert read(server, scans, *words) == 0
    assert len(json.loads((tmp_path / "e.json").read_text())) == 6
    assert len((tmp_path / "e.jsonl").read_text().splitlines()) == 6
    assert (tmp_path / "e.xlsx").read_bytes().startswith(b"PK")
    assert len(server.asked) == 6


def test_prints_an_object_a_line_without_an_output(
    serve: Serve, scans: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert read(serve(SURE), scans / "0.jpg") == 0
    (line,) = capfdbinary.readouterr().out.splitlines()
    assert json.loads(line)["values"]["total"] == "1234.50"
    assert len(list(scans.iterdir())) == 6


def test_marks_duplicates(serve: Serve, scans: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        number = server.asked[-1][3].split(b"picture ")[1][:1].decode()
        said = answer()
        said["meta"]["fingerprint"] = {"sha256": number, "perceptual": None, "key": str(int(number) % 5)}
        saying(said)(handler)

    server = serve(behave)
    assert read(server, scans, "--csv", table, "--duplicates") == 0
    assert [Path(row["duplicate_of"]).name for row in rows(table)] == ["", "", "", "", "", "0.jpg"]
    assert "1 duplicates" in capsys.readouterr().err


def test_keeps_sheets_of_one_pad_apart_by_their_numbers(serve: Serve, scans: Path, table: Path) -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        sheet = int(server.asked[-1][3].split(b"picture ")[1][:1]) % 3
        said = answer(receipt_number=(f"No. {sheet}", 0.95))
        said["meta"]["fingerprint"] = {"sha256": None, "perceptual": "0f" * 32, "key": None}
        saying(said)(handler)

    server = serve(behave)
    assert read(server, scans, "--csv", table, "--duplicates") == 0
    assert [Path(row["duplicate_of"]).name for row in rows(table)] == ["", "", "", "0.jpg", "1.jpg", "2.jpg"]


@pytest.mark.parametrize(
    ("behaviour", "expected", "status"),
    [(SURE, "total=1234.50", 0), (SURE, "total=1.00", 1), (refusing(422), "total=1.00", 1)],
)
def test_checks_a_file(serve: Serve, scans: Path, behaviour: Behaviour, expected: str, status: int) -> None:
    assert main(["check", str(scans / "0.jpg"), "--expect", expected, "--url", serve(behaviour).url]) == status


def test_says_what_is_not_as_expected(serve: Serve, scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(scans / "0.jpg"), "--expect", "total=1.00", "--url", serve(SURE).url])
    assert capsys.readouterr().out == "total: 1234.50 was read, 1.00 expected\n"


def test_says_what_is_no_expectation(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["check", "r.jpg", "--expect", "sum=1"])
    assert "merchant, date, time" in capsys.readouterr().err


@pytest.mark.parametrize(("behaviour", "status"), [(answering(200, READY), 0), (refusing(503), 1), (hanging_up, 1)])
def test_tells_whether_the_service_is_ready(serve: Serve, behaviour: Behaviour, status: int) -> None:
    assert main(["ready", "--url", serve(behaviour).url]) == status


@pytest.mark.parametrize(
    "words",
    [
        ["read", "x*.jpg", "--url", "http://127.0.0.1:9"],
        ["read", "a.jpg", "--csv", "/nowhere/e.csv", "--url", "http://127.0.0.1:9"],
        ["read", "a.jpg", "--csv", "e.csv", "--json", "./e.csv", "--url", "http://127.0.0.1:9"],
        ["read", "a.jpg", "--review", "--url", "http://127.0.0.1:9"],
        ["ready"],
        ["ready", "--ca", "/nowhere", "--url", "https://127.0.0.1:9"],
    ],
)
def test_says_what_is_wrong_with_a_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("receipt-ocr: ")


def test_refuses_a_second_run_into_the_same_output(
    serve: Serve, scans: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = serve(SURE)
    with closing(Journal(table.with_name("e.csv.journal"))):
        assert read(server, scans, "--csv", table) == 2
    assert "Another run is writing" in capsys.readouterr().err
    assert server.asked == []


def test_says_that_the_disk_is_full(
    serve: Serve, scans: Path, table: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert read(serve(SURE), scans, "--csv", table) == 1
    assert "No space left on device" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["read", "check", "ready"])
def test_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert f"examples:\n  receipt-ocr {command}" in capsys.readouterr().out


def test_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_continues_where_it_was_interrupted(serve: Serve, scans: Path, table: Path, ending: signal.Signals) -> None:
    ended = threading.Event()

    def behave(handler: BaseHTTPRequestHandler) -> None:
        # the third is under way until the program has ended
        if len(server.asked) >= 3:
            ended.wait(30)
        SURE(handler)

    server = serve(behave)
    command = [sys.executable, "-m", "receipt_ocr_client", "read", str(scans), "--csv", str(table), "--jobs", "1"]
    environ = os.environ | {"PYTHONPATH": str(ROOT / "clients/python/src"), "RECEIPT_OCR_URL": server.url}
    with ExitStack() as stack:
        running = stack.enter_context(subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True))
        stack.callback(running.kill)
        while len(server.asked) < 3:
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(ending)
        _, said = running.communicate(timeout=20)
        ended.set()
    if ending == signal.SIGKILL:
        assert not table.exists()
    else:
        assert running.returncode == 130
        assert [row["status"] for row in rows(table)] == ["sure"] * 2
        assert "the same command continues" in said
        assert "2 read, 0 unsure, 0 failed, 4 not read" in said

    assert main([*command[3:], "--url", server.url]) == 0
    assert len(rows(table)) == 6
    # what was under way is read again, nothing else
    assert sorted(sent(server).values()) == [1, 1, 1, 1, 1, 2]
