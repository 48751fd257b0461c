"""The whole appliance as a Compose project of its own, on free ports, for the tests that need all of it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_docker.plugin import DockerComposeExecutor

from tests.support.appliance import Appliance
from tests.support.edge.stack import free_port

ROOT = Path(__file__).parents[2]
# Files of minutes, the longest first: none of them is left for the end, when one process would work alone.
LONG = (
    "test_host", "test_cluster", "test_gates", "test_renewals", "test_certificates", "test_fail2ban", "test_alerts",
    "test_runbook", "test_memory", "test_troubles", "test_kills", "test_honest_clients", "test_paddle_engine",
    "test_backup", "test_access", "test_superset", "test_ocr", "test_alert_delivery", "test_heeding", "test_soak",
    "test_fuzz", "test_tls_grade", "test_clock", "test_update", "test_docs_page",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of minutes first."""
    rank = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(LONG)))


@pytest.fixture(scope="session")
def ports() -> dict[str, int]:
    """Choose ports that are free."""
    return {name: free_port() for name in ("SITE_HTTP_PORT", "SITE_HTTPS_PORT", "OCR_PORT")}


@pytest.fixture(scope="session")
def docker_compose_command(ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run Compose with settings of its own, not the developer's own .env."""
    settings = tmp_path_factory.mktemp("settings") / "env"
    settings.write_text("".join(f"{name}={value}\n" for name, value in {**ports, "OCR_CPUS": os.cpu_count()}.items()))
    return f"docker compose --env-file {settings}"


@pytest.fixture(scope="session")
def docker_compose_file() -> str:
    """Take the file that runs in production."""
    return str(ROOT / "compose.yaml")


@pytest.fixture(scope="session")
def appliance(
    docker_compose_command: str, docker_compose_file: str, docker_compose_project_name: str, ports: dict[str, int]
) -> Iterator[Appliance]:
    """Build and start the appliance; whatever happens, show the logs of a failed start and leave nothing behind."""
    compose = DockerComposeExecutor(docker_compose_command, [docker_compose_file], docker_compose_project_name)
    try:
        compose.execute("up --build --detach --wait --wait-timeout 180")
        yield Appliance(
            compose,
            docker_compose_project_name,
            https_port=ports["SITE_HTTPS_PORT"],
            http_port=ports["SITE_HTTP_PORT"],
            ocr_port=ports["OCR_PORT"],
        )
    except BaseException:
        sys.stderr.write(compose.execute("logs --no-color --tail 60").decode(errors="replace"))
        raise
    finally:
        compose.execute("down --volumes --timeout 10 --remove-orphans")


@pytest.fixture(scope="session")
def ocr_url(appliance: Appliance) -> str:
    """Return the address of the OCR service without the edge."""
    return appliance.ocr_url
