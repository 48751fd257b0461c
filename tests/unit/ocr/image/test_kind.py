import pytest

from ocr.image.kind import sniff


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WEBP"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"\0\0\0\x18ftypheic", "HEIF"),
        (b"\0\0\0\x18ftypmif1", "HEIF"),
        (b"%PDF-1.7", "PDF"),
        (b"\xef\xbb\xbf\n%PDF-1.7", "PDF"),
        (b"RIFF\x10\0\0\0WAVE", None),
        (b"\0\0\0\x18ftypmp42", None),
        (b"GIF89a", None),
        (b"<svg>", None),
        (b"", None),
    ],
)
def test_tells_the_kind_by_the_first_bytes(start: bytes, kind: str | None) -> None:
    assert sniff(start + bytes(20)) == kind
