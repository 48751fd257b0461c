"""Write receipts and what they say to a folder, for benchmarks, and the sample receipt that `make up` sends."""

import functools
import itertools
import json
import pathlib
from collections.abc import Iterator, Sequence
from typing import Any

from tests.support.receipts.photo import LevelName
from tests.support.receipts.phrasing import Group
from tests.support.receipts.receipt import Receipt, draw

LABELS = "labels.jsonl"

SAMPLE_NAME = "sample-receipt"
SAMPLE_LAYOUT = "fast_food"
SAMPLE_SEED = 8
SAMPLE_LEVEL: LevelName = "mild"


def write_set(
    folder: pathlib.Path,
    layouts: Sequence[str],
    count: int,
    *,
    first_seed: int = 1,
    wordings: Group = "common",
    level: LevelName = "clean",
) -> Iterator[pathlib.Path]:
    """Write pictures and labels.jsonl, layouts taking turns; gives each picture's path when it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    turns = itertools.islice(((seed, layout) for seed in itertools.count(first_seed) for layout in layouts), count)
    with (folder / LABELS).open("w", encoding="utf-8") as labels:
        for seed, layout in turns:
            receipt = draw(layout, seed, wordings=wordings, level=level)
            path = folder / f"{layout}-{seed:04}-{wordings}-{level}.jpg"
            path.write_bytes(receipt.jpeg())
            origin = {"layout": layout, "seed": seed, "wordings": wordings, "level": level}
            labels.write(
                json.dumps({"file": path.name, **origin, **receipt.truth.as_dict()}, ensure_ascii=False) + "\n"
            )
            yield path


@functools.cache
def sample() -> Receipt:
    return draw(SAMPLE_LAYOUT, SAMPLE_SEED, level=SAMPLE_LEVEL)


def sample_label() -> dict[str, Any]:
    """Return what sample-receipt.json says, in the shape of a line of labels.jsonl."""
    origin = {"layout": SAMPLE_LAYOUT, "seed": SAMPLE_SEED, "wordings": "common", "level": SAMPLE_LEVEL}
    return {"file": f"{SAMPLE_NAME}.jpg", **origin, **sample().truth.as_dict()}


def write_sample(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    picture, label = folder / f"{SAMPLE_NAME}.jpg", folder / f"{SAMPLE_NAME}.json"
    picture.write_bytes(sample().jpeg())
    yield picture
    label.write_text(json.dumps(sample_label(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    yield label
