"""PDF documents written by hand: pages with forms and annotations as the programs that fill them in leave them."""

from collections.abc import Mapping, Sequence

PAGE_WIDTH = 300
PAGE_HEIGHT = 420
RECT = (100, 300, 280, 330)
HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def document(objects: Mapping[int, str | bytes], *, root: int = 1) -> bytes:
    """Write a document of numbered objects, with its table and its end."""
    written = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
    start, size = len(written), max(objects) + 1
    written += b"xref\n0 %d\n" % size
    for number in range(size):
        written += b"%010d %05d %c \n" % (places[number], 0, b"n") if number in places else b"0000000000 65535 f \n"
    written += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)
    return bytes(written)


def stream(content: str, entries: str = "") -> str:
    """Write a stream."""
    return f"<<{entries}/Length {len(content)}>>\nstream\n{content}\nendstream"


def page(*annotations: str, form: str | None = None, others: Sequence[str] = (), content: str = "") -> bytes:
    """Write a document of one page with `annotations`, of which those with a field type make the form.

    Objects: 4 is the font, 5 and on are `others`, 20 and on the annotations. `form` are entries of the form's own.
    """
    numbers = range(20, 20 + len(annotations))
    references = " ".join(f"{number} 0 R" for number in numbers)
    fields = " ".join(f"{number} 0 R" for number, text in zip(numbers, annotations, strict=True) if "/Widget" in text)
    resources = "<</Font<</Helv 4 0 R>>>>"
    acroform = f"/AcroForm<</Fields[{fields}]{form}>>" if form is not None else ""
    return document(
        {
            1: f"<</Type/Catalog/Pages 2 0 R{acroform}>>",
            2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]/Resources{resources}"
            f"/Contents 10 0 R/Annots[{references}]>>",
            4: HELVETICA,
            **dict(enumerate(others, 5)),
            10: stream(content),
            **dict(zip(numbers, annotations, strict=True)),
        }
    )


def pages(text: str, *, broken: int, count: int = 3) -> bytes:
    """Write a document whose pages all say `text`, but for the one in the place `broken`, which is none."""
    whole = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]"
        "/Resources<</Font<</Helv 4 0 R>>>>/Contents 10 0 R>>"
    )
    numbers = range(20, 20 + count)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    return document(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
            4: HELVETICA,
            10: stream(f"BT /Helv 20 Tf 20 200 Td ({text}) Tj ET"),
            **{number: "null" if place == broken else whole for place, number in enumerate(numbers)},
        }
    )


def annotation(subtype: str, entries: str, rect: tuple[int, int, int, int] = RECT) -> str:
    """Write an annotation, printed unless `entries` say otherwise."""
    flags = "" if "/F " in entries else "/F 4"
    return f"<</Type/Annot/Subtype/{subtype}/Rect[{' '.join(map(str, rect))}]{flags}{entries}>>"


def appearance(text: str) -> str:
    """Write how an annotation looks, as a stream of its own: a form of 180 by 30 points."""
    content = f"q BT /Helv 16 Tf 0 g 4 8 Td ({text}) Tj ET Q"
    return stream(content, "/Type/XObject/Subtype/Form/BBox[0 0 180 30]/Resources<</Font<</Helv 4 0 R>>>>")
