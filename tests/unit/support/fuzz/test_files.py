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


def test_each_mutation_gives_another_file_and_the_same_one_again() -> None:
    for number, name in enumerate(NAMES):
        file = hostile_file(SEED, number)

        assert file.name == name
        assert file.data, name
        assert file.data not in originals(file.kind), name
        assert number % 4 or hostile_file(SEED, number) == file, name


def test_another_seed_gives_other_files() -> None:
    numbers = range(0, len(MUTATIONS), 4)
    same = [number for number in numbers if hostile_file(SEED, number) == hostile_file(SEED + 1, number)]
    # some numbers have few values
    assert len(same) < len(numbers) / 5


def test_each_part_of_a_run_has_some_of_every_kind() -> None:
    assert {kind for kind, _, _ in MUTATIONS[: len(MUTATIONS) // 10]} == set(KINDS)
