"""Print what was read of a receipt: the service's JSON from standard input, as a few lines for people."""

import json
import sys

receipt = json.load(sys.stdin)
meta = receipt["meta"]


def printed(field: dict[str, object] | None) -> str:
    """Return a field as it stands on the paper."""
    return str(field["text"]) if field else "(not found)"


print(f"  merchant        {printed(receipt['merchant'])}")
print(f"  date            {printed(receipt['date'])}")
print(f"  total           {printed(receipt['totals']['total_amount'])}")
print(f"  lines           {meta['count']}, mean confidence {meta['avg_confidence']:.2f}")
print(f"  seconds         {meta['duration_ms'] / 1000:.2f}")
