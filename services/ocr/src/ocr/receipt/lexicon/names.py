"""Contents of the rows around a merchant's name: slogans, branches, cashiers, stamps, thanks. In English and its neighbours."""

import re

# Words that sentences are made of and names hardly are.
SENTENCE_WORDS = frozenset(
    (
        "YOUR", "YOU", "WE", "OUR", "US", "IT", "ITS", "IT'S", "LET'S", "WE'RE", "IS", "ARE", "BE", "DO", "WHAT", "WHERE", "EVERY", "EVERYONE",
        "EVERYDAY", "ALWAYS", "NEVER", "JUST", "MORE", "LESS", "LOWER", "LOWEST", "BETTER", "SAVE", "SAVING", "SAVES", "LIVE", "EXPECT",
        "HELPS", "HELPFUL", "FEEL", "MADE", "HANDMADE", "CAN", "GETS", "GET", "HAPPEN", "OVER", "SINCE", "EST", "PRICES", "THAN", "THAT", "THIS",
        "WITH", "FOR", "BY", "FROM", "ALL", "PLEASE", "NOT", "GOODS", "WIR", "UNSERE", "LIEBEN", "LEBIH", "KAMI", "ANDA", "ANG", "AY", "SA", "NG",
    )
)  # fmt: skip

# Words that names have in small letters: Café de la Paix, Restaurant zur alten Post, Salt and Pepper.
SMALL_WORDS = frozenset(
    ("THE", "AND", "LES", "DES", "DEL", "DEI", "DER", "DIE", "DAS", "DEM", "DEN", "ZUM", "ZUR", "VON", "VAN", "UND", "BIN")
)  # fmt: skip

# Store #403, 0521 BRANCH, Filiale 12: which shop of a chain it is.
BRANCH = re.compile(
    r"\b(?:STORE|BRANCH|OUTLET|FILIALE|CAWANGAN|CABANG|SHOP|ST)\W{0,2}(?:NO\b|ID\b|#|\d)|#\s?\d|\b(?:BRANCH|OUTLET|CAWANGAN|CABANG|FILIALE)\W*$",
    re.IGNORECASE,
)
# The same behind a name on its row: STARBUCKS Store #10208.
BRANCH_TAIL = re.compile(r"[\s,-]*(?:\b(?:STORE|BRANCH|OUTLET|SHOP|ST|NO)\b\W*)?#\s?\d.*$", re.IGNORECASE)

STAFF = re.compile(
    r"\b(?:MANAGER|MGR|HOST|HOSTESS|SERVER|SERVED|CASHIER|WAITER|WAITRESS|STAFF|ASSOCIATE|KASIR|KASSIERER|MEMBER|OWNER|INH)\b|\bOPEN \d",
    re.IGNORECASE,
)

# Stamped over a receipt by those who keep its books.
STAMP = re.compile(r"\W*(?:POSTED|PAID|CLAIMED|RECEIVED|CANCELLED|APPROVED|VOID)\W*", re.IGNORECASE)

# What a firm was called before: its name ends here.
FORMERLY = re.compile(r"\W+(?:FKA|F/K/A|FORMERLY)\b.*$", re.IGNORECASE)

# The name stands behind: WELCOME TO, THANK YOU FOR SHOPPING AT.
THANKS = re.compile(
    r"\b(?:(?:SHOPPING|DINING|EATING|SHOP|DINE|STAYING) (?:AT|WITH)|WELCOME TO|VISITING|CHOOSING|PATRONI[SZ]ING|FROM ALL OF US AT)\s+(?P<name>\S.*)",
    re.IGNORECASE,
)
# www.super7.com.my, careline@mynews.com, careline@ mynews.com
DOMAIN = re.compile(r"(?:\bWWW\s?\.\s?|@\s?|//)(?P<name>[A-Z0-9-]{4,})\s?\.", re.IGNORECASE)
# Domains of whoever writes one's letters.
POST_DOMAINS = frozenset(("GMAIL", "YAHOO", "HOTMAIL", "OUTLOOK", "ICLOUD", "LIVE"))

# PT INDOMARCO PRISMATAMA, CV MAJU: legal forms that stand before the name.
FORM_BEFORE = re.compile(r"^(?:P\.?T|C\.?V|U\.?D)\.?\s(?=[A-Z])", re.IGNORECASE)
