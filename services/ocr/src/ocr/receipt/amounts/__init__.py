"""Numbers read as money, with their labels, and what sums of them prove."""
