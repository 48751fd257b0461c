"""Papers of Europe."""

from ocr.receipt.lexicon.papers.paper import Paper

UNITED_KINGDOM = Paper(
    currency="GBP",
    names=("united kingdom", "england", "scotland", "northern ireland", "great britain" ),
    places=(
        "london", "manchester", "birmingham", "leeds", "liverpool", "bristol", "edinburgh", "glasgow", "cardiff", "belfast", "oxford",
        "brighton", "nottingham", "sheffield", "leicester", "heathrow", "gatwick", "stansted", "high street", "croydon",
        "essex", "middlesex", "hertfordshire", "yorkshire", "lancashire", "coventry", "southampton",
    ),
    words=("pence", "nectar", "clubcard", "vat no", "vat reg no", "vat number", "chip and pin", "balance to pay", "pounds sterling"),
    firms=("plc", ),
    taxes={"VAT": ("20", "17.5", "5")},
    calling_code="44",
    telephones=r"\(?020\)? ?[378]\d{3} ?\d{4}|\(?01\d{2,3}\)? ?\d{3} ?\d{3,4}|0[38]\d{2} ?\d{3} ?\d{4}|07\d{3} ?\d{3} ?\d{3}",
    postcodes=r"\b(?:[A-Z]{1,2}\d{1,2}|[A-Z]{1,2}\d[A-Z]) ?\d[ABD-HJLNP-UW-Z]{2}\b",
    domain="uk",
)  # fmt: skip
IRELAND = Paper(
    currency="EUR",
    names=("ireland", "eire"),
    places=("dublin", "cork", "galway", "limerick", "waterford", "killarney", "co dublin", "co kerry", "co cork", "kilkenny"),
    words=("vat no", "vat reg no", "eircode", "go raibh maith agat"),
    firms=(),
    taxes={"VAT": ("23", "13.5", "9", "21", "4.8")},
    calling_code="353",
    telephones=r"\(?0[1-9]\d?\)?[ -]?\d{3}[ -]?\d{4}",
    postcodes=r"\b[ACDEFHKNPRTVWXY]\d[0-9W] ?[0-9AC-FHKNPRTV-Y]{4}\b",
    domain="ie",
)  # fmt: skip
GERMANY = Paper(
    currency="EUR",
    names=("germany", "deutschland"),
    places=("berlin", "munchen", "muenchen", "hamburg", "koln", "koeln", "frankfurt", "stuttgart", "dusseldorf", "duesseldorf", "leipzig",
            "dresden", "hannover", "bremen", "nurnberg", "nuernberg", "dortmund", "bonn", "mannheim", "karlsruhe", "freiburg"),
    words=(
        "summe", "zu zahlen", "gegeben", "ruckgeld", "rueckgeld", "datum",
        "uhr", "uhrzeit", "vielen dank", "danke", "steuer", "steuer nr", "ust idnr", "ust id nr", "rechnung", "quittung", "bon",
        "bon nr", "beleg", "beleg nr", "kasse", "brutto", "netto", "betrag", "kartenzahlung", "girocard", "es bediente sie",
        "strasse", "tisch", "zwischensumme", "filiale", "ihr einkauf", "kassenbon", "gesamtbetrag", "pfand", "posten",
    ),
    firms=("gmbh", "ohg" ),
    taxes={"MWST": ("19", "7", "16", "5"), "UST": ("19", "7"), "MEHRWERTSTEUER": ("19", "7"), "UMSATZSTEUER": ("19", "7")},
    calling_code="49",
    telephones=r"\(?0\d{2,4}\)?[ /-]{1,3}\d{4,8}",
    domain="de",
)  # fmt: skip
AUSTRIA = Paper(
    currency="EUR", names=("austria", "osterreich", "oesterreich"), places=("wien", "salzburg", "graz", "innsbruck", "linz"),
    words=("summe", "zu zahlen", "datum", "vielen dank", "rechnung", "kasse", "beleg", "registrierkasse", "uid"),
    firms=("gmbh",), taxes={"MWST": ("20", "10", "13"), "UST": ("20", "10", "13")}, calling_code="43", domain="at",
)  # fmt: skip
SWITZERLAND = Paper(
    currency="CHF", names=("switzerland", "schweiz", "suisse", "svizzera"),
    places=("zurich", "zuerich", "geneve", "geneva", "basel", "bern", "lausanne", "luzern", "lugano", "winterthur"),
    words=("summe", "total chf", "vielen dank", "merci", "kasse", "quittung", "rundung", "mwst nr", "twint"),
    firms=("gmbh", ), taxes={"MWST": ("8.1", "2.6", "7.7", "2.5", "8.0", "3.8"), "TVA": ("8.1", "2.6", "7.7", "2.5")},
    calling_code="41", domain="ch",
)  # fmt: skip
FRANCE = Paper(
    currency="EUR",
    names=("france",),
    places=("paris", "lyon", "marseille", "toulouse", "bordeaux", "lille", "strasbourg", "nantes", "montpellier", "rennes", "cannes"),
    words=(
        "ttc", "total ttc", "total ht", "montant", "especes", "carte bancaire", "cb", "rendu", "rendu monnaie", "merci",
        "merci de votre visite", "a bientot", "facture", "siret", "siren", "rcs", "a payer",
        "net a payer", "caisse", "caissier", "rue", "sous total", "couverts", "bonne journee",
        "monnaie", "prix", "quantite", "addition", "numero", "n tva",
    ),
    firms=("sarl", "sas", "eurl", "sasu", "snc"),
    taxes={"TVA": ("20", "10", "5.5", "2.1", "19.6", "7")},
    calling_code="33",
    telephones=r"0\d(?:[ .-]?\d{2}){4}",
    postcodes=r"\d{5} (?:PARIS|LYON|MARSEILLE|NICE|TOULOUSE|BORDEAUX|LILLE|NANTES)",
    domain="fr",
)  # fmt: skip
BELGIUM = Paper(
    currency="EUR", names=("belgium", "belgique", "belgie"),
    places=("bruxelles", "brussel", "brussels", "antwerpen", "gent", "brugge", "liege", "leuven"),
    words=("merci", "bedankt", "totaal", "especes", "bancontact", "vat be"), firms=("bvba", "sprl", "bv", "nv"),
    taxes={"TVA": ("21", "12", "6"), "BTW": ("21", "12", "6")}, calling_code="32", domain="be",
)  # fmt: skip
NETHERLANDS = Paper(
    currency="EUR", names=("netherlands", "nederland", "holland"),
    places=("amsterdam", "rotterdam", "den haag", "utrecht", "eindhoven", "schiphol", "groningen", "haarlem", "leiden", "delft"),
    words=("totaal", "bedankt", "subtotaal", "contant", "wisselgeld", "kassabon", "bonnr", "pinnen", "betaald", "te betalen",
           "aantal", "kvk", "bedrag", "tot ziens", "klantticket"),
    firms=("b v", "bv", "vof"), taxes={"BTW": ("21", "9", "6")}, calling_code="31",
    postcodes=r"\b[1-9]\d{3} ?[A-Z]{2}\b(?=,? (?:AMSTERDAM|ROTTERDAM|UTRECHT|DEN HAAG|EINDHOVEN))", domain="nl",
)  # fmt: skip
SPAIN = Paper(
    currency="EUR", names=("spain", "espana"),
    places=("madrid", "barcelona", "valencia", "sevilla", "malaga", "bilbao", "granada", "alicante", "palma", "zaragoza", "ibiza"),
    words=("factura simplificada", "efectivo", "cambio", "entregado", "importe", "gracias", "gracias por su visita", "cif", "nif",
           "base imponible", "fecha", "hora", "mesa", "calle", "iva incluido", "tarjeta", "cuota", "total a pagar", "unidades",
           "camarero", "le atendio"),
    firms=("s l", "sl", "s l u", "s a"), taxes={"IVA": ("21", "10", "4", "18", "8")}, calling_code="34",
    telephones=r"[89]\d{2}[ .]?\d{2,3}[ .]?\d{2,3}[ .]?\d{0,2}", domain="es",
)  # fmt: skip
ITALY = Paper(
    currency="EUR", names=("italy", "italia"),
    places=("roma", "milano", "firenze", "venezia", "napoli", "torino", "bologna", "verona", "palermo", "genova", "pisa", "siena"),
    words=("p iva", "partita iva", "part iva", "contanti", "resto", "scontrino", "documento commerciale", "totale", "totale euro",
           "totale complessivo", "di cui iva", "importo pagato", "pagamento contante", "pagamento elettronico", "grazie", "arrivederci",
           "piazza", "coperto", "reparto", "subtotale", "doc n", "grazie e arrivederci"),
    firms=("s r l", "srl", "s n c", "snc", "s a s", "s p a", "spa"), taxes={"IVA": ("22", "10", "4", "5", "21")},
    calling_code="39", domain="it",
)  # fmt: skip
SWEDEN = Paper(
    currency="SEK", date_order="ymd", names=("sweden", "sverige"), places=("stockholm", "goteborg", "malmo", "uppsala"),
    words=("kvitto", "org nr", "summa", "att betala", "kr", "sek", "kontant", "valkommen ater", "tack", "oresavrundning"),
    firms=(), taxes={"MOMS": ("25", "12", "6")}, calling_code="46", domain="se",
)  # fmt: skip
NORWAY = Paper(
    currency="NOK", names=("norway", "norge"), places=("oslo", "trondheim", "stavanger", "tromso"),
    words=("kvittering", "org nr", "a betale", "kr", "nok", "takk", "kontant", "velkommen", "foretaksregisteret", "salgskvittering"),
    firms=(), taxes={"MVA": ("25", "15", "12")}, calling_code="47", domain="no",
)  # fmt: skip
DENMARK = Paper(
    currency="DKK", names=("denmark", "danmark"), places=("kobenhavn", "copenhagen", "aarhus", "odense", "aalborg"),
    words=("kvittering", "cvr", "cvr nr", "kr", "dkk", "tak", "dankort", "bon", "ialt", "i alt"),
    firms=("aps", ), taxes={"MOMS": ("25",)}, calling_code="45", domain="dk",
)  # fmt: skip
