"""The HTTP interface: requests to bytes, receipts to JSON, refusals to problem documents."""
