from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.web.filename import filename


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b"r.jpg", "r.jpg"),
        (b"", ""),
        # UTF-8, Latin-1, Windows-1252, neither
        ("März Peñafrancia €.jpg".encode(), "März Peñafrancia €.jpg"),
        ("Peñafrancia.jpg".encode("latin-1"), "Peñafrancia.jpg"),
        ("Café – €5.jpg".encode("cp1252"), "Café – €5.jpg"),
        (b"a\x81\xff.jpg", "a\ufffdÿ.jpg"),
        # as browsers escape, and nothing else
        (b"5%22 pipe.jpg", '5" pipe.jpg'),
        (b"a%0D%0Ab c.jpg", "a\r\nb c.jpg"),
        (b"100 %25 off.jpg", "100 %25 off.jpg"),
        (b"100%.jpg", "100%.jpg"),
        ("Peña%20.jpg".encode(), "Peña%20.jpg"),
        # percent-encoded whole
        (b"Pe%C3%B1afrancia.jpg", "Peñafrancia.jpg"),
        (b"my%20receipt%20%281%29.jpg", "my receipt (1).jpg"),
        (b"Pe%F1afrancia.jpg", "Peñafrancia.jpg"),
        # encoded words
        (b"=?UTF-8?B?UGXDsWEuanBn?=", "Peña.jpg"),
        (b"=?utf-8?q?Pe=C3=B1a_1.jpg?=", "Peña 1.jpg"),
        (b"=?iso-8859-1?Q?Pe=F1a?= =?iso-8859-1?Q?francia.jpg?=", "Peñafrancia.jpg"),
        (b"=?no-such?B?UGXDsWEuanBn?=", "=?no-such?B?UGXDsWEuanBn?="),
        (b"=?utf-8?B?a?=", "=?utf-8?B?a?="),
        (b"=?utf-8?Q?=F1?=", "=?utf-8?Q?=F1?="),
    ],
)
def test_reads_a_name_however_it_is_written(value: bytes, name: str) -> None:
    assert filename({"filename": value.decode("latin-1")}) == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("utf-8''Pe%C3%B1afrancia.jpg", "Peñafrancia.jpg"),
        ("UTF-8'en'%e2%82%ac%20rates.jpg", "€ rates.jpg"),
        ("iso-8859-1''Pe%F1a.jpg", "Peña.jpg"),
        ("windows-1252''5%80.jpg", "5€.jpg"),
        # a wrong or unknown character set, none, and a quotation mark of the name's own
        ("utf-8''Pe%F1a.jpg", "Peña.jpg"),
        ("no-such''Pe%C3%B1a.jpg", "Peña.jpg"),
        ("hex''41", "41"),
        ("''Pe%C3%B1a.jpg", "Peña.jpg"),
        ("Pe%C3%B1a.jpg", "Peña.jpg"),
        ("utf-8''it's%20mine.jpg", "it's mine.jpg"),
        # half a surrogate pair, which JSON can't carry
        ("unicode_escape''%5Cud800.jpg", "?.jpg"),
    ],
)
def test_prefers_the_extended_name(value: str, name: str) -> None:
    assert filename({"filename": "other.jpg", "filename*": value}) == name


def test_tells_no_name_from_an_empty_one() -> None:
    assert filename({"name": "file"}) is None
    assert filename({"filename": ""}) == ""


CHARSETS = st.sampled_from(
    ["utf-7", "utf-16", "punycode", "idna", "unicode_escape", "rot13", "\0", "ñ", "", "undefined"]
)
PIECES = st.sampled_from(
    ["=?", "?=", "?B?", "?q?", "utf-8", "'", "''", "%", "%C3", "%F1", "%22", " ", "\\", '"', "=", "\n"]
)
LATIN1 = st.text(st.characters(max_codepoint=255))
VALUES = st.lists(st.one_of(PIECES, CHARSETS, LATIN1), max_size=12).map("".join)


@settings(deadline=None)
@given(VALUES, VALUES, st.booleans())
def test_gives_every_name_as_text_that_can_be_sent(plain: str, extended: str, both: bool) -> None:
    name = filename({"filename": plain} | ({"filename*": extended} if both else {}))

    assert name is not None
    name.encode()


@settings(deadline=None)
@given(st.text())
def test_gives_back_any_name_that_is_written_as_rfc_5987_says(name: str) -> None:
    expected = name.encode(errors="replace").decode()

    assert filename({"filename*": f"UTF-8''{quote(expected, safe='')}"}) == expected
