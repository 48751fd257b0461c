"""HTTP in and out: requests to bytes, receipts to JSON, refusals to problem documents."""
