"""Weights of the evidence for a country, in log odds, set by hand: naive Bayes with weights that a person can read.

A piece of evidence is worth its weight to every country that prints it: one that five print tells none of the five from
the others. The second thing of a kind is worth half of the first, the third a quarter: towns of one country come together.
"""

COUNTRY: dict[str, float] = {
    # Before anything is read: a country that is not in the table, one that the appliance is made for, the operator's own.
    "elsewhere": 1.0,
    "market": 0.7,
    "home": 1.5,
    # A number whose check digit holds is by chance that of one paper in ten to a hundred; it also has the country's label.
    "tax_number_checked": 4.0,
    "tax_number": 3.0,
    "calling_code": 3.0,
    "domain": 3.0,
    "money": 3.0,
    # $ and Yen are signs of several; P and R are letters first.
    "shared_money": 1.0,
    "letter_money": 1.0,
    "mark": 2.0,
    "name": 2.2,
    "postcode": 2.7,
    "place": 2.0,
    "firm": 1.5,
    "word": 1.2,
    "telephone": 1.0,
    # The name of a tax, at a rate that its law had or never had.
    "tax": 2.0,
    "rate": 2.0,
    "other_rate": -1.5,
}
