"""Runs fail2ban: settings from the environment in, a jail whose ignore list and firewall are kept true out."""
