"""One module for each field: what it may be, and what speaks for it."""
