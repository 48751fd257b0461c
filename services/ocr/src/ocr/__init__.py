"""The OCR service of the appliance: a picture of a receipt in, its lines and facts out."""

# `make release` writes it
__version__ = "1.0.0"
