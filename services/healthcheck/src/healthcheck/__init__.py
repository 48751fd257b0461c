"""Health check of the appliance every few minutes, with one line a check in the log."""
