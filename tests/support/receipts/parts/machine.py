"""The machine that prints a receipt, with its permits and its supplier."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.receipts import identifiers, parties
from tests.support.receipts.job import Job
from tests.support.receipts.marks import Mark, Row
from tests.support.receipts.parties import Party

_FIVE_YEARS = datetime.timedelta(days=1825)


@dataclass(frozen=True)
class Machine:
    """A registered cash register: `permit` is its PTU, `accreditation` its supplier's."""

    number: str
    serial: str
    permit: str
    permit_issued: datetime.date
    supplier: Party
    accreditation: str
    accreditation_issued: datetime.date


def install(job: Job) -> Machine:
    permit_issued = job.before(20, 1500)
    accredited = permit_issued - datetime.timedelta(days=job.rng.randint(30, 900))
    supplier = parties.pos_supplier(job.rng)
    return Machine(
        number=identifiers.machine_number(job.rng, permit_issued),
        serial=identifiers.machine_serial(job.rng),
        permit=identifiers.permit_to_use(job.rng, permit_issued),
        permit_issued=permit_issued,
        supplier=supplier,
        accreditation=identifiers.accreditation(job.rng, supplier.tin, accredited),
        accreditation_issued=accredited,
    )


def permit(job: Job, machine: Machine) -> Iterator[Row]:
    """Print the Permit to Use; its date is not the sale's."""
    yield from job.centred(f"{job.say('ptu')} {machine.permit}", {"bir.ptu": machine.permit})
    if job.chance(0.7):
        yield from job.centred(f"{job.say('ptu_issued')} {job.say.footer_date(machine.permit_issued)}")


def supplier(job: Job, machine: Machine) -> Iterator[Mark]:
    """Print the accredited supplier's block, with a name, a TIN and dates that are not the seller's."""
    yield from job.centred(job.say("supplier"))
    yield from job.centred(machine.supplier.name.upper() if job.chance(0.4) else machine.supplier.name)
    if job.chance(0.6):
        for row in machine.supplier.address:
            yield from job.centred(row)
    yield from job.centred(f"{job.say('supplier_tin')} {job.say.tin(machine.supplier.tin)}")
    yield from job.centred(
        f"{job.say('accreditation')} {machine.accreditation}", {"bir.accreditation": machine.accreditation}
    )
    yield from job.centred(f"{job.say('accreditation_issued')} {job.say.footer_date(machine.accreditation_issued)}")
    if job.chance(0.75):
        expiry = machine.accreditation_issued + _FIVE_YEARS
        yield from job.centred(f"{job.say('valid_until')} {job.say.footer_date(expiry)}")
