"""The typefaces of receipts, found among the fonts of Debian packages."""

import functools
import pathlib
from dataclasses import dataclass

from PIL import ImageFont

PACKAGES = (
    "fonts-courier-prime",
    "fonts-dejavu-core",
    "fonts-dotgothic16",
    "fonts-freefont-ttf",
    "fonts-humor-sans",
    "fonts-liberation",
    "fonts-noto-mono",
    "fonts-roboto-unhinted",
    "fonts-spleen",
)
_FOLDER = pathlib.Path("/usr/share/fonts")
_SAMPLE = "VATABLE SALES Sold to: 0123456789 Total Amount Due 1,234.50 Brgy."


class FontMissing(LookupError):
    """A typeface is not installed."""


@dataclass(frozen=True)
class Face:
    """A typeface; `stretch` makes its letters taller, as narrow printer fonts are. `peso` if it has the sign, and those of rupee and dong."""

    file: str
    stretch: float = 1
    peso: bool = False

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        return _load(self.file, size)

    def size_for(self, columns: int, width_px: float) -> float:
        """Return the size at which a row of so many characters just fits the width."""
        at_100 = self.at(100)
        advance = max(at_100.getlength("0"), at_100.getlength(_SAMPLE) / len(_SAMPLE)) / 100
        size = width_px / columns / advance
        # Pillow rounds an advance to whole pixels, so the size that the division gives may be too wide.
        while self.at(size).getlength("0" * columns) > width_px:
            size -= 0.25
        return size

    def printable(self, text: str) -> str:
        """Return the text as this printer prints it: most have no peso sign and print a P, nor those of rupee and dong."""
        return text if self.peso else text.replace("₱", "P").replace("₹", "Rs.").replace("₫", "d")


# Faces like those of thermal printers, most of which set a zero without a stroke, and of impact printers; proportional
# faces of forms and pages; a hand.
THERMAL_DOTS = Face("spleen-12x24.otf")
THERMAL_NARROW = Face("DotGothic16-Regular.ttf", stretch=1.2)
THERMAL_ROUND = Face("DotGothic16-Regular.ttf")
THERMAL_PLAIN = Face("NotoMono-Regular.ttf")
THERMAL_BOLD = Face("LiberationMono-Bold.ttf")
THERMAL_PESO = Face("FreeMonoBold.ttf", peso=True)
IMPACT = Face("Courier Prime.otf")
IMPACT_SANS = Face("Courier Prime Sans.otf")
SANS = Face("LiberationSans-Regular.ttf")
SANS_PESO = Face("DejaVuSans.ttf", peso=True)
SANS_NARROW = Face("RobotoCondensed-Regular.ttf", peso=True)
SERIF = Face("LiberationSerif-Regular.ttf")
HAND = Face("Humor-Sans.ttf")


@functools.lru_cache(maxsize=64)
def _load(file: str, size: float) -> ImageFont.FreeTypeFont:
    # The basic layout engine is in every Pillow; Raqm is not, and the same seed must give the same picture.
    return ImageFont.truetype(_installed()[file], size, layout_engine=ImageFont.Layout.BASIC)


@functools.cache
def _installed() -> dict[str, str]:
    found = {path.name: str(path) for path in sorted(_FOLDER.rglob("*")) if path.suffix in {".otf", ".ttf"}}
    faces = [face for face in globals().values() if isinstance(face, Face)]
    if missing := sorted({face.file for face in faces} - found.keys()):
        raise FontMissing(
            f"{', '.join(missing)} not found under {_FOLDER}: install the receipt generator's fonts with "
            f"apt-get install --no-install-recommends {' '.join(PACKAGES)}"
        )
    return found
