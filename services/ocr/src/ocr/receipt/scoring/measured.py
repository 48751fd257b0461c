"""How often what each rule finds is right."""

_AMOUNT = {"fits": 0.98, "labelled": 0.97, "unproven": 0.93, "inferred": 0.8, "summed": 0.7}

MEASURED: dict[str, dict[str, float]] = {
    "time": {"printed": 0.97},
    "currency": {
        "own_sign": 0.99, "shared_sign_named": 0.85, "shared_sign_misread": 0.6, "dollar": 0.6, "yen_or_yuan": 0.8,
        "country": 0.95, "country_against_sign": 0.85, "foreign_own_sign": 0.7, "foreign_shared_sign_named": 0.7,
        "foreign_shared_sign_misread": 0.6, "foreign_dollar": 0.6, "foreign_yen_or_yuan": 0.7,
    },
    "document_type": {"title": 0.98, "mention": 0.93, "card_slip": 0.9},
    "receipt_number": {"labelled": 0.95},
    "payment_method": {
        "tender": 0.97, "several_tenders": 0.7, "named": 0.85, "masked_card": 0.8, "alone": 0.75, "change": 0.8, "reference": 0.7,
    },
    "tin": {"labelled": 0.97},
    "branch_code": {"behind_tin": 0.97, "below_tin": 0.9},
    "vat_registered": {"labelled": 0.97},
    "atp": {"labelled": 0.97},
    "min": {"labelled": 0.97},
    "ptu": {"labelled": 0.97},
    "accreditation": {"labelled": 0.97},
    "subtotal": _AMOUNT, "tax_amount": _AMOUNT, "vatable_sales": _AMOUNT, "vat_exempt_sales": _AMOUNT, "zero_rated_sales": _AMOUNT,
    "service_charge": _AMOUNT, "discount": _AMOUNT, "rounding": _AMOUNT, "cash": _AMOUNT, "change": _AMOUNT,
}  # fmt: skip
