"""Ordinary words and goods that contain a phrase of another table or are one letter away from one; they have no kind.

The longer known word wins: no label is found in SURROUNDINGS or SIM CARD, and TENDERS is not repaired to TENDER. A new one
is told by what the tables find in it: `PhraseMatcher(AMOUNTS).find(fold_text("COKE ZERO", VOCABULARY))`.
"""

ORDINARY: tuple[str, ...] = (
    # A letter from a label: TENDERS from TENDER, BAYER from BAYAR, SARAH from SABAH.
    "tenders", "chicken tenders", "dinners", "disco", "discos", "shaving", "shavings", "sawing", "saying", "sayings", "saucing",
    "salving", "staving", "bayer", "bayed", "cross", "red cross", "dross", "fender", "fenders", "lender", "lenders", "charger",
    "chargers", "changer", "changers", "grounded", "grounding", "pounded", "pounding", "bounded", "bounding", "founded",
    "founding", "gravity", "playable", "roost", "quests", "quantify", "squat", "squats", "vats", "mastery", "masters",
    "brice", "pride", "rending", "termini", "balanced", "caroline", "clark", "contract", "contracts", "fable",
    "quest", "repaint", "resister", "rhone", "shirt", "shirts", "takeouts", "terns", "trams", "waller",
    "welter", "writer", "writers", "dazed", "gated", "accrued", "aversion", "expiation", "exploration", "explores", "painter",
    "painters", "painting", "paintings", "sprinter", "sprinters", "sprinting", "bookies", "booklet", "payer", "pryor", "skits",
    "supple", "cheek", "chock", "patch", "patches", "preference", "preferences", "particle", "particles", "particular",
    "operate", "lacuna", "manilla", "manager", "sarah", "vatel",
    # A label within a longer word.
    "surrounding", "surroundings", "surround", "foregrounding", "groundings", "surrendered", "recollected", "uncollected",
    "readjustment", "readjustments", "maladjustment", "concessionaire", "concessionaires", "discounted", "discountenance",
    "disservice", "disservices", "underprivileged", "unprivileged", "privileged", "aboriginal", "aboriginals", "unoriginal",
    "originally", "originality", "allocation", "allocations", "collocation", "dislocation", "dislocations", "relocation",
    "relocations", "reallocation", "cooperated", "nonpayments", "prepayments", "repayments", "radiotelephone", "preregister",
    "preregistered", "registering", "proprietorship", "terminally", "effectively", "effectiveness", "ineffective",
    "ineffectively", "invalidity", "fingerprinting", "blueprinting", "imprinting", "misprinting", "overprinting", "reprinting",
    # Goods and services that have a label in their name.
    "coke zero", "sprite zero", "pepsi zero", "royal zero", "zero sugar", "sugar zero", "zero calorie", "zero fat", "rice zero",
    "sim card", "memory card", "birthday card", "greeting card", "greetings card", "call card", "playing card", "playing cards",
    "index card", "time card", "sd card", "id card", "tarot card", "christmas card", "post card", "card holder", "card case",
    "card reader", "card stock", "cash box", "cash register", "petty cash book", "petty cash voucher", "payment voucher", "cash book",
    "change oil", "oil change", "change tire", "change filter", "change bulb", "bulb change", "coupon bond", "cd disc",
    "dvd disc", "disc brake", "brake disc", "disc pad", "disc rotor", "less sugar", "less ice", "less sweet", "less salt",
    "less spicy", "less oil", "promo meal", "tender juicy", "tender care", "tender loin", "boost juice", "boost drink",
    "boost up", "new balance", "balance board", "balance bike", "wheel balance", "tire balance", "wheel balancing", "visa photo", "maya mango",
    "colgate total", "total cereal", "total cereals", "dim sum", "sum noodle", "check shirt", "check up", "checkup", "checkered",
    "cheque book", "check book", "checkbook", "check valve", "master cleanser", "master rice", "master sardines",
    "debit note book", "credit load", "extra credit", "gift wrap", "voucher holder", "voucher book", "return slip", "fax paper", "fax machine",
    "tel cord", "car service", "self service", "room service", "pickup service", "laundry service", "car wash service", "wash service",
    "aircon service", "cleaning service", "repair service", "home service", "haircut service", "massage service", "spa service",
    "valet service", "towing service", "printing service", "delivery service", "courier service", "service tray", "service water", "service drink", "tax form", "date palm", "dates palm",
    "savings book", "datang kembali", "saving box", "rendered lard", "collected poems", "point shoes", "ball point", "power point", "gross candy",
    "bill holder", "amount book", "exchange student", "vat 69",
)  # fmt: skip
