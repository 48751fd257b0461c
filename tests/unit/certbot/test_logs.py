import json
import logging

from certificates.logs import JsonLine


def test_a_line_is_one_json_object_with_the_given_fields() -> None:
    record = logging.makeLogRecord({"msg": "looked", "levelname": "INFO", "fields": {"said": "two\nlines"}})
    line = JsonLine().format(record)
    assert "\n" not in line
    assert {"level": "info", "event": "looked", "said": "two\nlines"}.items() <= json.loads(line).items()
