"""The top of a receipt: who sells, where, under which tax number, on which machine."""

from collections.abc import Iterator

from tests.support.receipts.identifiers import Tin
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Gap, Mark, Picture, Row
from tests.support.receipts.parties import Party
from tests.support.receipts.parts.machine import Machine


def heading(job: Job, seller: Party, *, vat: bool, machine: Machine | None = None) -> Iterator[Mark]:
    """Print a Philippine seller, with MIN and serial number where a registered machine prints."""
    if job.chance(0.25):
        yield Picture("logo", 0.28)
    yield from name(job, seller)
    if seller.trade_name:
        yield from _owner(job, seller, vat=vat)
    for row in (seller.address[0], *seller.address[1:]):
        yield from job.centred(row, {"address": address(seller)})
    if seller.phone and job.chance(0.4):
        yield from job.centred(f"Tel. {seller.phone}")
    yield from seller_tin(job, seller.tin, vat=vat)
    if machine:
        yield from machine_numbers(job, machine)
    yield Gap(0.5)


def name(job: Job, seller: Party) -> Iterator[Row]:
    shown = seller.heading.upper() if job.chance(0.6) else seller.heading
    wide, tall, bold = job.rng.choice(((1, 1, True), (1, 1.6, True), (1.5, 1.5, False), (2, 2, False)))
    if len(shown) * wide > job.columns:
        wide = 1
    yield from job.centred(shown, {"merchant": shown}, wide=wide, tall=tall, bold=bold)


def address(seller: Party) -> str:
    return ", ".join(row.strip(" ,") for row in seller.address)


def seller_tin(job: Job, tin: Tin, *, vat: bool) -> Iterator[Row]:
    yield from job.centred(
        f"{job.say('vat_tin' if vat else 'non_vat_tin')} {job.say.tin(tin)}",
        {"bir.tin": tin.dashed, "bir.branch_code": tin.branch, "bir.vat_registered": vat},
    )


def machine_numbers(job: Job, machine: Machine) -> Iterator[Row]:
    number = f"{job.say('min')} {machine.number}"
    serial = f"{job.say('serial_number')} {machine.serial}"
    facts = {"bir.min": machine.number}
    beside = job.chance(0.4)
    if beside and len(number) + len(serial) < job.columns - 4:
        yield job.pair(number, serial, label_facts=facts)
        return
    yield from job.centred(number, facts)
    yield from job.centred(serial)


def _owner(job: Job, seller: Party, *, vat: bool) -> Iterator[Row]:
    words = job.say("operated_by" if vat else "proprietor")
    if "{name}" in words:
        yield from job.centred(words.format(name=seller.name))
    elif len(words) + len(seller.name) < job.columns:
        yield from job.centred(f"{words} {seller.name}")
    else:
        yield from job.centred(words)
        yield from job.centred(seller.name)
