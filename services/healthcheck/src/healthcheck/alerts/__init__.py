"""Alerts to the operator: one message an incident, kept until a channel has accepted it."""
