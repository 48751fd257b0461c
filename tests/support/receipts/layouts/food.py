"""Philippine eateries: carinderia, restaurants with service charge or senior citizens, fast food."""

from collections.abc import Iterator
from decimal import Decimal

from tests.support.receipts import catalogue, parties
from tests.support.receipts.bill import basket, plain_bill, senior_bill, settle, vat_bill
from tests.support.receipts.job import Job
from tests.support.receipts.layouts.register import branch_digits, register_receipt, service_document
from tests.support.receipts.marks import Mark
from tests.support.receipts.parties import Party
from tests.support.receipts.parts import closing

_SERVICE_CHARGE = Decimal("0.10")


def carinderia_nonvat(job: Job) -> Iterator[Mark]:
    """Print the receipt of a small eatery that is not VAT-registered."""
    bill = plain_bill(basket(job.sale, catalogue.CARINDERIA, 2, 6))
    seller = parties.sole_proprietor(job.rng, "carinderia", branch_digits=branch_digits(job))
    return register_receipt(job, seller, bill, vat=False, document=service_document(job), cash=0.8)


def senior_restaurant(job: Job) -> Iterator[Mark]:
    """Print the receipt of a senior citizen or person with disability who eats alone: no VAT, and 20 % off."""
    bill = settle(lambda: senior_bill(basket(job.sale, catalogue.RESTAURANT, 1, 4)))
    seller = _restaurant(job)
    return register_receipt(
        job,
        seller,
        bill,
        document=service_document(job),
        before_goods=_table(job, 1),
        after_payment=closing.senior(job),
    )


def senior_shared_bill(job: Job) -> Iterator[Mark]:
    """Print the receipt of a party in which some are seniors: their equal share is freed of VAT and discounted."""
    persons = job.rng.randint(2, 6)
    seniors = job.rng.randint(1, persons - 1)
    goods = catalogue.RESTAURANT
    bill = settle(lambda: senior_bill(basket(job.sale, goods, 4, 8), persons=persons, seniors=seniors))
    seller = _restaurant(job)
    return register_receipt(
        job,
        seller,
        bill,
        document=service_document(job),
        before_goods=_table(job, persons),
        after_payment=closing.senior(job),
    )


def service_charge_restaurant(job: Job) -> Iterator[Mark]:
    """Print the receipt of a restaurant that adds 10 % of the net amount for service, not part of the VATable sales."""
    bill = settle(lambda: vat_bill(basket(job.sale, catalogue.RESTAURANT, 3, 9), service_rate=_SERVICE_CHARGE))
    table = _table(job, job.rng.randint(2, 8))
    return register_receipt(job, _restaurant(job), bill, document=service_document(job), before_goods=table)


def fast_food(job: Job) -> Iterator[Mark]:
    """Print an order number in large print that is not the receipt's number."""
    bill = settle(lambda: vat_bill(basket(job.sale, catalogue.FAST_FOOD, 2, 6)))
    seller = parties.philippine_seller(job.rng, "fast_food", branch_digits=branch_digits(job))
    order = job.centred(f"ORDER # {job.sale.randint(1, 199)}", wide=2, tall=2)
    return register_receipt(job, seller, bill, document=service_document(job), before_goods=order, cash=0.6)


def _restaurant(job: Job) -> Party:
    return parties.philippine_seller(job.rng, "restaurant", branch_digits=branch_digits(job))


def _table(job: Job, persons: int) -> Iterator[Mark]:
    yield job.pair(f"Table: {job.rng.randint(1, 40)}", f"Pax: {persons}")
    if job.chance(0.5):
        yield from job.centred(job.rng.choice(("DINE IN", "** DINE-IN **", "Order Type: Dine In")))
