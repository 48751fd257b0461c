"""Check of a printed tax against the rates of the law."""

from datetime import date
from decimal import Decimal

from ocr.model import Status
from ocr.receipt.lexicon.papers import PAPERS
from ocr.receipt.tax import CENT, ROUNDED_IN_PARTS, Tax, rates, tax_in, tax_on

# Countries whose money has no cents: what a tax is rounded to there.
_WHOLE = frozenset(country for country, paper in PAPERS.items() if not paper.has_cents)


def check_rate(
    country: str | None,
    day: date | None,
    tax: Decimal | None,
    *,
    net: Decimal | None = None,
    total: Decimal | None = None,
) -> tuple[Status, str]:
    """Return whether a printed tax is at a rate of the law, with that rate and law.

    `net` is the sale that is taxed, without the tax. Where it is not printed, the tax is looked for in the `total` before
    rounding: less than the whole has is the tax of a part. Only the law of a known country can be broken.
    """
    base = total if net is None else net
    if tax is None or base is None:
        return "not_applicable", "not printed: tax, or an amount that it is of"
    if net is None and not tax:
        return "not_applicable", f"no tax is charged on {base}"
    own = rates(country, day) if country is not None else ()
    laws = _by_standing(own or rates(None, day))
    unit = Decimal(1) if country in _WHOLE else CENT
    share = tax_in if net is None else tax_on
    expected = {law: share(base, law.rate).quantize(unit) for law in laws}
    tolerance = ROUNDED_IN_PARTS * unit / CENT
    fitting = [law for law in laws if abs(expected[law] - tax) <= tolerance]
    if fitting:
        return "pass", _detail(fitting[0], base, expected[fitting[0]], tax)
    if not own or not tax:
        return "not_applicable", f"no known rate makes {tax} of {base}"
    lowest, highest = min(laws, key=lambda law: law.rate), max(laws, key=lambda law: law.rate)
    if tax < expected[highest] and (net is None or tax >= expected[lowest]):
        return "not_applicable", f"{tax} is less than {highest.rate} % of {base}: a part has another rate, or none"
    return "fail", _detail(laws[0], base, expected[laws[0]], tax)


def _by_standing(laws: tuple[Tax, ...]) -> tuple[Tax, ...]:
    """Return standard rates before others and late ones before early ones, without those of zero beside others."""
    # What is zero-rated is a class of its own on paper, without a tax.
    laws = tuple(law for law in laws if law.rate) or laws
    return tuple(sorted(laws, key=lambda law: (bool(law.scope), -law.since.toordinal())))


def _detail(law: Tax, base: Decimal, expected: Decimal, printed: Decimal) -> str:
    scope = f" on {law.scope}" if law.scope else ""
    return f"{law.rate} % {law.kind}{scope}, {law.law}: {expected} of {base}, printed {printed}"
