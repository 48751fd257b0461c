import pytest

from tests.support.fuzz.target import TROUBLE


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ('"event": "Worker (pid:8) was sent SIGKILL! Perhaps out of memory?"', True),
        ('"event": "request failed", "traceback": ["ValueError"]', True),
        ("malloc(): corrupted top size", True),
        ("TiffImagePlugin.py:982: UserWarning: Corrupt EXIF data.  Expecting to read 2 bytes but only got 0.", False),
        ('"event": "request", "status": 422', False),
    ],
)
def test_tells_a_trouble_from_a_warning(line: str, trouble: bool) -> None:
    assert bool(TROUBLE.search(line)) is trouble
