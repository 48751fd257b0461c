"""Folding of print, phrases found in it, letters corrected, dates and times."""
