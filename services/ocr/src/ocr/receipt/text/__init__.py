"""Folding of print, phrases found in it, letters put right, dates and times."""
