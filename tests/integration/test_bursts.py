"""The real OCR service and honest clients of other hosts, all at once: each receipt is read, and nobody is banned."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.hosts import droplet
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.erp import assert_nobody_is_banned, burst, form, hosts

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

SAMPLE = form((Path(__file__).parents[2] / "services/healthcheck/sample-receipt.jpg").read_bytes())


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Appliance]:
    with (
        droplet.droplet(tmp_path_factory.mktemp("droplet")) as switched_on,
        appliance(switched_on, "ocr", "nginx", "fail2ban", OCR_CPUS="2") as running,
    ):
        yield running


class TestHonest:
    def test_a_burst_of_20_waits_and_is_read_without_one_refusal(self, real: Appliance) -> None:
        with ExitStack() as exits:
            clients = hosts(real, 1, exits)
            assert burst(clients, 20, SAMPLE) == [[200]] * 20
            assert_nobody_is_banned(real, clients)

    @pytest.mark.parametrize("keep", [True, False], ids=["connections kept", "a connection each"])
    @pytest.mark.parametrize(("number", "clients"), [(20, 2), (40, 1)])
    def test_whoever_obeys_gets_every_receipt_read_and_is_never_banned(
        self, real: Appliance, number: int, clients: int, keep: bool
    ) -> None:
        with ExitStack() as exits:
            senders = hosts(real, clients, exits)
            statuses = burst(senders, number, SAMPLE, keep=keep, seconds=240)
            assert [tried[-1] for tried in statuses] == [200] * number * clients
            assert {status for tried in statuses for status in tried} <= {200, 429, 503}
            assert_nobody_is_banned(real, senders)
