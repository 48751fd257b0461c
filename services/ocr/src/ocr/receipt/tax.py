"""Tax law as a table: what is charged where, since when, by which law; and how taxes and totals are rounded.

A row holds until its last day, or until the next row of its country, kind and scope: a new rate is one row more.
Countries without a row have any rate: sales taxes of the United States are set by state, county and city.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Literal

# Charged: within or on top of the price. Borne: paid by the seller, no amount on the paper. The others are taken off.
Effect = Literal["charged", "borne", "withheld", "discount"]
NIL = Decimal(0)
# Five cents of any country.
CENT, FIVE_SEN = Decimal("0.01"), Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Tax:
    """A rate in per cent, from its first day. `scope` is what it is for, empty where it is the standard rate.

    `included` tells a reader that prices usually hold it: where it is shown is read from the paper.
    """

    country: str
    kind: str
    rate: Decimal
    since: date
    law: str
    scope: str = ""
    until: date | None = None
    included: bool = True
    effect: Effect = "charged"


@dataclass(frozen=True, slots=True)
class Rounding:
    """The smallest amount that a total is rounded to, from its first day; of cash only, or however it is paid, as a reader should know."""

    country: str
    to: Decimal
    since: date
    source: str
    cash_only: bool = True


TAXES: tuple[Tax, ...] = (
    # Philippines. NIRC is the National Internal Revenue Code of 1997, RR a regulation of the Bureau of Internal Revenue.
    Tax("PH", "VAT", Decimal(10), date(1988, 1, 1), "Executive Order 273 of 1987"),
    Tax("PH", "VAT", Decimal(12), date(2006, 2, 1), "NIRC s. 106 and 108 as amended by RA 9337"),
    Tax("PH", "VAT", Decimal(0), date(1988, 1, 1), "NIRC s. 106(A)(2) and 108(B)", "zero-rated sales"),
    Tax("PH", "percentage tax", Decimal(3), date(1998, 1, 1), "NIRC s. 116", effect="borne"),
    Tax("PH", "percentage tax", Decimal(1), date(2020, 7, 1), "NIRC s. 116 as amended by RA 11534 (CREATE)", effect="borne"),
    Tax("PH", "percentage tax", Decimal(3), date(2023, 7, 1), "NIRC s. 116 as amended by RA 11534 (CREATE)", effect="borne"),
    # Free of VAT since RA 9994 (seniors, 2010) and RA 10754 (persons with disability, 2016): off the price without it.
    Tax("PH", "senior citizen discount", Decimal(20), date(1992, 4, 23), "RA 7432, RA 9257, RA 9994 s. 4(a)", effect="discount"),
    Tax("PH", "PWD discount", Decimal(20), date(2007, 4, 30), "RA 9442 and RA 10754 s. 1", effect="discount"),
    # Off the price with its VAT: this discount frees of none.
    Tax("PH", "senior citizen discount", Decimal(5), date(2010, 10, 17), "DTI-DA Joint Administrative Order 10-02, DTI-DA-DOE 24-02",
        "basic necessities and prime commodities", effect="discount"),
    Tax("PH", "PWD discount", Decimal(5), date(2017, 2, 1), "DTI-DA-DOE Joint Administrative Orders 17-01 and 24-02",
        "basic necessities and prime commodities", effect="discount"),
    Tax("PH", "withholding tax", Decimal(1), date(1998, 1, 1), "RR 2-98 s. 2.57.2 as amended by RR 11-2018", "goods", effect="withheld"),
    Tax("PH", "withholding tax", Decimal(2), date(2002, 10, 1), "RR 2-98 s. 2.57.2 as amended by RR 14-2002 and 11-2018", "services", effect="withheld"),
    Tax("PH", "withholding tax", Decimal(5), date(1998, 1, 1), "RR 2-98 s. 2.57.2(C)", "rent", effect="withheld"),
    Tax("PH", "withholding tax", Decimal(5), date(2018, 1, 1), "RR 11-2018 and 14-2018", "fees of persons with up to 3 million pesos a year",
        effect="withheld"),
    Tax("PH", "withholding tax", Decimal(10), date(1998, 1, 1), "RR 2-98 s. 2.57.2(A), RR 14-2018", "professional fees", effect="withheld"),
    Tax("PH", "withholding tax", Decimal(15), date(2002, 10, 1), "RR 2-98 s. 2.57.2(A), RR 14-2018",
        "professional fees of firms with more than 720,000 pesos a year", effect="withheld"),
    Tax("PH", "withholding VAT", Decimal(5), date(2005, 11, 1), "NIRC s. 114(C) as amended by RA 9337", "sales to government",
        effect="withheld"),
    Tax("PH", "withholding percentage tax", Decimal(3), date(1998, 1, 1), "RR 2-98 s. 5.116", "sales to government", effect="withheld"),
    # Malaysia. Sales tax is the maker's or importer's: shops print none, makers' invoices do.
    Tax("MY", "sales tax", Decimal(10), date(1972, 2, 29), "Sales Tax Act 1972", until=date(2015, 3, 31)),
    Tax("MY", "sales tax", Decimal(5), date(1972, 2, 29), "Sales Tax Act 1972", "reduced rate", date(2015, 3, 31)),
    Tax("MY", "service tax", Decimal(5), date(1975, 3, 1), "Service Tax Act 1975", included=False),
    Tax("MY", "service tax", Decimal(6), date(2011, 1, 1), "Service Tax (Rate of Tax) (Amendment) Order 2010", until=date(2015, 3, 31),
        included=False),
    Tax("MY", "GST", Decimal(6), date(2015, 4, 1), "Goods and Services Tax Act 2014 s. 10, Goods and Services Tax (Rate of Tax) Order 2014"),
    Tax("MY", "GST", Decimal(0), date(2015, 4, 1), "Goods and Services Tax (Zero-Rated Supply) Order 2014", "zero-rated supplies",
        date(2018, 5, 31)),
    Tax("MY", "GST", Decimal(0), date(2018, 6, 1), "Goods and Services Tax (Rate of Tax) (Amendment) Order 2018 [P.U. (A) 118/2018]",
        until=date(2018, 8, 31)),
    Tax("MY", "service tax", Decimal(6), date(2018, 9, 1), "Service Tax (Rate of Tax) Order 2018", included=False),
    Tax("MY", "service tax", Decimal(8), date(2024, 3, 1), "Service Tax (Rate of Tax) (Amendment) Order 2024 [P.U. (A) 64/2024]",
        included=False),
    Tax("MY", "service tax", Decimal(6), date(2024, 3, 1), "Service Tax (Rate of Tax) (Amendment) Order 2024 [P.U. (A) 64/2024]",
        "food and beverages, telecommunications, parking, logistics", included=False),
    Tax("MY", "service tax", Decimal(6), date(2025, 7, 1), "Ministry of Finance, expansion of the service tax of 9 June 2025",
        "construction, private healthcare, education", included=False),
    # An exemption from 2 of the 8 %.
    Tax("MY", "service tax", Decimal(6), date(2026, 1, 1), "Service Tax Policy 2/2025 (Amendment No. 3) of the Customs Department",
        "rental and leasing", included=False),
    Tax("MY", "sales tax", Decimal(10), date(2018, 9, 1), "Sales Tax (Rates of Tax) Order 2018"),
    Tax("MY", "sales tax", Decimal(5), date(2018, 9, 1), "Sales Tax (Rates of Tax) Order 2018, First Schedule", "reduced rate"),
    # Singapore. GST Act 1993, rates in s. 16.
    Tax("SG", "GST", Decimal(3), date(1994, 4, 1), "Goods and Services Tax Act 1993 s. 16"),
    Tax("SG", "GST", Decimal(4), date(2003, 1, 1), "Goods and Services Tax Act s. 16"),
    Tax("SG", "GST", Decimal(5), date(2004, 1, 1), "Goods and Services Tax Act s. 16"),
    Tax("SG", "GST", Decimal(7), date(2007, 7, 1), "Goods and Services Tax Act s. 16"),
    Tax("SG", "GST", Decimal(8), date(2023, 1, 1), "Goods and Services Tax Act s. 16 as amended in 2022"),
    Tax("SG", "GST", Decimal(9), date(2024, 1, 1), "Goods and Services Tax Act s. 16 as amended in 2022"),
    # Indonesia. Since 2025, 12 % of 11/12 of the price, which is 11 %: paper says either; of luxury goods the whole.
    Tax("ID", "PPN", Decimal(10), date(1985, 4, 1), "Law 8 of 1983 art. 7"),
    Tax("ID", "PPN", Decimal(11), date(2022, 4, 1), "Law 7 of 2021 (HPP) art. 4, in effect since 2025 by Minister of Finance Regulation 131 of 2024"),
    Tax("ID", "PPN", Decimal(12), date(2025, 1, 1), "Law 7 of 2021 (HPP) art. 4, Minister of Finance Regulation 131 of 2024", "luxury goods"),
    # The most that a region may ask for, and nearly all do.
    Tax("ID", "PB1", Decimal(10), date(2010, 1, 1), "Law 28 of 2009 on regional taxes, since 2022 Law 1 of 2022 (HKPD) art. 58",
        "restaurants", included=False),
    # Australia, New Zealand.
    Tax("AU", "GST", Decimal(10), date(2000, 7, 1), "A New Tax System (Goods and Services Tax) Act 1999 s. 9-70"),
    Tax("NZ", "GST", Decimal(10), date(1986, 10, 1), "Goods and Services Tax Act 1985 s. 8"),
    Tax("NZ", "GST", Decimal("12.5"), date(1989, 7, 1), "Goods and Services Tax Act 1985 s. 8"),
    Tax("NZ", "GST", Decimal(15), date(2010, 10, 1), "Goods and Services Tax Act 1985 s. 8 as amended in 2010"),
    # United Kingdom. VATA is the Value Added Tax Act 1994.
    Tax("GB", "VAT", Decimal("17.5"), date(1991, 4, 1), "Finance Act 1991, VATA s. 2"),
    Tax("GB", "VAT", Decimal(15), date(2008, 12, 1), "Value Added Tax (Change of Rate) Order 2008"),
    Tax("GB", "VAT", Decimal("17.5"), date(2010, 1, 1), "VATA s. 2"),
    Tax("GB", "VAT", Decimal(20), date(2011, 1, 4), "VATA s. 2 as amended by the Finance (No. 2) Act 2010 s. 3"),
    Tax("GB", "VAT", Decimal(5), date(1997, 9, 1), "VATA s. 29A and Schedule 7A", "reduced rate"),
    Tax("GB", "VAT", Decimal("12.5"), date(2021, 10, 1), "Finance Act 2021 s. 93", "hospitality", date(2022, 3, 31)),
    Tax("GB", "VAT", Decimal(0), date(1973, 4, 1), "VATA s. 30 and Schedule 8", "zero-rated supplies"),
    # Thailand. The code says 10 %; royal decrees reduce it, each for a year or two.
    Tax("TH", "VAT", Decimal(7), date(1992, 1, 1), "Revenue Code s. 80 with a royal decree"),
    Tax("TH", "VAT", Decimal(10), date(1997, 8, 16), "Revenue Code s. 80"),
    Tax("TH", "VAT", Decimal(7), date(1999, 4, 1), "Revenue Code s. 80 with a royal decree, of late no. 790 of 2024"),
)  # fmt: skip

# The Philippines round no total. Elsewhere only what is due in cash, but for Malaysia: any payment over the counter.
ROUNDINGS: tuple[Rounding, ...] = (
    Rounding("MY", FIVE_SEN, date(2008, 4, 1), "Bank Negara Malaysia, Rounding Mechanism", cash_only=False),
    Rounding("SG", FIVE_SEN, date(2002, 4, 1), "Monetary Authority of Singapore: no more one-cent coins are issued"),
    Rounding("AU", FIVE_SEN, date(1992, 2, 1), "Royal Australian Mint: one- and two-cent coins are withdrawn"),
    Rounding("NZ", FIVE_SEN, date(1990, 5, 1), "Reserve Bank of New Zealand: one- and two-cent coins are withdrawn"),
    Rounding("NZ", Decimal("0.10"), date(2006, 11, 1), "Reserve Bank of New Zealand: five-cent coins are withdrawn"),
)  # fmt: skip

# GST and most service tax of Malaysia, VAT of the Philippines: the rates, in per cent, that are looked for on any paper.
MALAYSIAN_RATE, PHILIPPINE_RATE = Decimal(6), Decimal(12)
# By these a tax proves the amount that it is in. The more are tried, the more sums fit by chance: with 8 and 10 too, 30 of
# 1,061 receipts had a surer total, with every rate of the table 129.
PROVING_RATES = (MALAYSIAN_RATE, PHILIPPINE_RATE)
# How far a printed tax is from the rate's: rounded to the cent itself; the amount that it is in or on rounded too; rounded
# on each of several sums. A hair more than that, or exactly that, of amounts with two decimals.
ROUNDED_ONCE, ROUNDED_WITHIN, ROUNDED_IN_PARTS = Decimal("0.011"), Decimal("0.015"), Decimal("0.02")
# Half of the largest that totals are rounded to.
LARGEST_ROUNDING = max(rounding.to for rounding in ROUNDINGS) / 2


def rates(country: str | None, day: date | None, effect: Effect = "charged") -> tuple[Tax, ...]:
    """Return the rates of tax with an `effect` in a country on a day; None stands for every country, or for any time."""
    return tuple(
        tax
        for tax in TAXES
        if tax.effect == effect and (country is None or tax.country == country) and (day is None or _holds(tax, day))
    )


def _holds(tax: Tax, day: date) -> bool:
    return tax.since <= day <= last_day(tax)


@cache
def last_day(tax: Tax) -> date:
    """Return the last day of a row: its own, or the one before the next row of its country, kind and scope."""
    following = [row.since for row in TAXES if _key(row) == _key(tax) and row.since > tax.since]
    return tax.until or (min(following) - timedelta(days=1) if following else date.max)


def _key(tax: Tax) -> tuple[str, str, str]:
    return tax.country, tax.kind, tax.scope


# At these what is added to a subtotal is a tax: at any that shops of the two countries have charged since GST came. Makers
# alone charge sales tax, and 10 % is a service charge.
ADDED_RATES = tuple(
    {
        tax.rate: None
        for tax in TAXES
        if tax.country in ("MY", "PH") and tax.effect == "charged" and tax.kind != "sales tax"
        if tax.rate and last_day(tax) >= date(2015, 4, 1)
    }
)


def rounded_to(country: str | None, day: date | None, *, cash: bool = True) -> Decimal | None:
    """Return the smallest amount that totals are rounded to in a country on a day, the latest known where the day is None.

    None where they are not rounded, or are only in cash and `cash` is false.
    """
    found = [each for each in ROUNDINGS if each.country == country and (day is None or each.since <= day)]
    return found[-1].to if found and (cash or not found[-1].cash_only) else None


def tax_on(net: Decimal, rate: Decimal) -> Decimal:
    """Return the tax on an amount without it, not rounded."""
    return net * rate / 100


def tax_in(total: Decimal, rate: Decimal) -> Decimal:
    """Return the tax within an amount that includes it, not rounded."""
    return total * rate / (100 + rate)


def rate_of(
    net: Decimal, tax: Decimal, candidates: Iterable[Decimal], tolerance: Decimal = ROUNDED_ONCE
) -> Decimal | None:
    """Return the first of the candidate rates at which the tax on the net amount is this one, None if there is none."""
    return next((rate for rate in candidates if abs(tax_on(net, rate) - tax) <= tolerance), None)
