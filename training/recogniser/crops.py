"""Line crops of receipts, labelled and drawn, each with the text that is printed there.

    python -m training.recogniser.crops OUT

The labels of the real receipts give the printed regions in reading order, in capitals and cut at the first comma, without their boxes. They
are matched to the lines as the published network reads them; a line whose text no label tells is left out.
"""

import argparse
import base64
import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rapidfuzz.distance import Levenshtein

from bench.labelled import RECEIPTS, Labelled, folds, labelled_rows, labels, picture
from ocr.engine.cpus import cpu_limit
from ocr.engine.ppocr import PpOcrEngine
from ocr.engine.recognition import crop, grown
from ocr.model import Line
from tests.support.receipts import LAWS, LAYOUTS, draw

ROOT = Path(__file__).resolve().parents[2]
# Crops keep so much around the line, in shares of its height, that training can vary its box; the network sees 48 rows.
MARGIN = 0.2
CROP_HEIGHT_PX = round(48 * (1 + 2 * MARGIN))
# As many of the labels' regions may stand in one line
REGIONS_A_LINE = 4
# Seeds that no test and no benchmark draws
DRAWN_SEED, DRAWN_EACH, NO_FOLD = 50_000, 3, -1
# A line and its label differ in this share of their letters at most, short ones in one letter
MOST_WRONG, SHORT = 0.34, 3
# A short line that was read surely, but not as its label says, is another amount of the same column
SURE, NUMBER = 0.99, 8
# Costs of an alignment: a line without a label, a label without a line, two regions in one line
SKIPPED_LINE, SKIPPED_REGION, JOINING = 0.5, 0.3, 0.05
# At the ends of a line the label may have no letter more, which would stand beside the box, and so many fewer
FEWER_AT_ENDS = 1


@dataclass(frozen=True)
class Crop:
    """A line: the receipt and the fold it is of, its text by the label, the text and score as published, and its PNG."""

    file: str
    fold: int
    text: str
    read: str
    score: float
    png: str

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """The crop (67, width, 3), RGB, with MARGIN of the line's height on each side."""
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(self.png))).convert("RGB"))


def plain(text: str) -> str:
    """Return a text in capitals without blanks, which is all that labels tell surely."""
    return "".join(text.upper().split())


def matched(read: Sequence[str], regions: Sequence[str]) -> list[str | None]:
    """Return for each line as read the labels' regions that are its text, joined; both are in reading order."""
    lines, words = [plain(text) for text in read], [plain(region) for region in regions]
    joined = {
        (start, count): "".join(words[start : start + count])
        for start in range(len(words))
        for count in range(1, min(REGIONS_A_LINE, len(words) - start) + 1)
    }
    best = np.full((len(lines) + 1, len(words) + 1), np.inf)
    best[0] = np.arange(len(words) + 1) * SKIPPED_REGION
    came: dict[tuple[int, int], int] = {}
    for i, line in enumerate(lines):
        for j in range(len(words) + 1):
            options = [(best[i, j] + SKIPPED_LINE, -1)]
            if j:
                options.append((best[i + 1, j - 1] + SKIPPED_REGION, 0))
            for count in range(1, min(REGIONS_A_LINE, j) + 1):
                distance = Levenshtein.normalized_distance(line, joined[j - count, count])
                options.append((best[i, j - count] + 2 * distance + JOINING * (count - 1), count))
            best[i + 1, j], came[i + 1, j] = min(options)
    found: list[str | None] = [None] * len(lines)
    i, j = len(lines), int(best[-1].argmin())
    while i:
        count = came[i, j]
        if count == 0:
            j -= 1
            continue
        if count > 0:
            found[i - 1] = " ".join(" ".join(regions[j - count : j]).split())
            j -= count
        i -= 1
    return [text if text and alike(line, plain(text)) else None for line, text in zip(lines, found, strict=True)]


def alike(line: str, text: str) -> bool:
    """Return whether a line as read and a label are the same print, with no end of the label missing from the line."""
    distance = Levenshtein.distance(line, text)
    if distance > (max(1, int(len(text) * MOST_WRONG)) if len(text) > SHORT else 0):
        return False
    edits = list(Levenshtein.opcodes(line, text))
    return not any(
        edit.tag == "insert" or (edit.tag == "delete" and edit.src_end - edit.src_start > FEWER_AT_ENDS)
        for edit in (edits[:1] + edits[-1:])
    )


def within(read: str, whole: str) -> str | None:
    """Return the words of a name or an address that a line as read holds, None if it matches none."""
    tokens = whole.split()
    spans = (" ".join(tokens[a:b]) for a in range(len(tokens)) for b in range(a + 1, len(tokens) + 1))
    best = min(spans, key=lambda span: Levenshtein.distance(plain(read), plain(span)), default="")
    if len(plain(read)) <= 2 * SHORT or not alike(plain(read), plain(best)):
        return None
    return best if read.rstrip().endswith((",", ".")) else best.rstrip(",.")


