"""The OCR service of the appliance: reads the lines and the facts of a receipt from its picture."""

# `make release` writes it
__version__ = "1.0.0"
