from collections.abc import Callable

import pytest

from ocr.receipt.fields.receipt_number import receipt_number
from ocr.receipt.layout.rows import Row

Rows = Callable[..., tuple[Row, ...]]


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (("Invoice No.: 0241002949", "TRX NO: 34127286"), "0241002949"), (("Tax Invoice: BAT02201803120255",), "BAT02201803120255"),
        (("OR# 1234",), "1234"), (("CHARGE INVOICE N° 062795",), "062795"), (("GST No: 001694261248", "Bill No: 00015047"), "00015047"),
        (("Tax Invoice", "SOAP 4X100G | 129.95", "Bill# 0408"), "0408"), (("Boulangerie d'Or", "424 boulevard Voltaire"), None),
        (("INVOICE # | DATE", "SI-02029143 | 06-17-2025"), "SI-02029143"), (("Invoice Date: 12/05/2018",), None), (("MIN No. 25111196430654056",), None),
        (("Unit 2B, 51 Rizal Avenue",), None),
    ],
)  # fmt: skip
def test_the_number_is_the_documents_own(rows: Rows, texts: tuple[str, ...], number: str | None) -> None:
    found = receipt_number(rows(*texts))
    assert (found.value if found else None) == number


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (("Docket 05372195",), "05372195"), (("Ticket: 053237",), "053237"), (("Bon : 09574964",), "09574964"), (("So: 023034",), "023034"),
        (("Doc No. SO00046284",), "SO00046284"), (("So: 0985 | Quay 1",), "0985"), (("No. 018649 | Lane 2",), "018649"),
        (("So: 0985", "Quay 1 | Ban 2"), "0985"),
    ],
)  # fmt: skip
def test_the_number_has_a_label_of_its_country(rows: Rows, texts: tuple[str, ...], number: str) -> None:
    found = receipt_number(rows(*texts))
    assert found is not None
    assert found.value == number


@pytest.mark.parametrize(
    "text",
    [
        "VAT No: 4754547885", "VAT# 4421319981", "VAT NO. IE9424091W", "Registration No. T9091551874252", "ABN No 51824753556", "IRD No. 124800943",
        "ST# 06661", "Store No. 0417", "Branch No 00012", "TID No 30011223", "Machine No. 18112017", "License No. 20240117", "Ph.No. 022 27345678",
        "Telp. No 0215551234", "Mob No 9876543210", "WhatsApp No 0812345678", "So DT: 0903858758", "So ban: 1200",
        "#02-48", "#B0-91, S(203905)", "151 Bedok North Avenue 1 #02-97", "No. 432, M.G. Road,", "Jl. Diponegoro No.242, Surabaya 60205",
        "Jl. Cempaka No. 268", "JI. Diponegoro No. 216", "J1. Cempaka | No. 148", "Chuo-ku, Ginza No. 412", "No. 216 Jalan Besar", "Plot No. 1204", "Door No. 226",
        "ACCRED NO: 0600889222072020081075", "Permit to Use No.: FP062023-090-3799266-00065", "BIR Authority to Print No.: 4AU0001251623",
        "Portland, OR 97291", "247 NW 23rd Ave, Portland, OR 97219",
    ],
)  # fmt: skip
def test_a_number_of_the_seller_the_till_or_an_address_is_none(rows: Rows, text: str) -> None:
    assert receipt_number(rows("ZEPHRA", text, "TOTAL | 4.20")) is None
    assert (found := receipt_number(rows("ZEPHRA", text, "Order 033167"))) is not None
    assert found.value == "033167"


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (("No. 216", "JI. Diponegoro, Denpasar"), None), (("No. 216", "Kasir JOE"), "216"), (("No. 02166", "Jl. Diponegoro"), "02166"),
    ],
)  # fmt: skip
def test_a_bare_label_over_a_street_is_of_its_house(rows: Rows, texts: tuple[str, ...], number: str | None) -> None:
    found = receipt_number(rows("ZEPHRA", *texts))
    assert (found.value if found else None) == number


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Kupon Hadiah No. 0216", "labelled_otherwise"), ("Kupon | Hadiah No. 0216", "labelled_otherwise"), ("No. 0216", "labelled"),
        ("Kasir JOE | No. 0216", "labelled"), ("CB# : 58273599475", "labelled"), ("0.R. No. 0955553401", "labelled"),
        ("SALES NO. 807949", "labelled"),
    ],
)  # fmt: skip
def test_a_number_of_something_unknown_is_less_sure(rows: Rows, text: str, rule: str) -> None:
    found = receipt_number(rows("ZEPHRA", text, "TOTAL | 4.20"))
    assert found is not None
    assert found.rule == rule


@pytest.mark.parametrize(
    ("label", "below", "number"),
    [
        ("INVOICE NO", "001/INV/XI/2024", "001/INV/XI/2024"), ("INVOICE NO", "KL01-POS-000123", "KL01-POS-000123"), ("INVOICE NO", "8842-POS-0019", "8842-POS-0019"),
        ("INVOICE NO | DATE | AMOUNT DUE", "INV-00123 | 12/05/2017 | 1,234.50", "INV-00123"),
        ("Tax Invoice", "SOAP 4X100G | 129.95", None), ("FACTURE", "424 BOULEVARD VOLTAIRE", None),
    ],
)  # fmt: skip
def test_a_number_may_stand_below_its_label(rows: Rows, label: str, below: str, number: str | None) -> None:
    found = receipt_number(rows("ZEPHRA", label, below, "TOTAL | 4.20"))
    assert (found.value if found else None) == number
