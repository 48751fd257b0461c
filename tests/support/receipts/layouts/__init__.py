"""All layouts by name, with the paper they are printed on and the days on which they were in use."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tests.support.receipts import catalogue, catalogue_abroad
from tests.support.receipts.job import Job
from tests.support.receipts.layouts import abroad, food, forms, laws, malaysia, online, retail, slips
from tests.support.receipts.layouts.abroad import Trade
from tests.support.receipts.layouts.laws import Sale
from tests.support.receipts.marks import Mark
from tests.support.receipts.paper import FORM, PAGE, ROLL_58, ROLL_76, ROLL_80, Paper
from tests.support.receipts.parties import Country
from tests.support.receipts.phrasing import LAW_TABLES, TABLES, Tables

_LATELY = (datetime.date(2023, 1, 2), datetime.date(2026, 10, 31))
_BEFORE_EOPT = (datetime.date(2021, 1, 4), datetime.date(2024, 3, 31))
_GST_YEARS = (datetime.date(2015, 4, 1), datetime.date(2018, 5, 31))
_SST_YEARS = (datetime.date(2018, 9, 1), datetime.date(2026, 10, 31))


@dataclass(frozen=True)
class Layout:
    """A kind of receipt; `days` are the first and the last on which it can have been printed."""

    marks: Callable[[Job], Iterator[Mark]]
    papers: tuple[Paper, ...]
    days: tuple[datetime.date, datetime.date] = _LATELY
    country: Country = "PH"
    tables: Tables = field(default_factory=lambda: TABLES)


LAYOUTS: Mapping[str, Layout] = {
    "grocery_vat": Layout(retail.grocery_vat, ROLL_80),
    "mixed_vat": Layout(retail.mixed_vat, ROLL_80),
    "sari_sari_nonvat": Layout(retail.sari_sari_nonvat, ROLL_58),
    "convenience": Layout(retail.convenience, ROLL_58),
    "pharmacy": Layout(retail.pharmacy, ROLL_58 + ROLL_80),
    "department": Layout(retail.department, ROLL_80),
    "carinderia_nonvat": Layout(food.carinderia_nonvat, ROLL_58),
    "senior_restaurant": Layout(food.senior_restaurant, ROLL_80),
    "senior_shared_bill": Layout(food.senior_shared_bill, ROLL_80 + ROLL_76),
    "service_charge_restaurant": Layout(food.service_charge_restaurant, ROLL_80 + ROLL_76),
    "fast_food": Layout(food.fast_food, ROLL_80),
    "fuel_station": Layout(slips.fuel_station, ROLL_58 + ROLL_76),
    "card_slip": Layout(slips.card_slip, ROLL_58),
    "manual_invoice": Layout(forms.manual_invoice, FORM),
    "official_receipt": Layout(forms.official_receipt, FORM, _BEFORE_EOPT),
    "acknowledgement_receipt": Layout(forms.acknowledgement_receipt, FORM),
    "ecommerce_invoice": Layout(online.ecommerce_invoice, PAGE),
    "my_gst_retail": Layout(malaysia.gst_retail, ROLL_80, _GST_YEARS, "MY"),
    "my_gst_restaurant": Layout(malaysia.gst_restaurant, ROLL_80, _GST_YEARS, "MY"),
    "my_sst_cafe": Layout(malaysia.sst_cafe, ROLL_58 + ROLL_80, _SST_YEARS, "MY"),
}


def _abroad(country: Country, market: Trade, eatery: Trade) -> Mapping[str, Layout]:
    """Return a market and an eatery of a country, whose tills print the same way except for what is sold."""
    trades = {"market": (market, ROLL_80), "eatery": (eatery, ROLL_58 + ROLL_80)}
    return {
        f"{country.lower()}_{name}": Layout(abroad.layout(trade), papers, _LATELY, country)
        for name, (trade, papers) in trades.items()
    }


_per_cent = Decimal
_MARKET, _EATERY = Trade(catalogue_abroad.MARKET), Trade(catalogue_abroad.EATERY)

# What other countries print, by their laws of late; apart from LAYOUTS so that sets drawn by number stay as they are.
ABROAD: Mapping[str, Layout] = {
    **_abroad("SG", replace(_MARKET, kind="GST"), replace(_EATERY, kind="GST", included=False, service=_per_cent(10))),
    **_abroad("NZ", replace(_MARKET, kind="GST"), replace(_EATERY, kind="GST")),
    **_abroad("AU", replace(_MARKET, kind="GST", lower=_per_cent(0)), replace(_EATERY, kind="GST")),
    **_abroad(
        "IN",
        Trade(catalogue_abroad.INDIAN_MARKET, rate=_per_cent(5), included=False, halves=True, coin=Decimal(1)),
        Trade(catalogue_abroad.INDIAN_MEALS, rate=_per_cent(5), included=False, halves=True, coin=Decimal(1)),
    ),
    **_abroad("GB", replace(_MARKET, kind="VAT", lower=_per_cent(0)), replace(_EATERY, kind="VAT")),
    **_abroad(
        "ZA",
        replace(_MARKET, rate=_per_cent(15), lower=_per_cent(0), scale=Decimal(12), coin=Decimal("0.10")),
        replace(_EATERY, rate=_per_cent(15), scale=Decimal(10), coin=Decimal("0.10")),
    ),
    **_abroad(
        "US",
        replace(_MARKET, rate=_per_cent("8.25"), included=False, lower=_per_cent(0)),
        replace(_EATERY, rate=_per_cent("8.875"), included=False, tips=True),
    ),
    **_abroad(
        "ID",
        Trade(catalogue_abroad.INDONESIAN_MARKET, kind="PPN", scale=Decimal(1000), step=Decimal(100)),
        Trade(catalogue_abroad.INDONESIAN_MEALS, rate=_per_cent(10), included=False, service=_per_cent(5), scale=Decimal(1000), step=Decimal(500)),
    ),
    **_abroad(
        "VN",
        Trade(catalogue_abroad.VIETNAMESE_MARKET, rate=_per_cent(8), scale=Decimal(1000), step=Decimal(500)),
        Trade(catalogue_abroad.VIETNAMESE_MEALS, rate=_per_cent(8), service=_per_cent(5), scale=Decimal(1000), step=Decimal(1000)),
    ),
    **_abroad(
        "JP",
        Trade(catalogue_abroad.JAPANESE_MARKET, rate=_per_cent(10), lower=_per_cent(8), step=Decimal(1)),
        Trade(catalogue_abroad.JAPANESE_MEALS, rate=_per_cent(10), step=Decimal(1)),
    ),
    **_abroad("IE", replace(_MARKET, rate=_per_cent(23), lower=_per_cent(0), coin=Decimal("0.05")), replace(_EATERY, rate=_per_cent("13.5"))),
    **_abroad("DE", Trade(catalogue_abroad.GERMAN_MARKET, rate=_per_cent(19), lower=_per_cent(7)), Trade(catalogue_abroad.GERMAN_MEALS, rate=_per_cent(19))),
    **_abroad("FR", Trade(catalogue_abroad.FRENCH_MARKET, rate=_per_cent(20), lower=_per_cent("5.5")), Trade(catalogue_abroad.FRENCH_MEALS, rate=_per_cent(10))),
}  # fmt: skip


def _law(country: Country, first: str, last: str, sale: Sale) -> Layout:
    return Layout(laws.layout(sale), ROLL_80, (_day(first), _day(last)), country, LAW_TABLES)


_day = datetime.date.fromisoformat
# Per cent.
_SERVICE, _TWO = Decimal(10), Decimal(2)

# One for each tax of the table, apart from LAYOUTS so that sets drawn by number stay as they are.
LAWS: Mapping[str, Layout] = {
    "ph_vat_of_10": _law("PH", "2001-01-01", "2006-01-31", Sale(catalogue.GROCERY, "VAT", net=True)),
    "ph_vat": _law("PH", "2006-02-01", "2026-10-31", Sale(catalogue.GROCERY, "VAT", net=True)),
    "ph_basic_goods": _law("PH", "2010-10-17", "2026-10-31", Sale(catalogue.BASIC, "VAT", net=True, reduced=Decimal(5))),
    "ph_zero_rated": _law("PH", "2015-01-01", "2026-10-31", Sale(catalogue.EXPORT, "VAT", "zero-rated sales", net=True)),
    "ph_nonvat_withheld": _law("PH", "2015-01-01", "2026-10-31", Sale(catalogue.SERVICES, withheld=_TWO)),
    "my_service_tax_of_2011": _law("MY", "2011-01-01", "2015-03-31", Sale(catalogue.ROOMS, "service tax", included=False, service=_SERVICE)),
    "my_gst_of_nil": _law("MY", "2018-06-01", "2018-08-31", Sale(catalogue.MALAYSIAN_RETAIL, "GST", included=False)),
    "my_hotel": _law("MY", "2018-09-01", "2026-10-31", Sale(catalogue.ROOMS, "service tax", included=False, service=_SERVICE)),
    "my_workshop": _law("MY", "2018-09-01", "2026-10-31", Sale(catalogue.WORKSHOP, "service tax", included=False)),
    "my_sales_tax": _law("MY", "2018-09-01", "2026-10-31", Sale(catalogue.FACTORY, "sales tax", included=False)),
    "sg_cafe": _law("SG", "2020-01-01", "2026-10-31", Sale(catalogue.ANY_CAFE, "GST", included=False, service=_SERVICE)),
    "id_shop": _law("ID", "2016-01-01", "2026-10-31", Sale(catalogue.ANY_CAFE, "PPN")),
    "id_restaurant": _law("ID", "2016-01-01", "2026-10-31", Sale(catalogue.ANY_CAFE, "PB1", "restaurants", included=False)),
    "au_shop": _law("AU", "2010-01-01", "2026-10-31", Sale(catalogue.ANY_CAFE, "GST")),
    "nz_shop": _law("NZ", "2006-11-01", "2026-10-31", Sale(catalogue.ANY_CAFE, "GST")),
    "gb_shop": _law("GB", "2005-01-01", "2026-10-31", Sale(catalogue.ANY_CAFE, "VAT")),
    "gb_coal": _law("GB", "2005-01-01", "2026-10-31", Sale(catalogue.ENERGY, "VAT", "reduced rate")),
    "gb_books": _law("GB", "2005-01-01", "2026-10-31", Sale(catalogue.BOOKS, "VAT", "zero-rated supplies")),
    "th_shop": _law("TH", "2005-01-01", "2026-10-31", Sale(catalogue.GROCERY, "VAT")),
    "us_deli": _law("US", "2011-01-01", "2026-10-31", Sale(catalogue.ANY_CAFE, "sales tax", rate=Decimal("8.875"), included=False)),
}  # fmt: skip
