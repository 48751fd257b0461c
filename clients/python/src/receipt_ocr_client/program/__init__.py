"""The program `receipt-ocr`: reads many receipts into a table, checks one, asks whether the service is ready."""
