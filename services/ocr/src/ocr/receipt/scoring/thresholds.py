"""Scores and confidences at which a decision turns, each with its reason."""

# From here on a program may take a value without a person. How many totals that are, and how many of them are right on
# merchants that nothing was learnt from, docs/accuracy.md says: 99 % are to be.
ACCEPT = 0.9
# Below, a value is a guess: a form shows it empty rather than filled in.
SHOW = 0.6

# A date that scores less is a permit's or an accreditation's.
MIN_DATE_SCORE = -1.0
# No name at all scores 0, as which it is learnt (bench/train_ranking.py): a row that scores less is an address or the goods.
MIN_MERCHANT_SCORE = 0.0
# An address that scores less is a name or a sentence with a word of one in it: no labelled one scores less than 1.
MIN_ADDRESS_SCORE = 0.0
# A total that scores less is an amount that happens to be on a page of something else.
MIN_TOTAL_SCORE = 1.5

# A total is at most this sure where its print has another reading, or the paper proves another value.
MAX_OF_DOUBTFUL_TOTAL = 0.8
# So is a date whose year may be cut or misread, or that is printed without strokes and without a label.
MAX_OF_DOUBTFUL_DATE = 0.8
# An amount of an identity that fails may be right, if another one is wrong: of 12 labelled receipts on which cash less
# change was another total than the one read, it was wrong on 4.
MAX_OF_CONTRADICTED = 0.85
# Where lines may be of two receipts, one of two values may be meant; and it may be a mix of both.
MAX_OF_MIXED = 0.5
