"""The kind of a file, by its first bytes; its name and declared type are ignored."""

from typing import Literal

Kind = Literal["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "PDF"]

TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
# ISO/IEC 23008-12: brands of a still picture coded by HEVC, and of any still picture
HEIF_BRANDS = frozenset([b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"])
# Readers accept a PDF header that other bytes precede (ISO 32000-1, annex H, note 13)
PDF_HEADER_WITHIN_BYTES = 1024


def sniff(data: bytes) -> Kind | None:
    """Return the kind of `data`, None for any kind that is not supported."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data.startswith(TIFF_STARTS):
        return "TIFF"
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return "HEIF"
    if b"%PDF-" in data[:PDF_HEADER_WITHIN_BYTES]:
        return "PDF"
    return None
