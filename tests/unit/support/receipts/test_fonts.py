import pytest
from PIL import ImageFont

from tests.support.receipts import fonts
from tests.support.receipts.fonts import Face, FontMissing

FACES = [face for face in vars(fonts).values() if isinstance(face, Face)]


def test_names_the_packages_when_a_typeface_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "ABSENT", Face("No-Such-Face.ttf"), raising=False)
    fonts._installed.cache_clear()
    with pytest.raises(FontMissing, match=r"No-Such-Face\.ttf not found .* apt-get install .*fonts-liberation"):
        fonts._installed()
    fonts._installed.cache_clear()


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
@pytest.mark.parametrize("columns", [32, 42, 76])
def test_a_full_row_fits_the_width(face: Face, columns: int) -> None:
    size = face.size_for(columns, 690)
    assert face.at(size).getlength("0" * columns) <= 690


@pytest.mark.parametrize("face", [face for face in FACES if face.peso], ids=lambda face: face.file)
def test_faces_said_to_have_the_peso_sign_have_it(face: Face) -> None:
    assert ink(face.at(40), "₱") != ink(face.at(40), "\uffff")
    assert face.printable("₱ 12") == "₱ 12"


def test_a_printer_without_the_peso_sign_prints_a_p() -> None:
    assert fonts.THERMAL_DOTS.printable("₱ 12") == "P 12"


def ink(font: ImageFont.FreeTypeFont, text: str) -> bytes:
    return bytes(font.getmask(text))
