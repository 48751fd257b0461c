from collections.abc import Callable, Iterable

from tests.support.receipts import catalogue, parties
from tests.support.receipts.bill import basket, plain_bill, settle, vat_bill
from tests.support.receipts.job import Job
from tests.support.receipts.layouts.register import branch_digits, register_receipt, service_document
from tests.support.receipts.marks import Mark
from tests.support.receipts.truth import Value

MakeJob = Callable[..., Job]
Stated = Callable[[Iterable[Mark]], dict[str, Value]]


def test_a_service_is_receipted_before_april_2024_and_invoiced_since(make_job: MakeJob) -> None:
    assert service_document(make_job(year=2023)) == "official_receipt"
    assert service_document(make_job(year=2025)) == "service_invoice"


def test_old_prints_have_short_branch_codes_too(make_job: MakeJob) -> None:
    job = make_job(year=2022)
    assert {branch_digits(job) for _ in range(60)} == {3, 4, 5}


def test_a_vat_receipt_states_all_tax_classes_and_its_machine(make_job: MakeJob, stated: Stated) -> None:
    job = make_job()
    bill = settle(lambda: vat_bill(basket(job.rng, catalogue.GROCERY, 3, 3)))
    facts = stated(register_receipt(job, parties.philippine_seller(job.rng, "grocery"), bill))
    classes = {"vatable_sales", "vat_exempt_sales", "zero_rated_sales", "tax_amount"}
    assert {f"totals.{name}" for name in classes} <= set(facts)
    assert {"bir.min", "bir.ptu", "bir.accreditation", "bir.tin", "bir.branch_code"} <= set(facts)
    assert facts["bir.vat_registered"] is True


def test_a_non_vat_receipt_states_no_tax_and_warns(
    make_job: MakeJob, stated: Stated, printed: Callable[[Iterable[Mark]], list[str]]
) -> None:
    job = make_job()
    seller = parties.sole_proprietor(job.rng, "sari_sari")
    marks = list(register_receipt(job, seller, plain_bill(basket(job.rng, catalogue.SARI_SARI, 2, 2)), vat=False))
    facts = stated(marks)
    assert facts["bir.vat_registered"] is False
    assert not {path for path in facts if path in {"totals.tax_amount", "totals.vatable_sales"}}
    assert "INPUT TAX" in " ".join(printed(marks))


def test_the_permit_is_printed_once_at_the_top_or_at_the_bottom(make_job: MakeJob) -> None:
    places = set()
    for seed in range(20):
        job = make_job(seed)
        bill = plain_bill(basket(job.rng, catalogue.SARI_SARI, 2, 2))
        marks = list(register_receipt(job, parties.sole_proprietor(job.rng, "sari_sari"), bill, vat=False))
        rows = [index for index, mark in enumerate(marks) if "bir.ptu" in str(mark)]
        places.add(rows[0] < len(marks) / 2)
        assert rows == list(range(rows[0], rows[0] + len(rows)))
    assert places == {True, False}
