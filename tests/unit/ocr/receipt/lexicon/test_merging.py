import pytest

from ocr.receipt.lexicon.merging import joined, merged


def test_a_table_has_the_phrases_of_each_language_by_kind_in_the_order_of_the_kinds() -> None:
    table = merged(("total", "change", "tax"), {"change": ("change",), "total": ("total",)}, {"change": ("kembalian",)})
    assert table == {"total": ("total",), "change": ("change", "kembalian"), "tax": ()}
    assert list(table) == ["total", "change", "tax"]


@pytest.mark.parametrize(
    "tables",
    [
        ({"cash": ("tunai",)}, {"cash": ("tunai",)}),
        ({"cash": ("tunai",)}, {"total": ("tunai",)}),
        ({"cash": ("tunai",), "total": ("tunai",)},),
        ({"cash": ("tunai", "tunai")},),
    ],
    ids=["two languages", "two languages and kinds", "two kinds", "one kind"],
)
def test_a_phrase_in_two_places_is_an_error(tables: tuple[dict[str, tuple[str, ...]], ...]) -> None:
    with pytest.raises(ValueError, match="tunai"):
        merged(("total", "cash"), *tables)


def test_a_word_of_two_countries_is_an_error() -> None:
    assert joined(("street",), ("jalan",)) == ("street", "jalan")
    with pytest.raises(ValueError, match="street"):
        joined(("street",), ("jalan", "street"))
