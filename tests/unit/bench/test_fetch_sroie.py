"""SROIE's receipts come from an archive or a folder, whole or not at all."""

import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bench import fetch_sroie
from bench.labelled import labels, picture, rows_of, sets

ENTITIES = {"company": "ABC SDN BHD", "date": "25/12/2018", "address": "1, JALAN X", "total": "9.00"}
FILES = {
    "SROIE/train/img/X1.jpg": b"picture 1",
    "SROIE/train/entities/X1.txt": json.dumps(ENTITIES).encode(),
    "SROIE/train/box/X1.txt": b"72,25,326,25,326,64,72,64,ABC, SDN BHD\r\n50,90,40,90,40,99,50,99,9.00\r\n\r\n",
    "SROIE/test/img/X2.jpg": b"picture 2",
    "SROIE/test/entities/X2.txt": b'\xef\xbb\xbf{"company": "CAF\xe9", "total": "5.00"}',
    "SROIE/test/img/X3.jpg": b"a picture without a label",
    "SROIE/README.md": b"",
    "__MACOSX/SROIE/train/img/._X1.jpg": b"",
}
Serve = Callable[..., str]


def zipped(files: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(written := io.BytesIO(), "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    with tarfile.open(fileobj=(written := io.BytesIO()), mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return written.getvalue()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve an archive, and close the connection when less was sent than was announced."""
    answer: dict[str, bytes | int] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content, length = answer["content"], answer["length"]
            assert isinstance(content, bytes)
            self.send_response(200 if self.path == "/sroie?key=secret" else 404)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()

    def serving(content: bytes, *, length: int | None = None, path: str = "/sroie?key=secret") -> str:
        answer.update(content=content, length=len(content) if length is None else length)
        return f"http://127.0.0.1:{server.server_port}{path}"

    yield serving
    server.shutdown()
    server.server_close()


@pytest.fixture
def receipts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECEIPTS_DIR", str(tmp_path / "receipts"))
    for name in ("SROIE_URL", "SROIE_DIR", "SROIE_SHA256", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "receipts"


def fetch(monkeypatch: pytest.MonkeyPatch, **named: object) -> None:
    for name, value in named.items():
        monkeypatch.setenv(f"SROIE_{name.upper()}", str(value))
    fetch_sroie.main()


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], **named: object) -> str:
    with pytest.raises(SystemExit) as ended:
        fetch(monkeypatch, **named)
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("packed", [zipped, tarred])
def test_an_archive_becomes_a_set(
    packed: Callable[[dict[str, bytes]], bytes],
    serve: Serve,
    receipts: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    archive = packed(FILES)
    fetch(monkeypatch, url=serve(archive))

    assert hashlib.sha256(archive).hexdigest() in capsys.readouterr().out
    assert sets(receipts) == ("sroie",)
    assert labels(receipts)["X1.jpg"] == {
        "merchant": "ABC SDN BHD",
        "date": "25/12/2018",
        "address": "1, JALAN X",
        "total": "9.00",
    }
    assert labels(receipts)["X2.jpg"]["merchant"] == "CAF\N{REPLACEMENT CHARACTER}"
    first, second = rows_of(receipts / "sroie/labels.jsonl")
    assert (first["words"], first["bboxes"]) == (["ABC, SDN BHD", "9.00"], [[72, 25, 326, 64], [40, 90, 50, 99]])
    assert (second["words"], second["bboxes"]) == ([], [])
    assert picture("X2.jpg", receipts).read_bytes() == b"picture 2"
    assert {path.name for path in (receipts / "sroie").iterdir()} == {"X1.jpg", "X2.jpg", "labels.jsonl", "LICENSE"}
    licence = (receipts / "sroie/LICENSE").read_text()
    assert "Creative Commons Attribution 4.0" in licence
    assert "secret" not in licence


def test_a_folder_becomes_a_set_and_replaces_the_former_one(
    tmp_path: Path, receipts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in FILES.items():
        (path := tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (receipts / "sroie").mkdir(parents=True)
    (receipts / "sroie/former.jpg").touch()
    fetch(monkeypatch, dir=tmp_path / "SROIE/train")

    assert set(labels(receipts)) == {"X1.jpg"}
    assert not (receipts / "sroie/former.jpg").exists()
    assert [path.name for path in receipts.iterdir()] == ["sroie"]


def test_an_archive_of_the_hash_that_is_asked_for_is_taken(
    serve: Serve, receipts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = zipped(FILES)
    fetch(monkeypatch, url=serve(archive), sha256=hashlib.sha256(archive).hexdigest().upper())
    assert sets(receipts) == ("sroie",)


@pytest.mark.parametrize(
    ("content", "served", "sha256", "said"),
    [
        (zipped(FILES), {}, "0" * 64, "SROIE_SHA256 is"),
        (zipped(FILES), {"length": 10**6}, "", "broke off after"),
        (zipped(FILES), {"path": "/elsewhere"}, "", "404"),
        (b"<html>Log in first</html>", {}, "", "not a valid zip or tar archive"),
        (zipped(FILES)[:-40], {}, "", "not a valid zip or tar archive"),
        (tarred(FILES)[:-40], {}, "", "not a valid zip or tar archive"),
        (zipped({"README.md": b""}), {}, "", "0 pictures"),
        (zipped({**FILES, "img/X1.jpg": b""}), {}, "", "a second one of this name"),
        (zipped({**FILES, "SROIE/train/entities/X1.txt": b"company"}), {}, "", "entities/X1.txt is not a JSON"),
        (zipped({**FILES, "SROIE/train/box/X1.txt": b"1,2,3"}), {}, "", "box/X1.txt has no"),
    ],
)
def test_what_is_not_whole_leaves_all_as_it_was(
    *,
    content: bytes,
    served: dict[str, object],
    sha256: str,
    said: str,
    serve: Serve,
    receipts: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (receipts / "sroie").mkdir(parents=True)
    (receipts / "sroie/labels.jsonl").touch()

    assert said in refused(monkeypatch, capsys, url=serve(content, **served), sha256=sha256)
    assert [str(path.relative_to(receipts)) for path in receipts.rglob("*")] == ["sroie", "sroie/labels.jsonl"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({}, "say make receipts"),
        ({"url": "http://127.0.0.1:9", "dir": "/nowhere"}, "say make receipts"),
        ({"url": "file:///etc/passwd"}, "not a web address"),
        ({"url": "http://127.0.0.1:9/"}, "Try again"),
        ({"dir": "/nowhere"}, "not a folder: /nowhere"),
    ],
)
def test_says_what_to_give_it(
    named: dict[str, str],
    said: str,
    receipts: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert said in refused(monkeypatch, capsys, **named)
