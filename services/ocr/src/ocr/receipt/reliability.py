"""What speaks for a field's being right, learnt by bench/train_confidence.py; `bias` is always there."""

RELIABILITY: dict[str, dict[str, float]] = {
    "total": {
        "bias": 1.9,
        "chance": 0.24,
        "proofs": 0.61,
        "misread": -8.0,
        "put_right": -1.5,
    },
    "date": {
        "bias": 2.02,
        "chance": 0.61,
        "misread": -3.0,
        "order_unsure": -2.0,
        "short_year": -0.29,
    },
    "merchant": {
        "bias": 0.64,
        "chance": 0.24,
        "misread": -5.01,
        "score": 0.51,
        "put_right": -0.37,
    },
    "address": {
        "bias": 0.58,
        "points": 0.51,
        "misread": -8.0,
        "postcode": 0.62,
        "rows": 0.28,
        "put_right": -0.48,
    },
}

# How often the value is the one meant, where the paper has two that people call by the field's name.
AMBIGUITY: dict[str, dict[str, float]] = {
    "total": {
        "rounded": 0.89,
    },
}
