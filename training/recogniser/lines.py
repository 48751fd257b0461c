"""Line crops as the network takes them in: their characters as classes, their pixels varied, in batches of one width."""

import random
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from ocr.engine.recognition import HEIGHT_PX, STEP_PX, prepare
from training.recogniser.crops import CROP_HEIGHT_PX, MARGIN, Crop

# Lines of a batch have the same width, which they are stretched to; a batch has so many pixels of width
WIDTH_STEP_PX = 4 * STEP_PX
BATCH_PX = 6144
# A line is printed, and found, up to so much narrower or wider
NARROWEST, WIDEST = 0.92, 1.1
# Margins of a box around its line, in shares of its height: the detector's vary, the second look's are wider
BESIDE, ABOVE = (-0.02, 0.14), (-0.03, 0.12)
# Lines that the published network reads as the label says teach little: so many of them are taken in an epoch
OF_THE_RIGHT = 0.3


class Alphabet:
    """The characters of a network and their classes."""

    def __init__(self, characters: Sequence[str]) -> None:
        """Take the characters that a network's file lists."""
        # class 0 is CTC's blank, the last one the space, which the list does not have
        self._characters = ["", *characters, " "]
        self._classes = {character: number for number, character in enumerate(self._characters)}

    def encode(self, text: str) -> list[int]:
        """Return the classes of a text, none where one of its characters isn't known."""
        classes = [self._classes.get(character, 0) for character in text]
        return classes if all(classes) else []

    def decode(self, classes: Sequence[int]) -> str:
        """Return the text of the likeliest class at each step."""
        before = [0, *classes]
        return "".join(
            self._characters[number] for number, last in zip(classes, before, strict=False) if number != last
        )


class Lines:
    """Crops with the classes of their characters."""

    def __init__(self, crops: Sequence[Crop], alphabet: Alphabet) -> None:
        """Take the crops whose characters the alphabet has."""
        encoded = [(crop, alphabet.encode(crop.text)) for crop in crops]
        self.crops = [crop for crop, classes in encoded if classes]
        self.classes = [classes for _, classes in encoded if classes]
        self.pixels = [crop.pixels for crop in self.crops]

    def batches(self, chance: random.Random) -> list[tuple[int, list[int]]]:
        """Return the batches of an epoch: the width of its lines in pixels, and their numbers."""
        of_width: dict[int, list[int]] = {}
        for number, (crop, pixels) in enumerate(zip(self.crops, self.pixels, strict=True)):
            if crop.text == crop.read and chance.random() > OF_THE_RIGHT:
                continue
            width = HEIGHT_PX * pixels.shape[1] / pixels.shape[0] * chance.uniform(NARROWEST, WIDEST)
            stretched = max(2, round(width / WIDTH_STEP_PX)) * WIDTH_STEP_PX
            # CTC needs a step for each character, and one between two of the same
            if stretched // STEP_PX >= len(self.classes[number]) + 2:
                of_width.setdefault(stretched, []).append(number)
        batches = []
        for width, numbers in of_width.items():
            chance.shuffle(numbers)
            size = max(1, BATCH_PX // width)
            batches += [(width, numbers[at : at + size]) for at in range(0, len(numbers), size)]
        chance.shuffle(batches)
        return batches

    def inputs(self, width: int, numbers: Sequence[int], chance: random.Random) -> torch.Tensor:
        """Return the lines of a batch (lines, 3, 48, width), each varied."""
        lines = []
        for number in numbers:
            margins = (chance.uniform(*BESIDE), chance.uniform(*ABOVE))
            lines.append(boxed(varied(self.pixels[number], chance), margins, width))
        return torch.from_numpy(np.stack(lines)).to(memory_format=torch.channels_last)


def boxed(
    pixels: NDArray[np.uint8], margins: tuple[float, float] = (0.0, 0.0), width: int | None = None
) -> NDArray[np.float32]:
    """Return the network's input (3, 48, width) for a crop, with margins beside and above the line, in shares of its height.

    Without a width the line keeps its shape, and is padded to a whole step.
    """
    line_height = CROP_HEIGHT_PX / (1 + 2 * MARGIN)
    beside, above = (max(0, round((MARGIN - margin) * line_height)) for margin in margins)
    line = pixels[above : pixels.shape[0] - above, beside : pixels.shape[1] - beside]
    return prepare(line if width is None else np.asarray(cv2.resize(line, (width, HEIGHT_PX)), np.uint8))


def varied(pixels: NDArray[np.uint8], chance: random.Random) -> NDArray[np.uint8]:
    """Return a crop as another printer, scanner or camera might have made it."""
    line: NDArray[Any] = pixels.astype(np.float32)
    if chance.random() < 0.5:
        # fainter or darker
        line = 128 + (line - 128) * chance.uniform(0.6, 1.2) + chance.uniform(-25, 25)
    if chance.random() < 0.25:
        line = cv2.GaussianBlur(line, (0, 0), chance.uniform(0.4, 1.2))
    if chance.random() < 0.25:
        coarse = chance.uniform(0.45, 0.9)
        smaller = cv2.resize(line, None, fx=coarse, fy=coarse, interpolation=cv2.INTER_AREA)
        line = cv2.resize(smaller, pixels.shape[1::-1])
    if chance.random() < 0.3:
        noise = np.random.default_rng(chance.getrandbits(32))
        line = line + noise.normal(0, chance.uniform(2, 12), line.shape)
    if chance.random() < 0.2:
        # strokes thicker or thinner by a pixel
        line = (cv2.erode if chance.random() < 0.5 else cv2.dilate)(line, np.ones((2, 2), np.uint8))
    return np.clip(line, 0, 255).astype(np.uint8)
