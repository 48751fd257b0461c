from collections.abc import Callable

from tests.support.receipts.job import Job


def test_a_long_text_takes_several_rows_that_state_the_same(make_job: Callable[..., Job]) -> None:
    job = make_job(columns=20)
    rows = list(job.centred("AMIHAN RETAIL VENTURES INCORPORATED", {"merchant": "x"}))
    assert [row.cells[0].text for row in rows] == ["AMIHAN RETAIL", "VENTURES", "INCORPORATED"]
    assert all(row.cells[0].facts == {"merchant": "x"} for row in rows)


def test_numbers_are_not_broken_at_their_dashes(make_job: Callable[..., Job]) -> None:
    rows = list(make_job(columns=20).left("Accred. 043-087654321-000265"))
    assert [row.cells[0].text for row in rows] == ["Accred.", "043-087654321-000265"]


def test_a_pair_is_set_wide_only_where_it_fits(make_job: Callable[..., Job]) -> None:
    job = make_job(columns=30)
    assert job.pair("TOTAL", "12.50", wide=2).wide == 2
    assert job.pair("TOTAL AMOUNT DUE", "1,234.50", wide=2).wide == 1


def test_a_day_before_the_sale_is_before_it(make_job: Callable[..., Job]) -> None:
    job = make_job()
    assert all(30 <= (job.moment.date() - job.before(30, 60)).days <= 60 for _ in range(50))
