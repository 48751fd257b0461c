import json
import logging
import logging.config

import pytest

from ocr import logs


def configured() -> logging.Logger:
    logging.config.dictConfig(logs.config("info"))
    return logging.getLogger("ocr.test")


def entry(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    parsed: dict[str, object] = json.loads(capsys.readouterr().out)
    return parsed


def test_writes_one_json_object_a_line_with_the_request_id(capsys: pytest.CaptureFixture[str]) -> None:
    token = logs.request_id.set("abc")
    configured().info("request", extra={"status": 200})
    logs.request_id.reset(token)

    found = entry(capsys)
    assert found["event"] == "request"
    assert found["request_id"] == "abc"
    assert found["status"] == 200
    assert found["level"] == "info"


def test_tells_where_an_exception_came_from_but_not_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("TOTAL 1,234.50")  # noqa: TRY301
    except ValueError:
        configured().exception("failed")

    text = json.dumps(entry(capsys))
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert "1,234.50" not in text


def test_keeps_quiet_below_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    configured().debug("detail")

    assert capsys.readouterr().out == ""
