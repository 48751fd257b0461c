import socket

import falcon.testing
from prometheus_client.parser import text_string_to_metric_families

from ocr import __version__
from tests.support.ocr import form, png

Client = falcon.testing.TestClient


def samples(client: Client) -> dict[tuple[str, str], float]:
    text = client.simulate_get("/metrics").text
    return {
        (sample.name, ",".join(value for key, value in sorted(sample.labels.items()) if key != "le")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_counts_requests_by_path_and_status(client: Client) -> None:
    for _ in range(2):
        client.simulate_post("/v1/ocr", **form(png()))
    client.simulate_post("/v1/ocr", **form(b""))
    client.simulate_get("/some/path/of/the/caller")

    found = samples(client)
    assert found["ocr_requests_total", "/v1/ocr,200"] == 2
    assert found["ocr_requests_total", "/v1/ocr,400"] == 1
    assert found["ocr_requests_total", "other,404"] == 1
    assert not any("caller" in labels for _, labels in found)


def test_measures_stages_queue_and_memory(client: Client) -> None:
    client.simulate_post("/v1/ocr/receipt", **form(png()))

    found = samples(client)
    assert {labels for name, labels in found if name == "ocr_stage_seconds_count"} == {"decode", "read", "understand"}
    assert found["ocr_queue_length", ""] == 0
    assert found["process_resident_memory_bytes", ""] > 10_000_000


def test_names_the_reader_and_its_version(client: Client) -> None:
    line = f'ocr_info{{host="{socket.gethostname()}",version="{__version__}"}} 1.0'
    assert line in client.simulate_get("/metrics").text.splitlines()
