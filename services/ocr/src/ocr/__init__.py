"""The OCR service of the appliance: a picture of a receipt in, its lines and facts out."""
