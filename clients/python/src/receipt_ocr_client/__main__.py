"""Entry point of the program where it is not on the path: `python -m receipt_ocr_client`."""

from receipt_ocr_client.program.main import run

run()
