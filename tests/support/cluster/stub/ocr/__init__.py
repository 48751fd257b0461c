"""Stands in for the OCR service: one receipt at a time, half a second each."""
