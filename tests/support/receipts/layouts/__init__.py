"""All layouts by name, with the paper they are printed on and the days on which they were in use."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.support.receipts.job import Job
from tests.support.receipts.layouts import food, forms, malaysia, online, retail, slips
from tests.support.receipts.marks import Mark
from tests.support.receipts.paper import FORM, PAGE, ROLL_58, ROLL_76, ROLL_80, Paper
from tests.support.receipts.parties import Country

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
