"""Receipts of the world in lines, many without a sign or code of their money: the currency is that of the country whose paper it is."""

from collections.abc import Callable

import pytest

from ocr.model import Facts

Read = Callable[..., Facts]

# Real numbers of no company: their check digits hold.
RECEIPTS = {
    "SG coffee": ("SGD", ("THE DAILY GRIND PTE LTD", "10 Bayfront Avenue #B2-01", "Singapore 018956", "GST REG NO: M9-0009876-2", "Tel: 6688 1234",
                          "1 Latte | 6.50", "1 Croissant | 4.80", "Subtotal | 11.30", "9% GST | 1.02", "TOTAL | 12.32", "NETS | 12.32")),
    "SG hawker": ("SGD", ("AH SENG CHICKEN RICE", "Blk 127 Toa Payoh Lor 1 S(310127)", "1 Chicken Rice | $4.50", "Total | $4.50", "Cash | $5.00", "Change | $0.50")),
    "SG market": ("SGD", ("GREENLEAF SUPERMARKET", "UEN: 200012345W", "Tampines Mall", "Milk | 3.95", "Bread | 2.80", "TOTAL | 6.75", "GST included 9%")),
    "NZ cafe": ("NZD", ("PUKEKO CAFE", "12 Ponsonby Road, Auckland 1011", "Ph 09 376 1234", "Flat White | 5.50", "Scone | 6.00", "TOTAL | 11.50",
                        "Includes GST of | 1.50", "EFTPOS | 11.50")),
    "NZ store": ("NZD", ("HARDWARE BARN CHRISTCHURCH", "GST No: 49-091-850", "Paint | 46.00", "TOTAL | 46.00", "GST Incl 15% | 6.00", "Eftpos | 46.00")),
    "NZ dollar": ("NZD", ("KOWHAI BOOKS", "www.kowhaibooks.co.nz", "Novel | $34.99", "Total | $34.99", "GST | $4.56")),
    "AU bottle shop": ("AUD", ("BONDI CELLARS PTY LTD", "ABN 51 824 753 556", "Tax Invoice", "Shiraz | 22.00", "Total | 22.00", "GST included | 2.00", "EFTPOS | 22.00")),
    "AU cafe": ("AUD", ("LITTLE LANEWAY", "Shop 2, 45 Flinders Lane", "Melbourne VIC 3000", "(03) 9654 1234", "Avo toast | $18.50", "Total | $18.50", "Inc GST | $1.68")),
    "AU fuel": ("AUD", ("OUTBACK FUEL", "Parramatta NSW 2150", "ULP 91 | 55.00", "TOTAL | 55.00", "GST 10% | 5.00")),
    "IN restaurant": ("INR", ("SPICE ROUTE", "MG Road, Bengaluru - 560001", "GSTIN: 29AAGCB7383J1Z4", "Paneer Tikka | 280.00", "Naan | 60.00", "Sub Total | 340.00",
                              "CGST 2.5% | 8.50", "SGST 2.5% | 8.50", "Grand Total | 357.00")),
    "IN grocer": ("INR", ("APNA KIRANA", "Andheri West, Mumbai 400058", "Mob: 98200 12345", "Atta 5kg | 265.00", "Total | 265.00", "Thank you visit again")),
    "IN rupees": ("INR", ("LAXMI MEDICALS", "Anna Nagar, Chennai", "Tablets | Rs.125.00", "Total | Rs.125.00")),
    "GB shop": ("GBP", ("THE CORNER LARDER", "14 High Street, Oxford OX1 4AB", "VAT No. 980 7806 84", "Milk | 1.25", "Bread | 1.45", "TOTAL | 2.70", "VISA | 2.70")),
    "GB pub": ("GBP", ("THE RED LION", "London SW1A 2NJ", "Tel: 020 7930 1234", "Pint Ale | 5.80", "Fish & Chips | 14.50", "Total | 20.30", "VAT @ 20% | 3.38")),
    "GB pounds": ("GBP", ("SAM'S BAKERY", "Sausage Roll | £1.60", "TOTAL | £1.60", "Cash | £2.00", "Change | £0.40")),
    "ZA market": ("ZAR", ("PROTEA FOODS", "Sandton City, Johannesburg", "VAT NO 4010192252", "Biltong | 89.99", "Milk 2L | 34.99", "TOTAL | 124.98", "VAT 15% | 16.30")),
    "ZA cafe": ("ZAR", ("TABLE BAY COFFEE (PTY) LTD", "Cape Town", "Tel 021 424 1234", "Cappuccino | R32.00", "Total | R32.00", "VAT incl 15% | R4.17")),
    "US diner": ("USD", ("BLUE PLATE DINER", "200 Main St", "Austin, TX 78701", "(512) 555-0134", "Burger | 12.50", "Fries | 4.00", "Subtotal | 16.50", "Sales Tax | 1.36", "Total | 17.86")),
    "US store": ("USD", ("HARBOR MARKET", "Seattle, WA 98101", "206-555-0142", "Apples | 4.99", "TOTAL | $4.99", "VISA | $4.99")),
    "CA cafe": ("CAD", ("MAPLE LEAF BAKERY", "Toronto, ON M5V 2T6", "(416) 555-0188", "Muffin | 3.25", "HST 13% | 0.42", "Total | 3.67")),
    "CA pst": ("CAD", ("HARBOUR TEA", "Vancouver BC V6B 1A1", "Tea | $5.00", "GST 5% | $0.25", "PST 7% | $0.35", "Total | $5.60")),
    "TH shop": ("THB", ("SIAM CORNER CO., LTD.", "Sukhumvit Road, Bangkok 10110", "TAX ID 0105556000312", "Iced Tea | 45.00", "Total | 45.00", "VAT 7% | 2.94")),
    "ID mini": ("IDR", ("WARUNG SARI", "Jl. Sudirman No. 5, Jakarta Selatan", "Nasi Goreng | 25.500", "Es Teh | 6.000", "Total | 31.500", "Tunai | 50.000", "Kembali | 18.500", "Terima kasih")),
    "ID tax": ("IDR", ("KOPI NUSANTARA", "NPWP 01.234.567.8-901.000", "Kopi Susu | 22,000", "PPN 11% | 2,420", "Total Bayar | 24,420")),
    "VN cafe": ("VND", ("CA PHE PHO CO", "Quan 1, TP. Ho Chi Minh", "PHIEU THANH TOAN", "Ca phe sua da | 29.000", "Tong cong | 29.000", "Total | 29.000", "Tien mat | 50.000", "Cam on quy khach")),
    "JP shop": ("JPY", ("CONVENI TOKYO", "Shibuya, Tokyo", "Onigiri | ¥130", "Total | ¥130", "Consumption tax 8% | ¥9")),
    "HK diner": ("HKD", ("LUCKY DRAGON", "Tsim Sha Tsui, Kowloon", "Milk Tea | $22.0", "Total | $22.0", "Octopus | $22.0")),
    "DE market": ("EUR", ("KAUFMARKT GmbH", "Berlin", "Brot | 2,49", "Milch | 1,19", "SUMME | 3,68", "Bar | 5,00", "Rückgeld | 1,32", "MwSt 7% | 0,24")),
    "FR bistro": ("EUR", ("LE PETIT ZINC SARL", "75006 PARIS", "Plat du jour | 14,50", "TOTAL TTC | 14,50", "TVA 10% | 1,32", "Merci de votre visite")),
    "IE pub": ("EUR", ("THE SNUG", "Temple Bar, Dublin 2", "Stout | 6.80", "Total | 6.80", "VAT 23% | 1.27", "VAT No IE1234567T")),
    "ES bar": ("EUR", ("BAR LA PLAZA", "C.I.F. B12345674", "FACTURA SIMPLIFICADA", "Cafe | 1,50", "TOTAL | 1,50", "IVA 10% incluido", "Gracias por su visita")),
    "IT bar": ("EUR", ("BAR CENTRALE S.R.L.", "P.IVA 00743110157", "Caffe | 1,10", "TOTALE | 1,10", "CONTANTI | 2,00", "RESTO | 0,90")),
    "CH kiosk": ("CHF", ("KIOSK BAHNHOF", "8001 Zürich", "CHE-123.456.788 MWST", "Gipfeli | 1.50", "Total | 1.50", "MwSt 2.6% | 0.04")),
    "AE shop": ("AED", ("GOLDEN SANDS TRADING LLC", "Deira, Dubai", "TRN 100123456700003", "Water | 2.00", "Total | 2.00", "VAT 5% | 0.10")),
    "MY stall": ("MYR", ("RESTORAN SERI MELUR", "Jalan Ampang, 50450 Kuala Lumpur", "Teh Tarik | 2.50", "JUMLAH | 2.50", "TUNAI | 5.00", "BAKI | 2.50")),
    "MY gst": ("MYR", ("KEDAI ALAT TULIS SDN BHD", "GST ID 000750673920", "Pen | 10.60", "TOTAL | 10.60", "GST 6% | 0.60")),
    "PH store": ("PHP", ("TINDAHAN NI ALING NENA", "Brgy. San Roque, Marikina City", "NON-VAT REG TIN 123-456-789-000", "Sardines | 24.00", "TOTAL | 24.00", "CASH | 50.00", "CHANGE | 26.00")),
    "PH vat": ("PHP", ("HILLTOP GRILL INC", "Makati City", "VATable Sales | 100.00", "VAT 12% | 12.00", "TOTAL | 112.00")),
}  # fmt: skip
# What several countries print alike; a guess may be right, and is no more than one.
OPEN = {
    "GST alone": ("CORNER SHOP", "Tea | 5.00", "Total incl GST | 5.00"),
    "GST number": ("CORNER SHOP", "GST No 12", "Tea | 5.00", "Total | 5.00"),
    "VAT alone": ("CORNER SHOP", "Tea | 5.00", "Total incl VAT | 5.00"),
    "VAT registered": ("CORNER SHOP", "VAT No.", "Tea | 5.00", "Total | 5.00"),
    "IVA alone": ("CORNER SHOP", "IVA incluido", "TOTAL | 5.00"),
    "dollar alone": ("CORNER SHOP", "Tea | $5.00", "Total | $5.00"),
    "dollar with GST": ("CORNER SHOP", "Tea | $5.00", "Total incl GST | $5.00"),
    "shop of another country's name": ("SINGAPORE CHICKEN HOUSE", "Tea | 5.00", "Total | 5.00"),
    "dish of another country's name": ("CORNER SHOP", "Mumbai Curry | 15.00", "London Fish | 5.00", "Total | 20.00"),
    "EFTPOS alone": ("CORNER SHOP", "Tea | 5.00", "Total | 5.00", "EFTPOS | 5.00"),
    "eight digits": ("CORNER SHOP", "Tel 6123 4567", "Tea | 5.00", "Total | 5.00"),
    "Luhn's sum alone": ("CORNER SHOP", "Ref 4010192252", "Tea | 5.00", "Total | 5.00"),
    "state and number": ("CORNER SHOP", "Item SA 2000", "Tea | 5.00", "Total | 5.00"),
    "words of two languages": ("KEDAI", "Tunai | 5.00", "Terima kasih", "Jl. Mawar", "Total | 5.00", "Kembali | 1.00"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "texts"), RECEIPTS.values(), ids=RECEIPTS)
def test_the_currency_is_that_of_the_country_whose_paper_it_is(facts: Read, code: str, texts: tuple[str, ...]) -> None:
    found = facts(*texts).currency
    assert found
    assert (found.value, found.confidence >= 0.7) == (code, True)


@pytest.mark.parametrize("texts", OPEN.values(), ids=OPEN)
def test_what_several_countries_print_is_no_more_than_a_guess(facts: Read, texts: tuple[str, ...]) -> None:
    found = facts(*texts).currency
    assert found is None or found.confidence <= 0.6


def test_nothing_printed_is_no_currency(facts: Read) -> None:
    assert facts("CORNER SHOP", "01/02/2024", "Tea | 5.00", "Total | 5.00").currency is None
