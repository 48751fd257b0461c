"""The bottom of a receipt: the buyer, what the document is valid for, thanks."""

from collections.abc import Iterator

from tests.support.receipts.identifiers import digits
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Cell, Gap, Mark, Picture, Row, Rule
from tests.support.receipts.parties import Party, person


def buyer(job: Job, customer: Party | None) -> Iterator[Mark]:
    """Print the space for the buyer's name, address and TIN: filled in for a company, else blank."""
    yield Rule()
    if customer is None:
        for key in ("sold_to", "buyer_address", "buyer_tin", "business_style"):
            yield blank(job, job.say(key))
        return
    yield from job.left(f"{job.say('sold_to')} {customer.name}")
    yield from job.left(f"{job.say('buyer_address')} {', '.join(customer.address)}")
    yield from job.left(f"{job.say('buyer_tin')} {job.say.tin(customer.tin)}")


def blank(job: Job, label: str) -> Row:
    """Return a label with a line to write on."""
    start = len(label) + 1
    return Row((Cell(label), Cell("_" * (job.columns - start), start)))


def senior(job: Job) -> Iterator[Mark]:
    """Print who had the discount: a number and a name that are neither the receipt's nor the merchant's."""
    yield from job.left(f"{job.say('senior_id')} {digits(job.rng, 2)}-{digits(job.rng, 6)}")
    yield from job.left(f"{job.say('senior_name')} {person(job.rng)}")
    yield blank(job, "Signature:")


def serves_as(job: Job, document: str) -> Iterator[Mark]:
    yield Gap(0.4)
    kind = "official_receipt" if document == "official_receipt" else "invoice"
    yield from job.centred(job.say(f"serves_as_{kind}"), {"document_type": kind})
    if kind == "invoice" and job.moment.year < 2024:
        yield from job.centred(job.say("five_years"))


def no_input_tax(job: Job) -> Iterator[Mark]:
    """Print what sellers without VAT registration must print."""
    yield Gap(0.4)
    yield from job.centred(job.say("no_input_tax"), bold=True)


def thanks(job: Job) -> Iterator[Mark]:
    yield Gap(0.4)
    yield from job.centred(job.say("thanks"))
    if job.chance(0.3):
        yield Gap(0.5)
        yield Picture(job.rng.choice(("barcode", "qr")), 0.5)
