"""The picture of the containers is that of compose.yaml as it is, and shows all of it."""

from pathlib import Path
from xml.etree import ElementTree as ET

import yaml

from docs.draw_containers import PICTURE, ROOT, Container, containers, draw


def test_is_drawn_from_the_file_as_it_is() -> None:
    # after a change of compose.yaml: make docs
    assert PICTURE.read_text() == draw(containers())


def test_names_every_service_network_and_volume() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    texts = {text.text for text in ET.fromstring(PICTURE.read_text()).iter("{http://www.w3.org/2000/svg}text")}  # noqa: S314 - our own

    assert texts >= {*compose["services"], *compose["networks"], *compose["volumes"]}


def test_takes_what_a_service_states(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("""
        services:
          ocr:
            user: "10001:10001"
            networks: [inside]
            ports: ["127.0.0.1:${OCR_PORT:-8100}:8100"]
            volumes: ["state:/var/lib/ocr", "logs:/var/log:ro"]
            mem_limit: 1g
            cpus: ${OCR_CPUS:-1}
          bans: {network_mode: host, cap_add: [NET_ADMIN], mem_limit: 2m, cpus: 1}
    """)

    assert containers(tmp_path / "compose.yaml") == [
        Container(
            "ocr",
            "user 10001",
            ("inside",),
            ("127.0.0.1:8100:8100",),
            frozenset({"state"}),
            frozenset({"logs"}),
            "1g memory, 1 CPU",
        ),
        Container("bans", "root, NET_ADMIN", ("host's network",), (), frozenset(), frozenset(), "2m memory, 1 CPU"),
    ]
