"""Where the print lies: the page made level, rows, gaps between receipts."""
