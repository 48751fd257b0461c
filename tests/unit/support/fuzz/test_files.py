import pytest

from ocr.image.kind import Kind, sniff
from tests.support.fuzz.damage import KINDS
from tests.support.fuzz.files import MUTATIONS, hostile_file
from tests.support.fuzz.originals import originals

SEED = 7
NAMES = [f"{kind} {name}" for kind, name, _ in MUTATIONS]


@pytest.mark.parametrize("kind", KINDS)
def test_the_originals_are_of_their_kind(kind: Kind) -> None:
    assert {sniff(data) for data in originals(kind)} == {kind}


@pytest.mark.parametrize("number", range(len(MUTATIONS)), ids=NAMES)
def test_each_mutation_gives_another_file_and_the_same_one_again(number: int) -> None:
    file = hostile_file(SEED, number)

    assert file.name == NAMES[number]
    assert file.data
    assert file.data not in originals(file.kind)
    assert hostile_file(SEED, number) == file


def test_another_seed_or_number_gives_another_file() -> None:
    # by chance two may be the same: a number has few values
    others = [hostile_file(seed, number) for seed in (SEED, SEED + 1) for number in (0, len(MUTATIONS))]
    assert len({file.data for file in others}) == 4
