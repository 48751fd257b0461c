"""fail2ban, configured from the environment: a jail whose ignore list and firewall rules are kept correct."""
