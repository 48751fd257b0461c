from tests.support.fuzz.requests import ATTACKS, hostile_request

SEED = 7


def test_each_attack_gives_the_same_request_again() -> None:
    for number, name in enumerate(ATTACKS):
        request = hostile_request(SEED, number)

        assert request.name == name
        assert any(request.pieces), name
        assert hostile_request(SEED, number) == request, name


def test_requests_are_of_many_clients() -> None:
    sent = [b"".join(hostile_request(SEED, number).pieces) for number in range(3)]
    assert [f"203.0.113.{1 + number}".encode() in data for number, data in enumerate(sent)] == [True] * 3
