import datetime
import time

import pytest

from tests.support.receipts import held_out, held_out_abroad, wordings, wordings_abroad
from tests.support.receipts.wordings import Table

TABLES = [wordings.PHILIPPINES, wordings.MALAYSIA, held_out.PHILIPPINES, held_out.MALAYSIA,
          wordings.SINGAPORE, wordings.INDONESIA, wordings.AMERICA,
          *wordings_abroad.ABROAD.values(), *held_out_abroad.ABROAD.values()]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_every_date_pattern_tells_the_day_again(table: Table) -> None:
    day = datetime.date(2026, 2, 13)
    # Capitals and noughts that are left out are read all the same.
    patterns = {pattern: pattern.replace("%^", "%").replace("%-", "%") for pattern in table["format.date"]}
    read = {pattern: time.strptime(day.strftime(pattern), plain)[:3] for pattern, plain in patterns.items()}
    assert {pattern: seen for pattern, seen in read.items() if seen != (2026, 2, 13)} == {}


def test_numeric_dates_are_month_first_in_the_philippines_and_day_first_in_malaysia() -> None:
    day = datetime.date(2026, 2, 13)
    for table, first in ((wordings.PHILIPPINES, "02"), (wordings.MALAYSIA, "13")):
        numeric = [
            day.strftime(pattern) for pattern in table["format.date"] if "%b" not in pattern and "%B" not in pattern
        ]
        assert {text[:2] for text in numeric if not text.startswith("2026")} == {first}


@pytest.mark.parametrize("table", TABLES)
def test_no_variant_is_listed_for_nothing(table: Table) -> None:
    assert all(table.values())
