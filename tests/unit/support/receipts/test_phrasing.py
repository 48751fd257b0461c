import datetime
import random
from decimal import Decimal

import pytest

from tests.support.receipts import held_out, wordings
from tests.support.receipts.identifiers import Tin
from tests.support.receipts.phrasing import Group, Phrasing


class Fixed(Phrasing):
    """A phrasing whose choices a test makes."""

    def __init__(self, **chosen: str) -> None:
        super().__init__("PH", "common", random.Random(0))
        self._chosen.update({key.replace("__", "."): text for key, text in chosen.items()})


def variants(group: Group, key: str) -> set[str]:
    return {Phrasing("PH", group, random.Random(seed))(key) for seed in range(200)}


def test_a_receipt_keeps_to_one_wording() -> None:
    say = Phrasing("PH", "common", random.Random(4))
    assert len({say("total") for _ in range(20)}) == 1


def test_each_group_draws_all_of_its_variants_and_only_those() -> None:
    assert variants("common", "total") == set(wordings.PHILIPPINES["total"])
    assert variants("held_out", "total") == set(held_out.PHILIPPINES["total"])


def test_what_is_not_held_out_is_drawn_as_it_is_common() -> None:
    assert variants("held_out", "five_years") == set(wordings.PHILIPPINES["five_years"])


def test_a_label_gets_the_receipts_punctuation_unless_it_has_its_own() -> None:
    say = Fixed(format__colon=" :", total="TOTAL", subtotal="Sub-total:", date="")
    assert [say.label(key) for key in ("total", "subtotal", "date")] == ["TOTAL :", "Sub-total:", ""]


def test_money_has_separators_and_the_receipts_signs() -> None:
    say = Fixed(format__amount_with_sign="₱ {n}", format__minus="({n})")
    assert say.money(Decimal("1234.5")) == "1,234.50"
    assert say.money(Decimal("1234.5"), sign=True) == "₱ 1,234.50"
    assert say.money(Decimal(-20)) == "(20.00)"


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("{n}", "12,345.00"),
        ("{whole}", "12,345"),
        ("{points}", "12.345"),
        ("{comma}", "12.345,00"),
    ],
)
def test_a_country_writes_all_its_amounts_in_one_way(number: str, printed: str) -> None:
    say = Phrasing("FR", "common", random.Random(0))
    say._chosen |= {"format.number": number, "format.amount": "{n}", "format.amount_with_sign": "{n} €"}
    amount = Decimal(12345)
    assert (say.money(amount), say.money(amount, sign=True)) == (printed, f"{printed} €")


@pytest.mark.parametrize(("amount", "printed"), [(12, "12.00"), (1234, "1,234.00"), (1234567, "12,34,567.00")])
def test_india_sets_commas_by_two_digits_behind_the_thousands(amount: int, printed: str) -> None:
    say = Phrasing("IN", "common", random.Random(0))
    assert say.money(Decimal(amount)) == printed


def test_a_time_without_seconds_on_paper_is_known_to_the_minute() -> None:
    moment = datetime.datetime.combine(datetime.date(2026, 5, 4), datetime.time(15, 7, 42))
    assert Fixed(format__time="%I:%M %p").time(moment) == "03:07 PM"
    assert Fixed(format__time="%I:%M %p").seen_time(moment) == "15:07:00"
    assert Fixed(format__time="%H:%M:%S").seen_time(moment) == "15:07:42"


def test_dates_and_tins_follow_their_patterns() -> None:
    say = Fixed(format__date="%b %d, %Y", format__tin="{a}-{b}-{c} {branch}")
    assert say.date(datetime.date(2026, 5, 4)) == "May 04, 2026"
    assert say.tin(Tin("087654321", "00002")) == "087-654-321 00002"
