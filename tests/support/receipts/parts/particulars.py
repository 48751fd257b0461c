"""Particulars of the document: its kind, its number, and the time of the sale."""

from collections.abc import Iterator

from tests.support.receipts import identifiers
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Cell, Mark, Row, Rule
from tests.support.receipts.parties import person
from tests.support.receipts.truth import Facts

_DOCUMENT_TYPES = {"service_invoice": "invoice"}


def title(job: Job, document: str) -> Iterator[Row]:
    """Print what the document calls itself; `document` is the last part of the wording's key."""
    wide, tall = job.rng.choice(((1, 1), (1, 1.5), (1.5, 1.5), (2, 1)))
    words = job.say(f"title.{document}")
    if len(words) * wide > job.columns:
        wide = 1
    yield from job.centred(words, document_facts(document), wide=wide, tall=tall, bold=True)


def document_facts(document: str) -> Facts:
    return {"document_type": _DOCUMENT_TYPES.get(document, document)}


def particulars(job: Job, number_key: str, number: str) -> Iterator[Mark]:
    """Print number, date, time and who served, in one of several arrangements."""
    yield from job.rng.choice((_stacked, _stacked, _paired, _opposite))(job, number_key, number)
    if job.chance(0.8):
        yield _served(job)


def date_facts(job: Job) -> Facts:
    return {"date": job.moment.date().isoformat()}


def time_facts(job: Job) -> Facts:
    return {"time": job.say.seen_time(job.moment)}


def _stacked(job: Job, number_key: str, number: str) -> Iterator[Mark]:
    yield from job.left(f"{job.say.label(number_key)} {number}", {"receipt_number": number})
    if job.chance(0.5):
        yield from job.left(f"{job.say('transaction')} {identifiers.digits(job.sale, 8)}")
    stamp = f"{job.say('date')} {job.say.date(job.moment)} {job.say.time(job.moment)}".strip()
    yield from job.left(stamp, {**date_facts(job), **time_facts(job)})


def _paired(job: Job, number_key: str, number: str) -> Iterator[Mark]:
    yield job.pair(job.say.label(number_key), number, {"receipt_number": number})
    yield job.pair(job.say.label("date"), job.say.date(job.moment), date_facts(job))
    yield job.pair(job.say.label("time"), job.say.time(job.moment), time_facts(job))
    yield job.pair(job.say("terminal"), f"{job.rng.randint(1, 12):02}")


def _opposite(job: Job, number_key: str, number: str) -> Iterator[Mark]:
    """Date at the left, time at the right; the number on a row of its own, between rules."""
    date = f"{job.say('date')} {job.say.date(job.moment)}".strip()
    time = f"{job.say('time')} {job.say.time(job.moment)}".strip()
    if len(date) + len(time) < job.columns:
        yield job.pair(date, time, time_facts(job), label_facts=date_facts(job))
    else:
        yield from job.left(date, date_facts(job))
        yield from job.left(time, time_facts(job))
    yield Rule()
    yield from job.centred(f"{job.say.label(number_key)} {number}", {"receipt_number": number}, bold=True)
    yield Rule()


def _served(job: Job) -> Row:
    who = person(job.sale).split()[0]
    cashier = f"{job.say('cashier')} {job.rng.choice((who, who.upper(), identifiers.digits(job.rng, 4)))}"
    if job.country == "PH" and job.chance(0.4):
        return job.pair(cashier, f"{job.say('terminal')} {job.rng.randint(1, 12):02}")
    return Row((Cell(cashier),))
