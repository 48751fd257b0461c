from service.columns import aligned


def test_aligns_columns_and_ends_no_line_with_blanks() -> None:
    assert aligned([("NAME", "USE", ""), ("a", "12345", "x")]) == "NAME  USE\na     12345  x"
