"""A sign of a currency is looked for only where one may begin, and found wherever its own pattern finds it."""

import re

import pytest

from ocr.receipt.lexicon.currencies import ANY_SIGN, OWN_SIGN, SHARED, SIGNS

PRINTED = (
    "US$5 U.S.D$ HK$ 12 NZ$3 NT$40 A$5 AUD CA$7 S$8.00 SGD BN$1",
    "Total:RM12.00 totalRM 5 (MYR) TOTALRM5",
    "₱100 PhP Php PESOS P1,234.50 xP 10.00",
    "12€ €5 EUR £3 GBP ฿40 Baht 120.000₫ 12.000 đ 12.000đ VNĐ ₹45 Rs.45 Rp 5000",
    "SFr. 12 CHF AED Dhs 5 SAR 7 QAR KWD ZAR ₩900 KRW JP¥ JPY 1200円 CN¥ 12元 MXN$ SEK NOK DKK $ 5 ¥400 ￥400",
)


@pytest.mark.parametrize(
    "text", [*PRINTED, *(text.lower() for text in PRINTED), *(text.replace(" ", "") for text in PRINTED)]
)
def test_a_sign_is_found_wherever_its_own_pattern_finds_it(text: str) -> None:
    own = "|".join(f"(?P<{code}>{pattern})" for code, pattern in SIGNS if code not in SHARED)
    every = "|".join(f"(?:{pattern})" for _, pattern in SIGNS)

    assert [(found.lastgroup, found.span()) for found in OWN_SIGN.finditer(text)] == [
        (found.lastgroup, found.span()) for found in re.finditer(own, text)
    ]
    assert [found.span() for found in ANY_SIGN.finditer(text)] == [found.span() for found in re.finditer(every, text)]


def test_the_texts_have_a_sign_of_each_currency() -> None:
    printed = "\n".join(PRINTED)

    assert [code for code, pattern in SIGNS if not re.search(pattern, printed)] == []
