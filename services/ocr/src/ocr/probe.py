"""The container's health check: `python -m ocr.probe /ready` succeeds on an answer of 200."""

import os
import sys
import urllib.error
import urllib.request

from ocr.settings import Settings


def main(path: str) -> int:
    """Return the exit status."""
    port = Settings.from_env(os.environ).bind.rpartition(":")[2]
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=4):
            return 0
    except (urllib.error.URLError, TimeoutError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
