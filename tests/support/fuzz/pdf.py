"""Malformed PDFs (ISO 32000-1): false, nested, circular, or unpacking without end."""

import re
import zlib
from collections.abc import Mapping
from random import Random

from tests.support.fuzz import bombs
from tests.support.fuzz.damage import Mutation
from tests.support.fuzz.originals import originals
from tests.support.pdf import HELVETICA, document, stream

CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
Objects = Mapping[int, str | bytes]
NONE: Objects = {}
# of a page: its object has the number 3, its contents 10
BOX = "/MediaBox[0 0 300 420]"
A0 = "/MediaBox[0 0 2384 3370]"
NUMBERS = re.compile(rb"(?<=[ \[/])\d+(?=[ \]/>])")


def binary(content: bytes, entries: str) -> bytes:
    """Write a stream of bytes."""
    return f"<<{entries}/Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream"


def page(
    content: str | bytes, resources: str = "", others: Objects = NONE, *, box: str = BOX, entries: str = ""
) -> bytes:
    """Write a document of one page; `others` are further objects."""
    return document(
        {
            1: CATALOG,
            2: PAGES,
            3: f"<</Type/Page/Parent 2 0 R{box}/Resources<</Font<</F 4 0 R>>{resources}>>/Contents 10 0 R{entries}>>",
            4: HELVETICA,
            10: stream(content) if isinstance(content, str) else content,
            **others,
        }
    )


def numbers(chance: Random, data: bytes) -> bytes:
    """Replace some numbers by others: lengths, counts, sizes, references."""
    found = list(NUMBERS.finditer(data))
    for match in sorted(chance.sample(found, min(len(found), chance.choice((1, 3)))), key=lambda each: -each.start()):
        lie = chance.choice((b"0", b"-1", b"3", b"65536", b"2147483648", b"99999999999999999999", b"1e308", b"null"))
        data = data[: match.start()] + lie + data[match.end() :]
    return data + b"\n"


def words(chance: Random, data: bytes) -> bytes:
    """Leave out, double or exchange words of the language."""
    word = chance.choice(
        (b"endobj", b"endstream", b"stream", b"obj", b"xref", b"trailer", b"startxref", b"%%EOF", b">>", b"<<")
    )
    return data.replace(word, chance.choice((b"", word * 2, b"[", b"<<", b"(")), chance.choice((1, -1)))


def size(chance: Random, data: bytes) -> bytes:
    """Set a page size of nothing, a negative one, or one of miles."""
    sides = (
        "0 0 0 0",
        "0 0 300 0",
        "0 0 -300 -420",
        "0 0 1e9 1e9",
        "0 0 0.0001 20000",
        "0 0 20000 .1",
        "a b c d",
        "1e39 0 0 1",
    )
    entries = chance.choice(("", "/UserUnit 75000", "/Rotate 45", "/Rotate 90", "/CropBox[0 0 1e-9 1e9]"))
    return page("BT /F 20 Tf 20 200 Td (TOTAL 1.00) Tj ET", box=f"/MediaBox[{chance.choice(sides)}]", entries=entries)


def pages_in_circles(chance: Random, data: bytes) -> bytes:
    """Write a tree of pages that leads to itself."""
    kids = chance.choice(("2 0 R", "3 0 R 2 0 R", "3 0 R 3 0 R", "1 0 R"))
    tree = f"<</Type/Pages/Kids[{kids}]/Count {chance.choice((1, 2, 100))}/Parent 2 0 R>>"
    return document({1: CATALOG, 2: tree, 3: f"<</Type/Page/Parent 3 0 R{BOX}>>"})


def pages_in_depth(chance: Random, data: bytes) -> bytes:
    """Write a tree of pages thousands of branches deep."""
    depth = chance.choice((100, 20_000))
    branches = {number: f"<</Type/Pages/Kids[{number + 1} 0 R]/Count 1>>" for number in range(2, depth)}
    return document({1: CATALOG, **branches, depth: f"<</Type/Page{BOX}>>"})


