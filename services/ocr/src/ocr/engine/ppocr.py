"""PP-OCRv6 small on ONNX Runtime: the default engine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ocr.engine.base import MOST_PRINT, Reading, elongation
from ocr.engine.ctc import Transcript
from ocr.engine.detection import LONGEST_SIDE_OF_SMALL_PRINT_PX, Detector
from ocr.engine.frame import Corners, Frame, lean_of, line_height
from ocr.engine.inflight import Inflight, give_back
from ocr.engine.orientation import Orientation
from ocr.engine.recognition import Recognizer
from ocr.errors import ImageTooLarge
from ocr.model import Box, Line, Notice

# Print that leans more is looked at level: of 361 scans none leans by more than 3 degrees, of phone photos few by 5
LEVEL_DEGREES = 8
# Letters of those scans are read with a mean probability of 0.94 to 1.00, and of 0.57 to 0.74 where they are on their head
SURE = 0.85
# As many lines tell which of both it is, by as much
SAMPLE = 12
LEAD = 0.1
# Half of the lines are at least so high, in boxes that are a little higher than print, where nearly all are read rightly
LEGIBLE_PX = 12


@dataclass(frozen=True)
class Print:
    """Boxes on a page, the text and score of each, and the clockwise degrees by which all of it is turned."""

    boxes: list[Corners]
    texts: list[Transcript]
    direction: float

    @cached_property
    def sureness(self) -> float:
        return sureness(self.texts)


class PpOcrEngine:
    """Detection and recognition as PaddleOCR does them, without PaddleOCR; see docs/decisions/0015."""

    name = "onnxruntime"

    def __init__(self, lang: str, weights: str = "receipt", *, models_dir: Path, threads: int) -> None:
        """Load the models; `lang` is "en" for Latin script, "multi" for all that they know.

        Latin script is read with the weights that were trained on receipts, or with the "published" ones.
        """
        self.lang = lang
        on_receipts = lang == "en" and weights == "receipt"
        self.model = "PP-OCRv6_small_receipt" if on_receipts else "PP-OCRv6_small"
        self._orientation = Orientation(models_dir / "PP-LCNet_x1_0_doc_ori" / "inference.onnx")
        self._detector = Detector(models_dir / "PP-OCRv6_small_det" / "inference.onnx", threads=threads)
        # not by a method of the engine: in such a cycle the networks are left to the garbage collector, which in a process
        # that was forked waits for their threads for ever
        self._inflight = Inflight(self._detector.release)
        latin = "PP-OCRv6_small_rec_receipt" if on_receipts else "PP-OCRv6_small_rec_latin"
        fp32 = latin if lang == "en" else "PP-OCRv6_small_rec"
        # only Latin script has a variant in int8
        int8 = f"{fp32}_int8" if lang == "en" else fp32
        self._recognizer = Recognizer(
            models_dir / int8 / "inference.onnx", models_dir / fp32 / "inference.onnx", threads=threads
        )

    def release(self) -> None:
        """Release to the system the memory that is kept for the next page."""
        give_back(self._detector.release)

    def upright(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
        """Turn an RGB page (height, width, 3) as it seems to be upright; return it with the clockwise degrees."""
        return (pixels, 0) if is_blank(pixels) else self._orientation.upright(pixels)

    def read(self, page: NDArray[np.uint8]) -> Reading:
        """Read a page that is upright as far as `upright` can tell. Raises ImageTooLarge where there is no end of print.

        One whose print leans is turned to the nearest quarter, and its boxes lean.
        """
        if is_blank(page):
            return Reading((), 0, ())
        with self._inflight:
            read = self._read(page, self._find(Frame.whole(page)))
            if read.sureness < SURE and max(page.shape) > LONGEST_SIDE_OF_SMALL_PRINT_PX:
                closer = self._read(page, self._find(Frame.whole(page), closely=True))
                read = max(read, closer, key=lambda each: each.sureness)
        quarters = -round(read.direction / 90)
        lines = (
            Line(
                text,
                box(quarter_turned(corners, page.shape[:2], quarters)),
                round(score, 4),
                letters=letters,
            )
            for corners, (text, score, letters) in zip(read.boxes, read.texts, strict=True)
            if text
        )
        return Reading(tuple(lines), 90 * quarters % 360, tuple(warned(read.boxes)))

    def _read(self, page: NDArray[np.uint8], boxes: list[Corners]) -> Print:
        """Read what boxes say that were found on a page, from the direction in which they lie. Raises ImageTooLarge."""
        if sum(map(elongation, boxes)) > MOST_PRINT:
            raise ImageTooLarge("A page has more print than ten receipts have. Send a picture of one receipt.")
        direction = self._direction(page, boxes)
        if direction:
            boxes = self._find(Frame.around(page, boxes, direction))
        read = Print(boxes, self._recognizer.read(page, boxes), direction)
        if read.sureness >= SURE or not self._is_on_its_head(page, read):
            return read
        # found again, for the order in which they are read
        boxes = self._find(Frame.around(page, boxes, direction + 180))
        turned = Print(boxes, self._recognizer.read(page, boxes), direction + 180)
        return max(read, turned, key=lambda each: each.sureness)

    def _find(self, frame: Frame, *, closely: bool = False) -> list[Corners]:
        return self._detector.find(frame, closely=closely, alone=self._inflight.pages == 1)

    def _direction(self, page: NDArray[np.uint8], boxes: list[Corners]) -> float:
        """Return the degrees by which print is turned clockwise, 0 where it is nearly level."""
        lean = lean_of(boxes)
        if abs(lean) <= LEVEL_DEGREES:
            return 0.0
        # of a page that leans the model is sure of nothing
        return lean + 180 * self._orientation.is_on_its_head(Frame.around(page, boxes, lean))

    def _is_on_its_head(self, page: NDArray[np.uint8], read: Print) -> bool:
        """Return whether the longest lines are read with more certainty from their other end."""
        lines = sorted(zip(read.boxes, read.texts, strict=True), key=lambda line: elongation(line[0]), reverse=True)
        sample = lines[:SAMPLE]
        turned = self._recognizer.read(page, [np.roll(corners, 2, axis=0) for corners, _ in sample])
        return sureness(turned) > sureness([text for _, text in sample]) + LEAD


def is_blank(page: NDArray[np.uint8]) -> bool:
    """Return whether a page has one colour, as an empty page of a PDF has: two detections would find nothing on it."""
    # nearly all pages show in a few pixels that they have more
    return all(np.array_equal(part.min((0, 1)), part.max((0, 1))) for part in (page[::16, ::16], page))


def warned(boxes: Sequence[Corners]) -> Iterator[Notice]:
    """Yield a notice if the print in these boxes is too small to be read surely."""
    height = line_height(boxes)
    if boxes and height < LEGIBLE_PX:
        yield Notice(
            "low_resolution",
            f"Half of the lines are less than {LEGIBLE_PX} pixels high, with print of less than 10: letters may be misread "
            "and lines missing. Hold the phone closer, send the picture in its full size, or scan at 200 dpi or more.",
            value=round(height, 1),
            limit=LEGIBLE_PX,
        )


def sureness(texts: Sequence[Transcript]) -> float:
    """Return the mean score of all letters, 0 where there are none, so that any other reading wins."""
    letters = [len(each.text) for each in texts]
    return float(np.average([each.score for each in texts], weights=letters)) if any(letters) else 0.0


def quarter_turned(corners: Corners, size: tuple[int, ...], quarters: int) -> Corners:
    """Turn a box clockwise with its page, of some height and width; of a box that leans, what is beside the page is cut."""
    height, width = size
    for _ in range(quarters % 4):
        corners = np.column_stack([height - corners[:, 1], corners[:, 0]])
        height, width = width, height
    return np.clip(corners, 0, np.array([width, height], np.float32))


def box(corners: Corners) -> Box:
    """Return the corners as plain numbers."""
    a, b, c, d = ((round(float(x)), round(float(y))) for x, y in corners)
    return a, b, c, d
