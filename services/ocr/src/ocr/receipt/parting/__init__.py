"""The receipts of one file, parted from one another."""
