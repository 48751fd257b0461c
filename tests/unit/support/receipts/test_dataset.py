import io
import json
import pathlib
from typing import Any

from PIL import Image

from tests.support.receipts import draw
from tests.support.receipts.dataset import LABELS, SAMPLE_NAME, sample_label, write_sample, write_set

PLACE = pathlib.Path(__file__).parents[4] / "services" / "healthcheck"
REGENERATE = "regenerate it: python -m tests.support.receipts --sample --out services/healthcheck"


def without_boxes(label: dict[str, Any]) -> dict[str, Any]:
    """Another version of a typeface moves a box by a pixel."""
    return {**label, "lines": [line["text"] for line in label["lines"]]}


def test_writes_pictures_and_a_label_for_each(tmp_path: pathlib.Path) -> None:
    written = list(write_set(tmp_path / "set", ["card_slip", "fuel_station"], 3, first_seed=7, wordings="held_out"))
    labels = [json.loads(line) for line in (tmp_path / "set" / LABELS).read_text(encoding="utf-8").splitlines()]
    assert [path.name for path in written] == [
        "card_slip-0007-held_out-clean.jpg",
        "fuel_station-0007-held_out-clean.jpg",
        "card_slip-0008-held_out-clean.jpg",
    ]
    assert [label["file"] for label in labels] == [path.name for path in written]
    assert [(label["layout"], label["seed"]) for label in labels] == [
        ("card_slip", 7),
        ("fuel_station", 7),
        ("card_slip", 8),
    ]


def test_a_label_is_the_truth_of_its_picture(tmp_path: pathlib.Path) -> None:
    (picture,) = write_set(tmp_path, ["card_slip"], 1)
    receipt = draw("card_slip", 1)
    label = json.loads((tmp_path / LABELS).read_text(encoding="utf-8"))
    assert picture.read_bytes() == receipt.jpeg()
    assert label["totals"] == receipt.truth.as_dict()["totals"]
    assert label["lines"] == json.loads(json.dumps(receipt.truth.as_dict()["lines"]))


def test_the_sample_receipt_is_the_one_that_the_command_writes() -> None:
    kept = json.loads((PLACE / f"{SAMPLE_NAME}.json").read_text(encoding="utf-8"))
    made = json.loads(json.dumps(sample_label()))
    assert without_boxes(kept) == without_boxes(made), REGENERATE


def test_the_sample_receipts_picture_is_small_and_holds_its_boxes() -> None:
    content = (PLACE / f"{SAMPLE_NAME}.jpg").read_bytes()
    kept = json.loads((PLACE / f"{SAMPLE_NAME}.json").read_text(encoding="utf-8"))
    width, height = Image.open(io.BytesIO(content)).size
    assert len(content) <= 200_000
    assert all(0 <= x <= width and 0 <= y <= height for line in kept["lines"] for x, y in line["box"])


def test_the_sample_receipt_shows_what_a_newcomer_wants_to_see() -> None:
    label = sample_label()
    for path in ("merchant", "address", "date", "time", "receipt_number", "payment_method"):
        assert label[path], path
    assert label["bir"]["vat_registered"] is True


def test_writes_the_sample_with_its_truth(tmp_path: pathlib.Path) -> None:
    assert [path.name for path in write_sample(tmp_path)] == ["sample-receipt.jpg", "sample-receipt.json"]
    assert json.loads((tmp_path / "sample-receipt.json").read_text(encoding="utf-8"))["file"] == "sample-receipt.jpg"
