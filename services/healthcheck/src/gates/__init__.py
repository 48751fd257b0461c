"""The acceptance gates: what the host has seen and what the network answers in, eight verdicts out."""
