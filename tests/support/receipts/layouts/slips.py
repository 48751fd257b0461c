"""Philippine fuel stations, and the slip of a card terminal."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tests.support.receipts import catalogue, parties
from tests.support.receipts.bill import Item, basket, settle, vat_bill
from tests.support.receipts.identifiers import digits
from tests.support.receipts.job import Job
from tests.support.receipts.layouts.register import branch_digits, register_receipt
from tests.support.receipts.marks import Gap, Mark, Rule
from tests.support.receipts.parts import heading, particulars

_BANKS = ("BANGKO LUNTIAN", "TANGLAW SAVINGS BANK", "PAMANA BANK", "BAYBAY RURAL BANK")


def fuel_station(job: Job) -> Iterator[Mark]:
    """Print litres to three decimals; pump, plate and odometer are numbers to be passed over."""
    bill = settle(lambda: vat_bill(tuple(map(_tankful, basket(job.sale, catalogue.FUEL, 1, 1)))))
    seller = parties.philippine_seller(job.rng, "fuel", branch_digits=branch_digits(job))
    return register_receipt(job, seller, bill, before_goods=_pump(job), cash=0.55)


def _tankful(item: Item) -> Item:
    return replace(item, quantity=item.quantity * 14)


def _pump(job: Job) -> Iterator[Mark]:
    yield job.pair(f"Pump: {job.sale.randint(1, 12):02}", f"Nozzle: {job.sale.randint(1, 4)}")
    if job.chance(0.6):
        plate = "".join(job.sale.choice("ABCDEFGHKLNPRSTUVWXYZ") for _ in range(3))
        yield job.pair(f"Plate No: {plate} {digits(job.sale, 4)}", f"Odo: {job.sale.randint(8000, 190000)}")


def card_slip(job: Job) -> Iterator[Mark]:
    """Print the customer's copy of a card payment: a total, but no tax and no items."""
    seller = parties.philippine_seller(job.rng, job.rng.choice(("restaurant", "department", "grocery")))
    owed = Decimal(job.sale.randint(18000, 950000)) / 100
    yield from job.centred(job.rng.choice(_BANKS), bold=True)
    yield from heading.name(job, seller)
    for row in seller.address:
        yield from job.centred(row, {"address": heading.address(seller)})
    yield Gap(0.5)
    yield job.pair(f"MID: {digits(job.rng, 10)}", f"TID: {digits(job.rng, 8)}")
    date = f"{job.say('date')} {job.say.date(job.moment)}".strip()
    yield job.pair(date, job.say.time(job.moment), particulars.time_facts(job), label_facts=particulars.date_facts(job))
    yield job.pair(f"BATCH: {digits(job.sale, 6)}", f"TRACE: {digits(job.sale, 6)}")
    yield job.pair(f"REF NO: {digits(job.sale, 12)}", f"APPR: {digits(job.sale, 6)}")
    yield Gap(0.5)
    yield from particulars.title(job, "card_slip")
    yield job.pair(job.say("card"), f"{'*' * 12}{digits(job.sale, 4)}", label_facts={"payment_method": "card"})
    yield from job.left(job.rng.choice(("CHIP", "CONTACTLESS", "SWIPE")) + "   EXP **/**")
    yield Rule()
    yield replace(
        job.pair(
            job.say.label("amount_paid"),
            job.say.money(owed, sign=True),
            {"totals.total_amount": owed},
        ),
        bold=True,
        tall=1.5,
    )
    yield Rule()
    yield from job.centred(job.rng.choice(("NO SIGNATURE REQUIRED", "PIN VERIFIED", "SIGN: ______________________")))
    yield from job.centred("I agree to pay the above total amount according to the card issuer agreement")
    yield from job.centred(job.rng.choice(("** CUSTOMER COPY **", "CARDHOLDER COPY")))
    yield Gap(0.5)
