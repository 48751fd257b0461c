"""Size of the caches in which what was read of lines is kept for the next field."""

# Amounts, dates and words of a line are asked for by five fields and more. As many lines as most receipts have, each read once;
# 1 to 2 MB.
LINES_KEPT = 256
