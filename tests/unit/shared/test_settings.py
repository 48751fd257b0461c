"""The environment, right and wrong."""

import pytest

from service.settings import ADVICE, Environment, SettingsInvalid, between, one_of, words


def test_takes_the_default_where_a_variable_is_missing_or_has_no_value() -> None:
    environment = Environment({"EMPTY": "", "BLANK": " "})
    assert [environment.read(name, 7, between(1, 9)) for name in ("MISSING", "EMPTY", "BLANK")] == [7, 7, 7]
    assert environment.text("BLANK", "x") == "x"
    environment.check()


def test_takes_no_notice_of_blanks_around_a_value_unless_asked_to() -> None:
    environment = Environment({"A": " 5 "})
    assert environment.read("A", 7, between(1, 9)) == 5
    assert environment.text("A") == "5"
    assert environment.verbatim("A") == " 5 "


def test_names_all_faults_at_once_and_what_to_give_instead() -> None:
    environment = Environment({"A": "0", "B": "x", "C": "y"})
    assert environment.read("A", 7, between(1, 9)) == 7
    assert environment.read("B", "p", one_of("p", "q", "r")) == "p"
    environment.refuse("C and D", "set both, or none")
    with pytest.raises(SettingsInvalid) as refused:
        environment.check()
    assert refused.value.faults == (
        "A=0: give a whole number from 1 to 9",
        "B=x: choose p, q or r",
        "C and D: set both, or none",
    )
    assert str(refused.value).splitlines() == [*refused.value.faults, ADVICE]


def test_shows_no_secret() -> None:
    environment = Environment({"KEY": "hidden"})
    environment.read("KEY", 0, between(1, 9), secret=True)
    with pytest.raises(SettingsInvalid, match=r"^KEY: give a whole number") as refused:
        environment.check()
    assert "hidden" not in f"{refused.value}{environment}"


@pytest.mark.parametrize("text", ["-1", "+1", "1.0", "10", "1_0", "٣", "9" * 5000])
def test_takes_no_number_that_is_out_of_range_or_not_plain(text: str) -> None:
    with pytest.raises(ValueError, match=r"^give a whole number from 0 to 9$"):
        between(0, 9)(text)


def test_commas_and_blanks_separate_words() -> None:
    assert words(" a,b  c, d,") == ("a", "b", "c", "d")
