from tests.unit.host.bin.cluster.conftest import edge  # noqa: F401 - a fixture
