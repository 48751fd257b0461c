"""What is rendered for one reader, and for several; integration tests give it to nginx."""

import pytest

from tests.unit.nginx.conftest import Edge

READERS = ("172.19.0.3", "172.28.0.4", "172.28.0.5")
# as it was before there were several
ONE = """
map "" $ocr_service {
    default http://ocr:8100;
}

# Names that are not ours"""


def test_one_reader_is_asked_by_its_name_and_once(edge: Edge) -> None:
    site = edge.render()["site.conf"]
    assert ONE in site
    assert "\n    http2 on;\n    server_name ocr.example.com " in site
    assert "upstream readers" not in site
    assert "retries" not in site


def test_one_reader_has_the_limits_that_the_contract_names(edge: Edge) -> None:
    # a larger tmpfs alone changes nothing
    edge.environment["MEGABYTES"] = "512"
    parts = edge.render()
    assert parts["rate.conf"].splitlines()[0] == "limit_req_zone $client_network zone=ocr_rate:10m rate=5r/s;"
    assert "    default 5;\n" in parts["rate.conf"]
    assert parts["burst.conf"] == "limit_req zone=ocr_rate burst=20 nodelay;\nlimit_conn ocr_uploads 24;\n"


def test_requests_go_to_each_of_several_readers_and_again_to_another(edge: Edge) -> None:
    site = edge.render(READERS)["site.conf"]
    servers = "".join(f"    server {address}:8100 fail_timeout=1s;\n" for address in READERS)
    assert f"\n{servers}}}\n" in site
    assert "    default http://readers;\n" in site
    # the keys are on this machine
    assert "    /authorize http://ocr:8100;\n" in site
    assert "\n    http2 on;\n    include snippets/retries.conf;\n    server_name" in site
    assert ONE not in site


@pytest.mark.parametrize(("megabytes", "uploads"), [("512", 48), ("256", 24)])
def test_limits_follow_the_number_of_readers_and_uploads_the_room_for_them(
    edge: Edge, megabytes: str, uploads: int
) -> None:
    edge.environment["MEGABYTES"] = megabytes
    parts = edge.render(READERS)
    assert "zone=ocr_rate:10m rate=15r/s;" in parts["rate.conf"]
    assert "    default 15;\n" in parts["rate.conf"]
    assert parts["burst.conf"] == f"limit_req zone=ocr_rate burst=60 nodelay;\nlimit_conn ocr_uploads {uploads};\n"


def test_one_machine_again_is_what_it_was_before(edge: Edge) -> None:
    before = edge.render()
    assert edge.render(READERS) != before
    assert edge.render() == before


@pytest.mark.parametrize("readers", [(), READERS])
def test_replaces_its_own_variables_alone(edge: Edge, readers: tuple[str, ...]) -> None:
    for name, text in edge.render(readers).items():
        assert "${" not in text, name
    site = edge.render(readers)["site.conf"]
    for variable in ("$ocr_service", "$remote_addr", "$upstream_connect_time"):
        assert variable in site
