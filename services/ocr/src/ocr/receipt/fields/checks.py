"""Identities that the amounts of a receipt should fulfil, each with the numbers used."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ocr.model import Check, Facts, LineItem, Money, Status, Totals
from ocr.receipt.amounts.candidates import Amount
from ocr.receipt.amounts.proofs import MAX_FEES
from ocr.receipt.fields.country import Country
from ocr.receipt.fields.tax_rate import check_rate
from ocr.receipt.lexicon.currencies import CURRENCY_COUNTRIES, SHARED
from ocr.receipt.tax import CENT, FIVE_SEN, NIL, ROUNDED_IN_PARTS, rates, rounded_to, tax_on


@dataclass(frozen=True, slots=True)
class Law:
    """The country whose tax law a sale is under, and the day on which; None where that is not known for sure."""

    country: str | None
    day: datetime.date | None


def law_of(facts: Facts, country: Country | None, day: datetime.date | None) -> Law:
    """Return the law of the country that both the marks and the printed money of the paper name, or one of them alone."""
    money = facts.currency
    if money is None or money.source != "read":
        return Law(country, day)
    # A sign of several currencies is told apart by places, and there is a Melbourne in Florida.
    named = None if money.text in SHARED else CURRENCY_COUNTRIES.get(money.value)
    return Law(named if country in (None, named) else None, day)


def check(
    facts: Facts,
    amounts: Sequence[Amount],
    country: Country | None,
    *,
    today: datetime.date,
    day: datetime.date | None,
) -> tuple[Check, ...]:
    """Return every check, passed or not, applicable or not; `country` and `day` are those of the sale where they are sure."""
    withheld = next((abs(amount.value) for amount in amounts if amount.kind == "withholding"), NIL)
    fees = [amount.value for amount in amounts if amount.kind == "fee" and not amount.repeated][:MAX_FEES]
    vouchers = [-abs(amount.value) for amount in amounts if amount.kind == "gift_certificate" and not amount.repeated]
    # Charged or taken off besides what is a field of its own: a voucher above the total may be the discount.
    taken = [value for value in vouchers[:1] if value != -_value(facts.totals.discount)]
    others = [value for value in (-withheld, *fees, *taken) if value]
    law = law_of(facts, country, day)
    return _tax_rate(facts.totals, law, withheld - sum(vouchers[:1], NIL)), *_checks(facts, others, law, today)


def _checks(facts: Facts, others: Sequence[Decimal], law: Law, today: datetime.date) -> Iterator[Check]:
    totals = facts.totals
    yield _parts_make_the_total(totals, others)
    yield _subtotal_makes_the_total(totals, others)
    yield _cash_less_change_is_the_total(totals)
    yield _items_make_the_subtotal(totals, facts.line_items)
    yield _senior_discount(totals, law)
    yield _rounded_to_five_sen(totals, law)
    if facts.date is None:
        yield Check("date_is_not_in_the_future", "not_applicable", "no date")
    else:
        held = facts.date.value <= today
        yield Check("date_is_not_in_the_future", _status(held), f"{facts.date.value} against {today}")


def _status(held: bool) -> Status:
    return "pass" if held else "fail"


def _value(money: Money | None) -> Decimal:
    return money.value if money else NIL


def _missing(name: str, *needed: str) -> Check:
    return Check(name, "not_applicable", "not printed: " + ", ".join(needed))


def _tax_rate(totals: Totals, law: Law, taken_off: Decimal) -> Check:
    """Check the tax against the taxed sale, or the total before rounding and what was taken off behind the tax."""
    tax, net, total = (
        money.value if money else None for money in (totals.tax_amount, totals.vatable_sales, totals.total_amount)
    )
    whole = None if total is None else total - _value(totals.rounding) + taken_off
    return Check("tax_rate", *check_rate(law.country, law.day, tax, net=net, total=whole))


def _parts_make_the_total(totals: Totals, others: Sequence[Decimal]) -> Check:
    name = "parts_make_the_total"
    if totals.vatable_sales is None or totals.tax_amount is None or totals.total_amount is None:
        return _missing(name, "VATable sales, VAT or total")
    parts = [
        _value(money)
        for money in (totals.vatable_sales, totals.vat_exempt_sales, totals.zero_rated_sales, totals.tax_amount)
    ]
    total = totals.total_amount.value
    # A discount may have been taken off the classes already, a service charge be a part of them.
    optional = [
        part
        for part in (_value(totals.service_charge), -_value(totals.discount), _value(totals.rounding), *others)
        if part
    ]
    sums = _sums(sum(parts, NIL), optional)
    return Check(
        name,
        _status(any(abs(s - total) <= ROUNDED_IN_PARTS for s in sums)),
        f"{' + '.join(map(str, parts))} = {sum(parts, NIL)}, total {total}",
    )


def _sums(base: Decimal, optional: Sequence[Decimal]) -> list[Decimal]:
    sums = [base]
    for part in optional:
        sums += [so_far + part for so_far in sums]
    return sums


def _subtotal_makes_the_total(totals: Totals, others: Sequence[Decimal]) -> Check:
    name = "subtotal_makes_the_total"
    if totals.subtotal is None or totals.total_amount is None:
        return _missing(
            name,
            *(
                label
                for label, money in (("subtotal", totals.subtotal), ("total", totals.total_amount))
                if money is None
            ),
        )
    optional = [
        part
        for part in (
            _value(totals.tax_amount),
            _value(totals.service_charge),
            -_value(totals.discount),
            _value(totals.rounding),
            *others,
        )
        if part
    ]
    total = totals.total_amount.value
    sums = _sums(totals.subtotal.value, optional)
    # Senior citizens' discounts come off an amount freed of its VAT.
    if totals.discount and totals.vat_exempt_sales:
        sums.append(
            totals.vat_exempt_sales.value
            - totals.discount.value
            + _value(totals.vatable_sales)
            + _value(totals.tax_amount)
        )
    held = any(abs(s - total) <= ROUNDED_IN_PARTS for s in sums)
    return Check(
        name,
        _status(held),
        f"subtotal {totals.subtotal.value} with {', '.join(map(str, optional)) or 'nothing'}, total {total}",
    )


def _cash_less_change_is_the_total(totals: Totals) -> Check:
    name = "cash_less_change_is_the_total"
    if totals.cash is None or totals.total_amount is None:
        return _missing(name, "cash or total")
    change, total = _value(totals.change), totals.total_amount.value
    left = totals.cash.value - change
    return Check(name, _status(abs(left - total) < CENT), f"{totals.cash.value} - {change} = {left}, total {total}")


def _items_make_the_subtotal(totals: Totals, items: Sequence[LineItem]) -> Check:
    name = "items_make_the_subtotal"
    against = totals.subtotal or totals.total_amount
    if not items or against is None:
        return _missing(name, "items or subtotal")
    made = sum((item.amount for item in items), NIL)
    sums = _sums(
        made, [part for part in (_value(totals.rounding), _value(totals.tax_amount), -_value(totals.discount)) if part]
    )
    goals = [money.value for money in (totals.subtotal, totals.total_amount) if money]
    held = any(abs(s - goal) <= ROUNDED_IN_PARTS for s in sums for goal in goals)
    return Check(name, _status(held), f"{len(items)} items = {made}, printed {against.value}")


def _senior_discount(totals: Totals, law: Law) -> Check:
    name = "discount_is_20_or_5_percent_of_exempt_sales"
    shares = sorted({row.rate for row in rates("PH", law.day, "discount")}, reverse=True)
    if not shares or not totals.discount or not totals.vat_exempt_sales or not totals.vat_exempt_sales.value:
        return _missing(name, "discount or VAT-exempt sales")
    exempt, discount = totals.vat_exempt_sales.value, totals.discount.value
    expected = [tax_on(exempt + net, share).quantize(CENT) for share in shares for net in (NIL, discount)]
    return Check(
        name,
        _status(any(abs(e - discount) <= ROUNDED_IN_PARTS for e in expected)),
        f"{shares[0]} % of {exempt} = {expected[0]}, printed {discount}",
    )


def _rounded_to_five_sen(totals: Totals, law: Law) -> Check:
    name = "total_is_rounded_to_five_sen"
    if not totals.rounding or not totals.total_amount:
        return _missing(name, "rounding")
    total, unit = totals.total_amount.value, rounded_to(law.country, law.day) or FIVE_SEN
    return Check(name, _status(total % unit == 0), f"total {total}, rounding {totals.rounding.value}, to {unit}")