def many_pages(chance: Random, data: bytes) -> bytes:
    """Write thousands of pages, or declare them."""
    count, said = chance.choice(((10, 10), (11, 11), (50_000, 50_000), (1, 2_000_000_000), (50_000, 1), (1, -5)))
    tree = f"<</Type/Pages/Kids[{'3 0 R ' * count}]/Count {said}>>"
    return document({1: CATALOG, 2: tree, 3: f"<</Type/Page/Parent 2 0 R{BOX}>>"})


def forms_in_circles(chance: Random, data: bytes) -> bytes:
    """Draw a form that draws itself."""
    form = stream(
        "/X Do /X Do", f"/Type/XObject/Subtype/Form{BOX.replace('MediaBox', 'BBox')}/Resources<</XObject<</X 11 0 R>>>>"
    )
    return page("/X Do", "/XObject<</X 11 0 R>>", {11: form})


def forms_that_double(chance: Random, data: bytes) -> bytes:
    """Draw a form that draws another twice, which draws another twice: a page of a thousand millions of them."""
    depth, times = chance.choice(((30, 2), (12, 10), (200, 1)))
    forms: dict[int, str | bytes] = {}
    for number in range(11, 11 + depth):
        last = number == 10 + depth
        content = "0 0 9 9 re f" if last else "/X Do " * times
        inner = "" if last else f"/Resources<</XObject<</X {number + 1} 0 R>>>>"
        forms[number] = stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 300 420]{inner}")
    return page("/X Do", "/XObject<</X 11 0 R>>", forms)


def contents_unpack_without_end(chance: Random, data: bytes) -> bytes:
    """Fill the contents of a page with gigabytes of blanks or strokes, packed once or twice."""
    fill, megabytes = chance.choice(((b" ", 4000), (b"q ", 500), (b"0 0 m 9 9 l S   ", 100), (b"[", 200), (b"(", 1000)))
    if chance.random() < 0.5:
        return page(binary(bombs.deflated_twice(2), "/Filter[/FlateDecode/FlateDecode]"))
    return page(binary(bombs.deflated(megabytes, fill), "/Filter/FlateDecode"))


def filters_in_a_row(chance: Random, data: bytes) -> bytes:
    """Unpack the contents by hundreds of filters."""
    filters = (
        "/FlateDecode",
        "/LZWDecode",
        "/RunLengthDecode",
        "/ASCIIHexDecode",
        "/ASCII85Decode",
        "/Crypt",
        "/JBIG2Decode",
    )
    row = "".join(chance.choice(filters) for _ in range(chance.choice((3, 500))))
    return page(binary(chance.randbytes(2000), f"/Filter[{row}]"))


def image(entries: str, content: bytes, *, draws: int = 1) -> bytes:
    """Write a document with an image that is drawn over its page."""
    drawn = "q 300 0 0 420 0 0 cm /I Do Q " * draws
    return page(drawn, "/XObject<</I 11 0 R>>", {11: binary(content, f"/Type/XObject/Subtype/Image{entries}")})


def image_unpacks_without_end(chance: Random, data: bytes) -> bytes:
    """Fill an image with gigabytes."""
    width, height = chance.choice(((100, 100), (7000, 7000), (50_000_000, 1), (1, 50_000_000)))
    said = f"/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode"
    return image(said, bombs.deflated(chance.choice((150, 5000))))


