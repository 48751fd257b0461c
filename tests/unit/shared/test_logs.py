"""A line of the log."""

import json
import logging
import sys

from service.logs import JsonFormatter


def line(**attributes: object) -> dict[str, object]:
    record = logging.makeLogRecord({"msg": "looked", "levelname": "INFO", "name": "a.b", "created": 0.5, **attributes})
    text = JsonFormatter().format(record)
    assert "\n" not in text
    parsed: dict[str, object] = json.loads(text)
    return parsed


def test_is_one_json_object_with_what_was_given() -> None:
    assert line(msecs=500, said="two\nlines", path=..., names=["é"]) == {
        "time": "1970-01-01T00:00:00.500Z",
        "level": "info",
        "logger": "a.b",
        "event": "looked",
        "said": "two\nlines",
        "path": "Ellipsis",
        "names": ["é"],
    }


def test_has_the_traceback_of_an_exception_as_lines() -> None:
    try:
        raise ValueError("why")  # noqa: TRY301
    except ValueError:
        traceback = line(exc_info=sys.exc_info())["traceback"]
    assert isinstance(traceback, list)
    assert traceback[0] == "Traceback (most recent call last):"
    assert traceback[-1] == "ValueError: why"
