"""Hostile files and requests, made from real ones: `python -m tests.support.fuzz` sends them to a service of its own."""
