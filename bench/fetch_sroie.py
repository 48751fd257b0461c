"""Put the public receipts of SROIE (ICDAR 2019, CC BY 4.0) where the benchmarks look for labelled ones.

    make receipts SROIE_URL=https://... [SROIE_SHA256=...]    a zip or tar archive
    make receipts SROIE_DIR=folder                            what somebody has unpacked

Wanted are img/*.jpg and entities/*.txt (JSON: company, date, address, total), at the top or in any folder, such as train/
and test/; box/*.txt (x1,y1,...,x4,y4,text a line) tells the words where it is there. What is made replaces the folder
sroie of RECEIPTS_DIR, by default data/receipts, at the end and as a whole. Standard library alone.
"""

import hashlib
import http.client
import json
import lzma
import os
import re
import sys
import tarfile
import tempfile
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENTITIES = ("company", "date", "address", "total")
WANTED = {("img", ".jpg"), ("entities", ".txt"), ("box", ".txt")}
CHUNK_BYTES = 1 << 20
BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
BOX = re.compile(r"((?:-?\d+,){8})(.*)")
LICENCE = """Receipts of the ICDAR 2019 Competition on Scanned Receipt OCR and Information Extraction (SROIE): Z. Huang, K. Chen,
J. He, X. Bai, D. Karatzas, S. Lu, C. V. Jawahar, arXiv:2103.10213. Licensed under the Creative Commons Attribution 4.0
International licence, https://creativecommons.org/licenses/by/4.0/. The pictures are as they came; what was written about
them in entities/ and box/ stands in labels.jsonl. Taken from: {source}
"""


class Unusable(Exception):
    """The receipts can't be had; the message says why, and what to do."""


def main() -> None:
    """Fetch what the environment names."""
    url, folder, sha256 = (os.environ.get(f"SROIE_{name}", "") for name in ("URL", "DIR", "SHA256"))
    target = ROOT / (os.environ.get("RECEIPTS_DIR") or "data/receipts") / "sroie"
    if bool(url) == bool(folder):
        sys.exit(refusal("say make receipts SROIE_URL=https://... for an archive, or SROIE_DIR=folder: one of them"))
    try:
        fetch(url, folder, sha256, target)
    except (Unusable, OSError) as error:
        sys.exit(refusal(error))
    print(f"receipts are in {target}")


def refusal(why: object) -> int:
    """Print why nothing was fetched, and return the exit status for that."""
    print(why, file=sys.stderr)
    return 2


def fetch(url: str, folder: str, sha256: str, target: Path) -> None:
    """Make the set from an archive or a folder, and put it in the place of the former one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # beside the target, so that the set is moved there at once; one level lower than where sets are looked for
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".sroie-") as place:
        made = Path(place, "made")
        made.mkdir()
        if url:
            # what follows the path may be a key of the reader's
            put(unpacked(download(url, Path(place, "archive"), sha256)), made, url.partition("?")[0])
        else:
            put(files(Path(folder)), made, Path(folder).resolve().name)
        if target.exists():
            target.rename(Path(place, "former"))
        made.rename(target)


def download(url: str, archive: Path, sha256: str = "") -> Path:
    """Fetch an archive, and compare its hash, or print it where none is given to compare it with."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise Unusable(f"SROIE_URL is not a web address: {url}. For a folder, set SROIE_DIR")
    digest, size = hashlib.sha256(), 0
    try:
        with urllib.request.urlopen(url, timeout=60) as answer, archive.open("wb") as out:  # noqa: S310 - see above
            while chunk := answer.read(CHUNK_BYTES):
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            announced = int(answer.headers.get("Content-Length") or size)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Unusable(
            f"{url}: {error}. Try again, or fetch and unpack it yourself and set SROIE_DIR to the folder"
        ) from error
    if size != announced:
        raise Unusable(f"{url}: it broke off after {size} of {announced} bytes. Try again")
    found = digest.hexdigest()
    if sha256 and found != sha256.lower():
        raise Unusable(f"{url}: SROIE_SHA256 is {sha256}, the file's {found}. It is another file, or has changed")
    if not sha256:
        print(f"SROIE_SHA256={found} makes sure that it is this file the next time")
    return archive


