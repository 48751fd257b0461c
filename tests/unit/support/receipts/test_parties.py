import random

from tests.support.receipts import parties

SEEDS = range(30)


def test_a_seller_opens_with_the_name_over_the_door() -> None:
    for seed in SEEDS:
        seller = parties.philippine_seller(random.Random(seed), "pharmacy")
        assert seller.heading == (seller.trade_name or seller.name), seed
        assert any(word in seller.heading for word in ("Drug", "Pharmacy", "Botika")), seed


def test_a_sole_proprietor_has_both_names() -> None:
    for seed in SEEDS:
        seller = parties.sole_proprietor(random.Random(seed), "sari_sari")
        assert seller.trade_name, seed
        assert seller.name != seller.trade_name, seed


def test_a_malaysian_seller_has_a_registration_a_gst_number_and_a_postcode() -> None:
    for seed in SEEDS:
        seller = parties.malaysian_seller(random.Random(seed), "retail")
        assert seller.registration[:6].isdigit(), seed
        assert len(seller.tin.digits) == 12, seed
        assert seller.address[-1][:5].isdigit(), seed


def test_seller_buyer_supplier_and_press_have_tins_of_their_own() -> None:
    rng = random.Random(1)
    made = (
        parties.philippine_seller(rng, "online"),
        parties.philippine_buyer(rng),
        parties.pos_supplier(rng),
        parties.printing_press(rng),
    )
    assert len({party.tin.digits for party in made}) == 4
