"""The container's health check, as the OCR service has it."""

import os
import sys
import urllib.request

# an image that never becomes healthy
if os.environ.get("STUB_SICK"):
    sys.exit(1)
with urllib.request.urlopen(f"http://127.0.0.1:8100{sys.argv[1]}", timeout=4):
    sys.exit(0)
