"""Three machines with a private network between them, readers on two of them, and receipts that keep coming."""