def unpacked(archive: Path) -> Iterator[tuple[PurePath, bytes]]:
    """Yield the files of an archive that are wanted."""
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as opened:
                yield from ((PurePath(n), opened.read(n)) for n in opened.namelist() if wanted(PurePath(n)))
        else:
            with tarfile.open(archive) as opened_tar:
                for member in opened_tar:
                    content = opened_tar.extractfile(member) if wanted(PurePath(member.name)) else None
                    if content:
                        yield PurePath(member.name), content.read()
    except (*BROKEN, OSError, EOFError, RuntimeError) as error:
        raise Unusable(f"not a valid zip or tar archive: {error}. Open SROIE_URL in a browser") from error


def files(folder: Path) -> Iterator[tuple[PurePath, bytes]]:
    """Yield the files of a folder that are wanted."""
    if not folder.is_dir():
        raise Unusable(f"SROIE_DIR is not a folder: {folder}")
    yield from ((path, path.read_bytes()) for path in sorted(folder.rglob("*")) if wanted(path))


def wanted(path: PurePath) -> bool:
    """Return whether this is a picture, or tells of one; hidden files, as macOS adds them to archives, are none."""
    return (path.parent.name, path.suffix.lower()) in WANTED and not path.name.startswith(".")


def put(of: Iterable[tuple[PurePath, bytes]], folder: Path, source: str) -> None:
    """Write pictures, labels and licence into a folder."""
    told: dict[tuple[str, str], bytes] = {}
    for path, content in of:
        kind = path.parent.name
        if (kind, path.stem) in told:
            raise Unusable(f"{path}: there is a second one of this name. Set SROIE_DIR to train or test alone")
        told[kind, path.stem] = content if kind != "img" else b""
        if kind == "img":
            (folder / f"{path.stem}.jpg").write_bytes(content)
    pictures, labelled = ({name for kind, name in told if kind == each} for each in ("img", "entities"))
    if not pictures & labelled:
        raise Unusable(
            f"{len(pictures)} pictures img/*.jpg and {len(labelled)} labels entities/*.txt, none of the same name. "
            "Take an edition that has both"
        )
    rows = [label(name, told["entities", name], told.get(("box", name), b"")) for name in sorted(pictures & labelled)]
    (folder / "labels.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    (folder / "LICENSE").write_text(LICENCE.format(source=source), encoding="utf-8")
    for name in pictures - labelled:
        (folder / f"{name}.jpg").unlink()
    print(f"{len(rows)} receipts; left out because the picture or the label is missing: {len(pictures ^ labelled)}")


def label(name: str, entities: bytes, boxes: bytes) -> dict[str, Any]:
    """Return what is known of a receipt as labels.jsonl has it."""
    try:
        told = json.loads(text(entities))
        printed = {entity: str(told.get(entity) or "") for entity in ENTITIES}
    except (ValueError, AttributeError) as error:
        raise Unusable(
            f"entities/{name}.txt is not a JSON object: {error}. Fix it, and set SROIE_DIR to the folder"
        ) from error
    words, bboxes = [], []
    for line in filter(str.strip, text(boxes).splitlines()):
        if not (match := BOX.fullmatch(line)):
            raise Unusable(f"box/{name}.txt has no x1,y1,...,x4,y4,text in {line!r}. Fix it, and set SROIE_DIR")
        corners = [int(number) for number in match[1].rstrip(",").split(",")]
        words.append(match[2])
        bboxes.append([min(corners[::2]), min(corners[1::2]), max(corners[::2]), max(corners[1::2])])
    return {"file": f"{name}.jpg", "entities": printed, "words": words, "bboxes": bboxes}


def text(content: bytes) -> str:
    """Return the text of a file; some lines of the public edition are in other encodings than UTF-8."""
    return content.decode("utf-8-sig", errors="replace")


if __name__ == "__main__":
    main()
