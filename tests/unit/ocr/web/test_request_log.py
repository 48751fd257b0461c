import logging

import falcon.testing
import pytest

Client = falcon.testing.TestClient


def test_keeps_the_id_that_nginx_gave(client: Client) -> None:
    answer = client.simulate_get("/live", headers={"X-Request-ID": "0af1" * 8})

    assert answer.headers["X-Request-ID"] == "0af1" * 8


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, 'a"b', "ä"])
def test_gives_an_id_of_its_own_where_there_is_none_or_a_doubtful_one(client: Client, given: str) -> None:
    answer = client.simulate_get("/live", headers={"X-Request-ID": given} if given else {})

    assert len(answer.headers["X-Request-ID"]) == 32
    assert answer.headers["X-Request-ID"] != given


def test_logs_path_status_and_time_of_a_post(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client.simulate_post("/v1/ocr", body="x")
    client.simulate_get("/live")

    (record,) = (record for record in caplog.records if record.message == "request")
    assert (record.__dict__["path"], record.__dict__["status"]) == ("/v1/ocr", 415)
    assert record.__dict__["elapsed_ms"] >= 0
