"""Faults beneath the appliance: its disk, its clock, its name server."""
