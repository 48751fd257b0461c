"""Bills: things sold, and the arithmetic of their taxes, discounts and charges, even to the cent."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from tests.support.receipts.money import (
    CENT,
    GST,
    SENIOR_DISCOUNT,
    SERVICE_TAX,
    VAT,
    ZERO,
    cents,
    is_exact,
    to_five_sen,
    to_unit,
    without_tax,
)

TaxClass = Literal["taxed", "exempt", "zero"]


@dataclass(frozen=True)
class Good:
    """An entry of a catalogue: prices range from `low` to `high`; `weighed` goods are sold in thousandths."""

    name: str
    low: int
    high: int
    tax: TaxClass = "taxed"
    weighed: bool = False


@dataclass(frozen=True)
class Item:
    """A thing sold. `discount` is what was taken off this item's amount."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    tax: TaxClass = "taxed"
    discount: Decimal = ZERO

    @property
    def amount(self) -> Decimal:
        return cents(self.quantity * self.unit_price)


@dataclass(frozen=True)
class Taxes:
    """A total by tax class: `taxable` is net of the `tax` on it."""

    rate: Decimal
    taxable: Decimal = ZERO
    tax: Decimal = ZERO
    exempt: Decimal = ZERO
    zero_rated: Decimal = ZERO


@dataclass(frozen=True)
class Bill:
    """The amounts owed. `less_vat` is the VAT that a senior citizen or person with disability is let off.

    `reduced` are the taxes of what is sold at a lower rate, where there is one.
    """

    items: tuple[Item, ...]
    subtotal: Decimal
    total: Decimal
    taxes: Taxes = field(default_factory=lambda: Taxes(VAT))
    discount: Decimal = ZERO
    less_vat: Decimal = ZERO
    service_charge: Decimal = ZERO
    rounding: Decimal = ZERO
    reduced: Taxes | None = None

    @property
    def tax(self) -> Decimal:
        return self.taxes.tax + (self.reduced.tax if self.reduced else ZERO)


def basket(rng: random.Random, goods: Sequence[Good], fewest: int, most: int) -> tuple[Item, ...]:
    """Pick different goods, each at a price of its range."""
    picked = rng.sample(goods, min(len(goods), rng.randint(fewest, most)))
    return tuple(_item(rng, good) for good in picked)


def settle(draw: Callable[[], Bill]) -> Bill:
    """Draw bills until the tax is exactly the rate times the taxable amount: one in ten is a cent off."""
    while True:
        bill = draw()
        if is_exact(bill.taxes.taxable, bill.taxes.tax, bill.taxes.rate):
            return bill


def plain_bill(items: tuple[Item, ...]) -> Bill:
    """Return the bill of a seller who is not VAT-registered: no tax is shown."""
    gross = _gross(items)
    return Bill(items, gross, gross)


def vat_bill(items: tuple[Item, ...], *, discount: Decimal = ZERO, service_rate: Decimal = ZERO) -> Bill:
    """Return a bill of VAT-inclusive prices; discounts come off taxed goods, the service charge is a part of the net amount."""
    subtotal = _gross(items)
    reduction = discount + sum((item.discount for item in items), ZERO)
    taxes = _split(items, VAT, reduction)
    service_charge = cents((taxes.taxable + taxes.exempt + taxes.zero_rated) * service_rate)
    total = subtotal - reduction + service_charge
    return Bill(items, subtotal, total, taxes, discount=reduction, service_charge=service_charge)


def senior_bill(items: tuple[Item, ...], *, persons: int = 1, seniors: int = 1) -> Bill:
    """Return a bill of which the seniors' equal share is freed of VAT, then discounted by 20 %."""
    gross = _gross(items)
    share = cents(gross * seniors / persons)
    exempt = without_tax(share, VAT)
    discount = cents(exempt * SENIOR_DISCOUNT)
    taxable = without_tax(gross - share, VAT)
    taxes = Taxes(VAT, taxable, gross - share - taxable, exempt)
    return Bill(items, gross, gross - share + exempt - discount, taxes, discount=discount, less_vat=share - exempt)


def gst_bill(items: tuple[Item, ...]) -> Bill:
    """Return a bill of Malaysia 2015-2018: GST-inclusive prices, the total rounded to five sen."""
    gross = _gross(items)
    return Bill(items, gross, to_five_sen(gross), _split(items, GST), rounding=to_five_sen(gross) - gross)


def sst_bill(items: tuple[Item, ...], *, service_rate: Decimal = ZERO) -> Bill:
    """Return a bill of Malaysia since 2018: service charge and service tax on top of the prices, rounded to five sen."""
    subtotal = _gross(items)
    service_charge = cents(subtotal * service_rate)
    taxes = Taxes(SERVICE_TAX, subtotal + service_charge, cents((subtotal + service_charge) * SERVICE_TAX))
    owed = taxes.taxable + taxes.tax
    rounding = to_five_sen(owed) - owed
    return Bill(items, subtotal, owed + rounding, taxes, service_charge=service_charge, rounding=rounding)


def law_bill(
    items: tuple[Item, ...],
    rate: Decimal,
    *,
    included: bool,
    to: Decimal = CENT,
    discount: Decimal = ZERO,
    service_rate: Decimal = ZERO,
    coin: Decimal | None = None,
    lower: Decimal | None = None,
) -> Bill:
    """Return a tax within the prices or on top of them, rounded `to` the smallest amount, the total to the smallest coin.

    `lower` is the rate of goods of the class zero, where these have one of their own.
    """
    subtotal = _gross(items)
    service_charge = to_unit(subtotal * service_rate, to)
    sale = subtotal - discount + service_charge
    reduced = _taxed(_gross(_zero(items)), lower, included=included, to=to) if lower is not None else None
    taxes = _taxed(sale - (_gross(_zero(items)) if reduced else ZERO), rate, included=included, to=to)
    owed = sum((each.taxable + each.tax for each in (taxes, reduced) if each), ZERO)
    total = to_unit(owed, coin) if coin else owed
    return Bill(
        items,
        subtotal,
        total,
        taxes,
        discount=discount,
        service_charge=service_charge,
        rounding=total - owed + ZERO,
        reduced=reduced,
    )


def _zero(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.tax == "zero")


def _taxed(amount: Decimal, rate: Decimal, *, included: bool, to: Decimal) -> Taxes:
    """Return the tax within an amount, or on top of it."""
    net = to_unit(amount / (1 + rate), to) if included else amount
    return Taxes(rate, net, amount - net if included else to_unit(amount * rate, to))


def _item(rng: random.Random, good: Good) -> Item:
    price = Decimal(rng.randint(good.low, good.high)) + rng.choice(
        tuple(map(Decimal, ("0.00", "0.00", "0.50", "0.75", "0.25", "0.95")))
    )
    if good.weighed:
        return Item(good.name, Decimal(rng.randint(180, 2600)) / 1000, price, good.tax)
    return Item(good.name, Decimal(rng.choice((1, 1, 1, 1, 2, 2, 3, 4, 6))), price, good.tax)


def _gross(items: tuple[Item, ...]) -> Decimal:
    return sum((item.amount for item in items), ZERO)


def _split(items: tuple[Item, ...], rate: Decimal, reduction: Decimal = ZERO) -> Taxes:
    by_class = {tax: _gross(tuple(item for item in items if item.tax == tax)) for tax in ("taxed", "exempt", "zero")}
    taxed = by_class["taxed"] - reduction
    taxable = without_tax(taxed, rate)
    return Taxes(rate, taxable, taxed - taxable, by_class["exempt"], by_class["zero"])
