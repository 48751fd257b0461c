"""Separation of the receipts in one file."""
