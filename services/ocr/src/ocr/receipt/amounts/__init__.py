"""Amounts of money with their labels, and what their sums prove."""