def image_that_lies(chance: Random, data: bytes) -> bytes:
    """Draw an image that declares another size, or other colours, than what it is coded as."""
    filtered = chance.choice(("DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "FlateDecode", "LZWDecode"))
    content = originals("JPEG")[0] if filtered == "DCTDecode" else chance.randbytes(3000)
    width, height = chance.choice((0, 1, 420, 7000, -1, 2**31)), chance.choice((0, 1, 256, 7000, 2**31))
    colours = chance.choice(
        ("/DeviceN", "/Indexed", "/DeviceCMYK", "[/Indexed/DeviceRGB 255<00>]", "[/ICCBased 11 0 R]", "11 0 R")
    )
    lie = f"/Width {width}/Height {height}/BitsPerComponent {chance.choice((0, 1, 8, 16, 33))}/ColorSpace{colours}"
    return image(f"{lie}/Filter/{filtered}/Decode[{chance.choice(('9 -9', '1 0 1 0 1 0'))}]", content)


def image_drawn_often(chance: Random, data: bytes) -> bytes:
    """Draw a large image many times."""
    said = "/Width 7000/Height 7000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode"
    return image(said, zlib.compress(bytes(875 * 7000)), draws=chance.choice((10, 2000)))


def masks_in_circles(chance: Random, data: bytes) -> bytes:
    """Draw an image that is its own mask, or a state of graphics that is."""
    said = "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 11 0 R/Mask 11 0 R"
    group = stream(
        "/G gs 0 0 300 420 re f",
        "/Type/XObject/Subtype/Form/BBox[0 0 300 420]/Group<</S/Transparency>>/Resources<</ExtGState<</G 12 0 R>>>>",
    )
    state = "<</SMask<</S/Luminosity/G 13 0 R>>>>"
    if chance.random() < 0.5:
        return image(said, b"\0")
    return page("/G gs 0 0 300 420 re f", "/ExtGState<</G 12 0 R>>", {12: state, 13: group})


def groups_in_groups(chance: Random, data: bytes) -> bytes:
    """Nest transparent groups in groups, each as large as the page."""
    depth = chance.choice((10, 300))
    forms: dict[int, str | bytes] = {}
    for number in range(11, 11 + depth):
        inner = f"/Resources<</XObject<</X {number + 1} 0 R>>/ExtGState<</G<</ca .5/BM/Luminosity>>>>>>"
        entries = f"/Type/XObject/Subtype/Form/BBox[0 0 2384 3370]/Group<</S/Transparency/K true>>{inner}"
        forms[number] = stream("/G gs /X Do 0 0 99 99 re f", entries)
    return page("/X Do", "/XObject<</X 11 0 R>>", forms, box=A0)


def ten_thousand_objects(chance: Random, data: bytes) -> bytes:
    """Draw ten thousand words, lines, images or annotations on a page."""
    count = 10_000
    words = "".join(
        f"BT /F 6 Tf {chance.randrange(280)} {chance.randrange(410)} Td (W{number}) Tj ET\n" for number in range(count)
    )
    strokes = "".join(f"{chance.randrange(300)} 0 m {chance.randrange(300)} 420 l S\n" for _ in range(count))
    drawn = chance.choice(
        (words, strokes, "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q\n" * count, "q " * count)
    )
    return page(drawn)


def ten_thousand_annotations(chance: Random, data: bytes) -> bytes:
    """Add ten thousand annotations and fields of a form."""
    kind = chance.choice(("Widget/FT/Tx/V(1)", "Square", "Link", "FreeText", "Stamp/AP<</N 10 0 R>>"))
    note = f"<</Type/Annot/Subtype/{kind}/Rect[0 0 99 99]/F 4/C[1 0 0]>>"
    return page("0 0 9 9 re f", entries=f"/Annots[{note * 10_000}]")


def ten_thousand_words_on_a_large_page(chance: Random, data: bytes) -> bytes:
    """Write more words on a page of a square metre than any paper has."""
    size = chance.choice((9, 14, 20))
    text = "".join(
        f"BT /F {size} Tf {x} {y} Td (WORD {chance.randrange(10**5)}) Tj ET\n"
        for y in range(20, 3350, round(1.5 * size))
        for x in range(20, 2300, 8 * size)
    )
    return page(text, box=A0)


def ten_dense_pages(chance: Random, data: bytes) -> bytes:
    """Write ten pages of small print."""
    text = "".join(
        f"BT /F 8 Tf 20 {y} Td ({chance.randrange(10**12)} {'WORD ' * 20}) Tj ET\n" for y in range(20, 820, 10)
    )
    tree = f"<</Type/Pages/Kids[{'3 0 R ' * 10}]/Count 10>>"
    one = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 10 0 R>>"
    return document({1: CATALOG, 2: tree, 3: one, 4: HELVETICA, 10: stream(text)})


def strokes_without_end(chance: Random, data: bytes) -> bytes:
    """Draw dashes of a ten thousandth of a point, and curves of a million pieces."""
    dashes = "[.0001 .0001] 0 d 9 w 0 0 m 1e6 1e6 l S " * 10
    curves = "0 0 m " + "1 2 300 400 50 6 c " * 200_000 + " S"
    clips = "0 0 m 300 420 l 0 420 l W n " * 20_000
    return page(chance.choice((dashes, curves, clips, "1e308 w 0 0 m 1e308 -1e308 l S " * 1000)))


def pattern_without_end(chance: Random, data: bytes) -> bytes:
    """Fill the page by tiles of a ten thousandth of a point, or by shadings that compute."""
    step = chance.choice((0.0001, 0.01, 0, -1))
    resources = "/Resources<</Pattern<</P 11 0 R>>>>"
    tile = stream(
        "/Pattern cs /P scn 0 0 1 1 re f",
        f"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep {step}/YStep {step}{resources}",
    )
    function = stream("{ " + "dup mul sin " * 5000 + "}", "/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]")
    shading = "<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 300 420]/Function 12 0 R/Extend[true true]>>>>"
    return page(
        "/Pattern cs /P scn 0 0 300 420 re f",
        "/Pattern<</P 11 0 R>>",
        {11: chance.choice((tile, shading)), 12: function},
    )


def meshes(chance: Random, data: bytes) -> bytes:
    """Shade with random meshes."""
    said = f"/ShadingType {chance.choice((4, 5, 6, 7))}/ColorSpace/DeviceRGB/BitsPerCoordinate 16/BitsPerComponent 8/BitsPerFlag 8"
    mesh = binary(chance.randbytes(200_000), f"{said}/VerticesPerRow 2/Decode[-1e9 1e9 -1e9 1e9 0 1 0 1 0 1]")
    return page("/S sh", "/Shading<</S 11 0 R>>", {11: mesh})


def fonts(chance: Random, data: bytes) -> bytes:
    """Write in a font that writes in itself, or is nothing but chance."""
    glyph = "11 0 R"
    itself = (
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a {glyph}>>/FirstChar 97/LastChar 97"
        "/Widths[9]/Encoding<</Differences[97/a]>>/Resources<</Font<</F 4 0 R>>>>>>"
    )
    broken = "<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 0/LastChar 255/Widths 12 0 R/FontDescriptor 12 0 R/ToUnicode 13 0 R>>"
    descriptor = (
        f"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 0 0]/FontFile{chance.choice(('', '2', '3'))} 13 0 R>>"
    )
    return document(
        {
            1: CATALOG,
            2: PAGES,
            3: f"<</Type/Page/Parent 2 0 R{BOX}/Resources<</Font<</F 4 0 R>>>>/Contents 10 0 R>>",
            4: chance.choice((itself, broken)),
            10: stream("BT /F 9 Tf (aaaa) Tj ET " * 100),
            11: stream("9 0 d0 BT /F 1 Tf (aaaa) Tj ET"),
            12: descriptor,
            13: binary(
                chance.choice((b"\0\1\0\0", b"OTTO", b"%!PS", b"")) + chance.randbytes(5000), "/Length1 9/Length2 9"
            ),
        }
    )


def tables_in_circles(chance: Random, data: bytes) -> bytes:
    """Write a table of objects that goes before itself, or lies elsewhere."""
    before = chance.choice(
        (b"/Prev 9", b"/Prev %d" % data.rfind(b"xref\n"), b"/XRefStm 9", b"/Prev -1", b"/Size 2147483647")
    )
    return data.replace(b"/Root", before + b"/Root") + chance.choice(
        (b"", b"startxref\n0\n%%EOF", b"startxref\n99999999\n%%EOF")
    )


def objects_in_circles(chance: Random, data: bytes) -> bytes:
    """Write objects that are each other, lengths that are streams, and streams of objects in themselves."""
    return document(
        {
            1: CATALOG,
            2: PAGES,
            3: f"<</Type/Page/Parent 2 0 R{BOX}/Contents {chance.choice(('5 0 R', '6 0 R', '[6 0 R 6 0 R 3 0 R]', '8 0 R'))}>>",
            5: "6 0 R",
            6: f"<</Length {chance.choice(('6', '5', '7', '99'))} 0 R>>\nstream\nq Q\nendstream",
            7: "5 0 R",
            8: stream("8 0 9 9 <<>>", f"/Type/ObjStm/N {chance.choice((2, 2**31))}/First 8/Extends 8 0 R"),
        }
    )


def brackets(chance: Random, data: bytes) -> bytes:
    """Nest arrays, dictionaries and strings without end."""
    bracket = chance.choice(("[", "<<", "(", "<</A ", "[<<"))
    return document(
        {1: CATALOG, 2: PAGES, 3: f"<</Type/Page/Parent 2 0 R{BOX}/A {bracket * 100_000}>>", 4: bracket * 1000}
    )


def protected(chance: Random, data: bytes) -> bytes:
    """Declare it encrypted, by random keys."""
    keys = f"/O<{chance.randbytes(32).hex()}>/U<{chance.randbytes(48).hex()}>"
    said = f"/Encrypt<</Filter/Standard/V {chance.randrange(7)}/R {chance.randrange(8)}/Length {chance.choice((0, 40, 2**31))}/P -1{keys}>>"
    return data.replace(b"/Root", said.encode() + b"/ID[<00><00>]/Root")


def actions(chance: Random, data: bytes) -> bytes:
    """Do something on being opened: run a script, start a program, fetch, send."""
    action = chance.choice(
        (
            "/S/JavaScript/JS(while(true){})",
            "/S/Launch/F(/bin/sh)",
            "/S/URI/URI(http://127.0.0.1:8100/live)",
            "/S/SubmitForm/F(http://127.0.0.1/)",
            "/S/GoToR/F(/etc/passwd)",
        )
    )
    return data.replace(b"/Type/Catalog", f"/Type/Catalog/OpenAction<<{action}/Next<<{action}>>>>".encode()) + b"\n"


def files_within(chance: Random, data: bytes) -> bytes:
    """Carry a document in a document, in a document."""
    for _ in range(chance.choice((1, 5))):
        attached = binary(zlib.compress(data), "/Type/EmbeddedFile/Filter/FlateDecode")
        data = page("q Q", others={11: attached}, entries="/AF[<</Type/Filespec/F(a.pdf)/EF<</F 11 0 R>>>>]")
    return data


def dynamic_form(chance: Random, data: bytes) -> bytes:
    """Add a form in XML whose entities grow."""
    entities = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 12))
    xml = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">&e11;</xdp:xdp>'
    return document(
        {
            1: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/XFA 5 0 R>>/NeedsRendering true>>",
            2: PAGES,
            3: f"<</Type/Page/Parent 2 0 R{BOX}>>",
            5: stream(xml),
        }
    )


MUTATIONS: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        numbers,
        words,
        size,
        pages_in_circles,
        pages_in_depth,
        many_pages,
        forms_in_circles,
        forms_that_double,
        contents_unpack_without_end,
        filters_in_a_row,
        image_unpacks_without_end,
        image_that_lies,
        image_drawn_often,
        masks_in_circles,
        groups_in_groups,
        ten_thousand_objects,
        ten_thousand_annotations,
        ten_thousand_words_on_a_large_page,
        ten_dense_pages,
        strokes_without_end,
        pattern_without_end,
        meshes,
        fonts,
        tables_in_circles,
        objects_in_circles,
        brackets,
        protected,
        actions,
        files_within,
        dynamic_form,
    )
}
