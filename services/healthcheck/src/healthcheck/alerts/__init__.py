"""Results in, messages to the operator out: one an incident, kept until somebody has taken it."""
