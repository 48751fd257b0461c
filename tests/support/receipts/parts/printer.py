"""Imprint of the printing house at the foot of a pre-printed form."""

from collections.abc import Iterator

from tests.support.receipts import identifiers, parties
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark, Rule


def printer_block(job: Job) -> Iterator[Mark]:
    """Print the press that printed the book: its name, TIN and accreditation, the Authority to Print, and their dates."""
    press, printed = parties.printing_press(job.rng), job.before(60, 900)
    authority = identifiers.authority_to_print(job.rng, printed)
    accreditation = identifiers.printer_accreditation(job.rng, printed)
    first = job.rng.randint(1, 400) * 50 + 1
    issued = job.say.footer_date(printed)
    yield Rule("")
    yield from job.left(f"{job.rng.randint(5, 50)} Bklts. (50x3) {first:06}-{first + 2499:06}")
    yield from job.left(f"{job.say('atp')} {authority}", {"bir.atp": authority})
    yield from job.left(f"{job.say('atp_issued')} {issued}")
    yield from job.left(f"{press.name}  {', '.join(press.address)}")
    yield from job.left(f"TIN: {job.say.tin(press.tin)}")
    yield from job.left(f"{job.say('printer_accreditation')} {accreditation}", {"bir.accreditation": accreditation})
    yield from job.left(f"{job.say('printer_accreditation_issued')} {job.say.footer_date(job.before(901, 2400))}")
