"""Decision records have one form, and the index lists each of them."""

import datetime
import re
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "docs/decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
HEAD = re.compile(
    r"# (?P<number>\d{4}) (?P<title>\S.*)\n\n(?P<status>Accepted|Superseded by \d{4},) (?P<date>\d{4}-\d\d-\d\d)\.\n\n"
)


def test_begins_with_its_number_its_title_its_status_and_its_date() -> None:
    for record in RECORDS:
        head = HEAD.match(record.read_text())

        assert head, record
        assert head["number"] == record.name[:4]
        assert datetime.date.fromisoformat(head["date"]) <= datetime.datetime.now(datetime.UTC).date(), record


def test_no_number_is_used_twice() -> None:
    numbers = [record.name[:4] for record in RECORDS]

    assert len(numbers) == len(set(numbers))


def test_the_index_has_a_row_for_each_record_and_no_other() -> None:
    heads = [(record.name, HEAD.match(record.read_text())) for record in RECORDS]
    expected = [
        f"| [{head['number']}]({name}) | {head['title']} | {head['status'].rstrip(',').lower()} | {head['date']} |"
        for name, head in heads
        if head
    ]

    assert re.findall(r"^\| \[.*$", (FOLDER / "README.md").read_text(), re.MULTILINE) == expected
