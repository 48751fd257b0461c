"""Checks the appliance every few minutes: settings in, a line a check in the log out."""
