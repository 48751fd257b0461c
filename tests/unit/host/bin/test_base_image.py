"""base_image.sh: where the base image comes from."""

from pathlib import Path

from tests.unit.host.conftest import Machine


def docker(machine: Machine, *, has_image: bool, registry: bool) -> None:
    image, pull = ("exit 0" if there else "exit 1" for there in (has_image, registry))
    machine.program("docker", f"case $1 in image) {image} ;; pull) {pull} ;; import) cat >{machine.root}/image ;; esac")


def test_keeps_an_image_that_is_there(machine: Machine, scripts: Path) -> None:
    docker(machine, has_image=True, registry=True)
    assert machine.run(scripts / "base_image.sh").returncode == 0
    assert machine.called("docker pull") == []


def test_takes_the_image_from_a_registry_that_answers(machine: Machine, scripts: Path) -> None:
    docker(machine, has_image=False, registry=True)
    machine.program("mmdebstrap")
    assert machine.run(scripts / "base_image.sh").returncode == 0
    assert machine.called("mmdebstrap") == []


def test_makes_the_image_from_the_mirror_that_is_named(machine: Machine, scripts: Path) -> None:
    docker(machine, has_image=False, registry=False)
    machine.distribution("ubuntu", "noble")
    machine.environment |= {
        "DEBIAN_MIRROR": "http://mirror.test/debian",
        "DEBIAN_SECURITY_MIRROR": "http://mirror.test/s",
    }
    machine.program("dpkg-query", "echo ii")
    machine.program("mmdebstrap", "cat")
    done = machine.run(scripts / "base_image.sh")
    assert done.returncode == 0, done.stderr
    signed = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
    assert (machine.root / "image").read_text().splitlines() == [
        f"{signed} http://mirror.test/debian trixie main",
        f"{signed} http://mirror.test/debian trixie-updates main",
        f"{signed} http://mirror.test/s trixie-security main",
    ]


def test_asks_for_a_mirror_where_apt_knows_none_of_debian(machine: Machine, scripts: Path) -> None:
    docker(machine, has_image=False, registry=False)
    machine.distribution("ubuntu", "noble")
    done = machine.run(scripts / "base_image.sh")
    assert done.returncode == 1
    assert "DEBIAN_MIRROR" in done.stderr


def test_fails_when_the_image_cannot_be_made(machine: Machine, scripts: Path) -> None:
    docker(machine, has_image=False, registry=False)
    machine.environment["DEBIAN_MIRROR"] = "http://mirror.test/debian"
    machine.program("dpkg-query", "echo ii")
    machine.program("mmdebstrap", "exit 1")
    assert machine.run(scripts / "base_image.sh").returncode == 1
