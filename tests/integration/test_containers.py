"""Every container is confined, as `docker inspect` tells; the exceptions are here with their reasons."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from host.bin.notice import NOTICE, notice
from host.bin.release import current
from tests.support.appliance import Appliance

SERVICES = ["ocr", "nginx", "certbot", "fail2ban", "healthcheck"]
# fail2ban changes the host's firewall: root and NET_ADMIN in the host's network, and nothing else
FIREWALL = "fail2ban"
PUBLISHED = {"nginx": {"8080/tcp", "8443/tcp"}, "ocr": {"8100/tcp"}}


def inspected(appliance: Appliance, service: str) -> dict[str, Any]:
    printed = subprocess.run(
        ["docker", "inspect", appliance.container(service)], capture_output=True, text=True, check=True
    ).stdout
    (container,) = json.loads(printed)
    found: dict[str, Any] = container
    return found


def test_names_every_service(appliance: Appliance) -> None:
    assert sorted(appliance.run("config --services").split()) == sorted(SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_is_confined(appliance: Appliance, service: str) -> None:
    container = inspected(appliance, service)
    config, host = container["Config"], container["HostConfig"]

    assert host["ReadonlyRootfs"]
    assert host["CapDrop"] == ["ALL"]
    assert [name.removeprefix("CAP_") for name in host["CapAdd"] or []] == (
        ["NET_ADMIN"] if service == FIREWALL else []
    )
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert not host["Privileged"]
    assert 0 < host["Memory"] <= 1024**3
    assert 0 < host["PidsLimit"] <= 128
    assert host["NanoCpus"] > 0
    assert host["PidMode"] == ""
    assert host["NetworkMode"] == "host" if service == FIREWALL else host["NetworkMode"] != "host"
    assert config["Healthcheck"]["Test"]
    assert config["Labels"]["org.opencontainers.image.version"] == current()
    assert container["State"]["Health"]["Status"] == "healthy"
    assert host["LogConfig"]["Config"]["max-size"]


@pytest.mark.parametrize("service", [service for service in SERVICES if service != FIREWALL])
def test_runs_as_a_user_of_its_own(appliance: Appliance, service: str) -> None:
    uid = int(inspected(appliance, service)["Config"]["User"].split(":")[0])

    assert uid >= 10001
    assert appliance.inside(service, "id", "-u").strip() == str(uid)


@pytest.mark.parametrize("service", SERVICES)
def test_mounts_no_docker_socket_and_no_path_of_the_host(appliance: Appliance, service: str) -> None:
    mounts = [mount for mount in inspected(appliance, service)["Mounts"] if mount["Type"] == "bind"]

    assert [mount for mount in mounts if not mount["Destination"].startswith("/run/secrets/")] == []


@pytest.mark.parametrize("service", SERVICES)
def test_publishes_only_what_it_should(appliance: Appliance, service: str) -> None:
    ports = inspected(appliance, service)["HostConfig"]["PortBindings"] or {}

    assert set(ports) == PUBLISHED.get(service, set())
    if service == "ocr":
        assert {binding["HostIp"] for binding in ports["8100/tcp"]} == {"127.0.0.1"}


def test_fits_a_droplet_of_2_gb(appliance: Appliance) -> None:
    assert sum(inspected(appliance, service)["HostConfig"]["Memory"] for service in SERVICES) <= 2 * 1000**3


@pytest.mark.parametrize("service", ["ocr", "certbot"])
def test_bakes_no_bundle_of_the_building_machine_into_its_image(appliance: Appliance, service: str) -> None:
    bundle = Path("/etc/ssl/certs/ca-certificates.crt")
    script = (
        "import hashlib, os\n"
        "for top, _, names in os.walk('/'):\n"
        "    for name in names if not top.startswith(('/proc', '/sys', '/dev')) else ():\n"
        "        path = os.path.join(top, name)\n"
        "        if name.endswith(('.crt', '.pem', 'ca_bundle')) and os.path.isfile(path) and os.access(path, os.R_OK):\n"
        "            print(hashlib.sha256(open(path, 'rb').read()).hexdigest())"
    )
    digests = appliance.inside(service, "python3", "-c", script).split()

    assert hashlib.sha256(bundle.read_bytes()).hexdigest() not in digests


def test_notice_lists_what_the_images_carry(appliance: Appliance) -> None:
    # after a change of the packages: make notice
    assert NOTICE.read_text() == notice()
