"""What speaks for a field's being right, learnt by bench/train_confidence.py; `bias` is always there."""

CALIBRATION_WEIGHTS: dict[str, dict[str, float]] = {
    "total_amount": {
        "bias": 1.92,
        "probability": 0.26,
        "proofs": 0.6,
        "misread": -8.0,
        "corrected": -1.49,
    },
    "date": {
        "bias": 2.02,
        "probability": 0.61,
        "misread": -3.0,
        "order_unsure": -2.0,
        "short_year": -0.29,
    },
    "merchant": {
        "bias": 0.65,
        "probability": 0.22,
        "misread": -5.0,
        "score": 0.52,
        "corrected": -0.38,
    },
    "address": {
        "bias": 0.61,
        "points": 0.6,
        "misread": -8.0,
        "postcode": 0.67,
        "rows": 0.31,
        "corrected": -0.4,
    },
}

# How often the value is the one meant, where the paper has two that people call by the field's name.
AMBIGUITY: dict[str, dict[str, float]] = {
    "total_amount": {
        "rounded": 0.89,
    },
}
