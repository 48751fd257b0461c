"""Philippine shops: grocery, wholesale, sari-sari store, convenience store, pharmacy, department store."""

from collections.abc import Iterator
from dataclasses import replace

from tests.support.receipts import catalogue, parties
from tests.support.receipts.bill import Item, basket, plain_bill, senior_bill, settle, vat_bill
from tests.support.receipts.job import Job
from tests.support.receipts.layouts.register import branch_digits, register_receipt
from tests.support.receipts.marks import Mark
from tests.support.receipts.money import cents
from tests.support.receipts.parts import closing


def grocery_vat(job: Job) -> Iterator[Mark]:
    """Print many items, some of them fresh food, which is exempt."""
    bill = settle(
        lambda: vat_bill(basket(job.sale, catalogue.GROCERY, 6, 12) + basket(job.sale, catalogue.FRESH, 0, 3))
    )
    seller = parties.philippine_seller(job.rng, "grocery", branch_digits=branch_digits(job))
    return register_receipt(job, seller, bill, marks=True, barcodes=job.chance(0.2))


def mixed_vat(job: Job) -> Iterator[Mark]:
    """Print VATable, exempt and zero-rated goods on one invoice."""
    shelves = (catalogue.GROCERY, catalogue.FRESH, catalogue.EXPORT)
    bill = settle(lambda: vat_bill(sum((basket(job.sale, shelf, 1, 4) for shelf in shelves), ())))
    seller = parties.philippine_seller(job.rng, "wholesale", branch_digits=branch_digits(job))
    return register_receipt(job, seller, bill, marks=True, cash=0.5)


def sari_sari_nonvat(job: Job) -> Iterator[Mark]:
    """Print the receipt of a neighbourhood store that is not VAT-registered."""
    bill = plain_bill(basket(job.sale, catalogue.SARI_SARI, 2, 7))
    seller = parties.sole_proprietor(job.rng, "sari_sari", branch_digits=branch_digits(job))
    return register_receipt(job, seller, bill, vat=False, cash=0.85)


def convenience(job: Job) -> Iterator[Mark]:
    """Print the receipt of a few things from the corner, often paid by wallet."""
    bill = settle(lambda: vat_bill(basket(job.sale, catalogue.CONVENIENCE, 1, 4)))
    seller = parties.philippine_seller(job.rng, "convenience", branch_digits=branch_digits(job))
    return register_receipt(job, seller, bill, marks=job.chance(0.7), cash=0.5)


def pharmacy(job: Job) -> Iterator[Mark]:
    """Print medicines, of which those for chronic diseases are exempt; or all of it for a senior citizen."""
    seller = parties.philippine_seller(job.rng, "pharmacy", branch_digits=branch_digits(job))
    if job.chance(0.4):
        bill = settle(lambda: senior_bill(basket(job.sale, catalogue.MEDICINES, 2, 5)))
        return register_receipt(job, seller, bill, after_payment=closing.senior(job))
    shelves = (catalogue.MEDICINES, catalogue.MAINTENANCE_MEDICINES)
    bill = settle(lambda: vat_bill(sum((basket(job.sale, shelf, 1, 4) for shelf in shelves), ())))
    return register_receipt(job, seller, bill, marks=True)


def department(job: Job) -> Iterator[Mark]:
    """Print barcodes above the goods, a discount on some of them, mostly paid by card."""
    bill = settle(
        lambda: vat_bill(tuple(_reduced(job, item) for item in basket(job.sale, catalogue.DEPARTMENT_STORE, 2, 6)))
    )
    seller = parties.philippine_seller(job.rng, "department", branch_digits=branch_digits(job))
    return register_receipt(job, seller, bill, marks=job.chance(0.6), barcodes=True, cash=0.35)


def _reduced(job: Job, item: Item) -> Item:
    return replace(item, discount=cents(item.amount / 10)) if job.chance(0.35) else item
