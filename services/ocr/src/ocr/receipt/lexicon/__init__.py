"""Words and phrases of receipts. To add a phrase, add it to its table and nowhere else.

A table holds what is printed in English anywhere; what one language words otherwise is in languages/, what only one
country prints in countries/ and, of amounts, in amounts/.

Spaces, case and punctuation don't matter, `%` stands for a number or nothing, `#` is No., and one misread letter of a
longer word is forgiven (see ../text/phrase_matcher.py). The longest phrase wins where several fit.
"""
