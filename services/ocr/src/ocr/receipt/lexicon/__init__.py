"""How receipts word things. To teach the room a new phrase, add it to its table and nowhere else.

Spaces, case and punctuation don't matter, `%` stands for a number or nothing, `#` is No., and one misread letter of a
longer word is forgiven (see match.py). The longest phrase wins where several fit.
"""
