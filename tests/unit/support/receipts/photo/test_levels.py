from dataclasses import fields

from tests.support.receipts.photo.levels import Level


def test_ranges_run_from_low_to_high(mild: Level, phone: Level) -> None:
    for level in (mild, phone):
        ranges = [getattr(level, each.name) for each in fields(level)]
        assert all(each[0] <= each[1] for each in ranges if isinstance(each, tuple))


def test_a_telephone_is_worse_than_a_scanner(mild: Level, phone: Level) -> None:
    assert phone.noise[1] > mild.noise[1]
    assert phone.defocus_px[1] > mild.defocus_px[1]
    assert phone.quality[0] < mild.quality[0]
    assert phone.ink[0] < mild.ink[0]