def cased(text: str, read: str) -> str:
    """Return a label, which is all capitals, with the case that the line was read with."""
    upper, result = read.upper(), []
    if len(upper) != len(read):
        return text
    small = sum(map(str.islower, read)) > sum(map(str.isupper, read))
    for edit in Levenshtein.opcodes(upper, text.upper()):
        if edit.tag == "equal":
            result.append(read[edit.src_start : edit.src_end])
        else:
            around = read[max(edit.src_start - 1, 0) : edit.src_end + 1]
            lower = any(map(str.islower, around)) or (small and not any(map(str.isupper, around)))
            told = text[edit.dest_start : edit.dest_end]
            result.append(told.lower() if lower else told.upper())
    return "".join(result)


def texts(read: Sequence[str], regions: Sequence[str], entities: Sequence[str]) -> list[str | None]:
    """Return the text of each line as read, None where the labels don't tell it."""
    told = []
    for line, region in zip(read, matched(read, regions), strict=True):
        # a region that goes on behind a comma is cut there: what names and addresses have behind it is known
        cut = "," in line and (region is None or "," not in region)
        text = next(filter(None, (within(line, entity) for entity in entities)), None) if cut else region
        told.append(cased(text, line) if text else None)
    return told


def crops_of(
    engine: PpOcrEngine, page: NDArray[np.uint8], regions: Sequence[str], entities: Sequence[str]
) -> Iterator[tuple[str, Line, NDArray[np.uint8]]]:
    """Yield the lines of a page (height, width, 3) whose text is known: that text, the line as read, its crop."""
    reading = engine.read(page)
    upright = np.ascontiguousarray(np.rot90(page, -reading.rotation // 90))
    told = texts([line.text for line in reading.lines], regions, entities)
    for line, text in zip(reading.lines, told, strict=True):
        if text and (plain(text) == plain(line.text) or line.score < SURE or len(plain(text)) > NUMBER):
            yield text, line, with_margin(upright, np.array(line.box, np.float32))


def labelled_crops(engine: PpOcrEngine, receipts: Path = RECEIPTS) -> Iterator[Crop]:
    """Yield the lines of all labelled receipts whose text is known."""
    dealt = folds([Labelled(file, (), label) for file, label in labels(receipts).items()])
    for row in labelled_rows(receipts):
        file = row["file"]
        page = np.asarray(Image.open(picture(file, receipts)).convert("RGB"))
        entities = [row["entities"].get(name) or "" for name in ("address", "company")]
        for text, line, pixels in crops_of(engine, page, row["words"], entities):
            yield Crop(file, dealt[file], text, line.text, line.score, png(pixels))


def drawn_crops(engine: PpOcrEngine, each: int) -> Iterator[Crop]:
    """Yield the lines of drawn receipts, so many of each layout, as a phone photographs them; they are in no fold."""
    for layout in (*LAYOUTS, *LAWS):
        for seed in range(DRAWN_SEED, DRAWN_SEED + each):
            receipt = draw(layout, seed, level="phone")
            page = np.asarray(receipt.image.convert("RGB"))
            regions = [line["text"] for line in receipt.truth.as_dict()["lines"]]
            for text, line, pixels in crops_of(engine, page, regions, ()):
                yield Crop(f"{layout} {seed}", NO_FOLD, text, line.text, line.score, png(pixels))


def png(pixels: NDArray[np.uint8]) -> str:
    """Return a picture as PNG in base64."""
    return base64.b64encode(cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))[1].tobytes()).decode()


def with_margin(page: NDArray[np.uint8], corners: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Cut a line out of a page with MARGIN of its height on each side, as high as CROP_HEIGHT_PX."""
    along, down = corners[1] - corners[0], corners[3] - corners[0]
    height = float(np.linalg.norm(down))
    if height > 1.5 * float(np.linalg.norm(along)):
        # a line that runs upwards
        return with_margin(page, np.roll(corners, -1, axis=0))
    line = crop(page, grown(corners, MARGIN, MARGIN))
    width = max(1, round(line.shape[1] * CROP_HEIGHT_PX / line.shape[0]))
    return np.asarray(cv2.resize(line, (width, CROP_HEIGHT_PX)), np.uint8)


def main() -> None:
    """Write the crops as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--drawn", type=int, default=DRAWN_EACH, help="so many drawn receipts of each layout")
    args = parser.parse_args()
    engine = PpOcrEngine("en", "published", models_dir=ROOT / "services/ocr/models", threads=cpu_limit())
    with tempfile.NamedTemporaryFile("w", dir=args.out.parent, delete=False, encoding="utf-8") as out:
        for each in chain(labelled_crops(engine), drawn_crops(engine, args.drawn)):
            print(json.dumps(asdict(each)), file=out)
    Path(out.name).rename(args.out)


if __name__ == "__main__":
    main()
