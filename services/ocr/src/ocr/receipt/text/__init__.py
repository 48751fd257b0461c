"""Text of receipts: folded, searched for phrases, dates and times, and corrected."""
