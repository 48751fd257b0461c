import datetime
import random
import re

import pytest

from tests.support.receipts import identifiers
from tests.support.receipts.identifiers import Tin

DAY = datetime.date(2024, 3, 15)
SEEDS = range(40)


@pytest.mark.parametrize("branch_digits", [3, 4, 5])
def test_a_tin_has_nine_digits_and_a_branch_code(branch_digits: int) -> None:
    for seed in SEEDS:
        tin = identifiers.tin(random.Random(seed), branch_digits=branch_digits)
        assert re.fullmatch(r"\d{9}", tin.digits), seed
        assert re.fullmatch(rf"\d{{{branch_digits}}}", tin.branch), seed


def test_tins_stay_out_of_the_ranges_that_are_given_out() -> None:
    for seed in SEEDS:
        tin = identifiers.tin(random.Random(seed))
        assert 50 <= int(tin.digits[:3]) <= 99 or 810 <= int(tin.digits[:3]) <= 889, seed


def test_a_tin_is_written_in_groups_of_three() -> None:
    assert Tin("087654321", "00002").dashed == "087-654-321"


def test_numbers_have_the_forms_that_are_printed() -> None:
    for seed in SEEDS:
        rng = random.Random(seed)
        supplier = identifiers.tin(rng)
        assert re.fullmatch(r"240315\d{11}|\d{9}", identifiers.machine_number(rng, DAY)), seed
        assert re.fullmatch(
            r"FP032024-\d{3}-\d{7}-\d{5}|\d{4}-\d{3}-\d{6}-\d{3}", identifiers.permit_to_use(rng, DAY)
        ), seed
        assert supplier.digits in identifiers.accreditation(rng, supplier, DAY), seed
        assert re.fullmatch(r"\dAU000\d{7}|\d{3}AU2024\d{10}", identifiers.authority_to_print(rng, DAY)), seed
        assert re.fullmatch(r"\d{3}MP2024\d{10}", identifiers.printer_accreditation(rng, DAY)), seed
        assert re.fullmatch(r"0\d{7}", identifiers.serial(rng, 8)), seed
        assert re.fullmatch(r"\d{13}", identifiers.barcode(rng)), seed
        assert re.fullmatch(r"[A-Z][A-Z0-9]\d{6}", identifiers.machine_serial(rng)), seed
