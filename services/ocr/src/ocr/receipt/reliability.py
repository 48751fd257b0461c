"""What speaks for a field's being right, learnt by bench/train_confidence.py; `bias` is always there."""

RELIABILITY: dict[str, dict[str, float]] = {
    "total": {
        "bias": 1.08,
        "chance": 0.42,
        "proofs": 0.7,
        "misread": -3.0,
        "rivals": -0.39,
        "rounded": -0.27,
        "far_below_largest": -1.04,
    },
    "date": {
        "bias": 2.02,
        "chance": 0.61,
        "misread": -3.0,
        "order_unsure": -2.0,
        "short_year": -0.29,
    },
    "merchant": {
        "bias": 0.44,
        "chance": 0.3,
        "misread": -5.0,
        "score": 0.51,
        "put_right": -0.41,
    },
    "address": {
        "bias": 0.35,
        "points": 0.63,
        "misread": -8.0,
        "postcode": 0.68,
        "rows": 0.35,
        "put_right": -0.4,
    },
}
