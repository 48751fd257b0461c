"""The blocks that receipts are put together from, each a generator of marks."""
