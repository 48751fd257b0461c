"""Layout of the print: the page made level, rows, gaps between receipts."""
