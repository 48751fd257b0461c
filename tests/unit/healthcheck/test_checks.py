"""Which checks a round makes."""

from healthcheck.checks import CHECKS, checks_for
from healthcheck.settings import Settings


def test_asks_for_readers_only_where_there_should_be_some_on_other_machines() -> None:
    assert checks_for(Settings()) == CHECKS
    assert "readers" not in CHECKS
    assert list(checks_for(Settings(cluster_readers=1))) == [*CHECKS, "readers"]
