"""French. CB, a bank card, is too short a word to tell."""

from ocr.receipt.lexicon.languages.language import Language

FRENCH = Language(
    amounts={
        "final": ("net a payer", "a payer", "total a payer", "montant du", "reste a payer", "somme due", "montant a payer"),
        "total": ("montant total", "total general", "total eur"),
        "inclusive": ("total ttc", "montant ttc"),
        "subtotal": ("sous total", "total ht", "montant ht", "total hors taxes"),
        "tax": ("tva", "tva %", "dont tva", "dont tva %", "total tva", "montant tva", "tva incluse", "% tva"),
        "discount": ("remise", "remises", "total remise", "reduction immediate"),
        "service_charge": ("service compris",),
        "cash": ("especes", "recu especes", "paye en especes", "reglement especes"),
        "change": ("rendu", "rendu monnaie", "a rendre", "monnaie rendue", "rendu especes", "monnaie"),
        "card": ("carte bancaire", "carte bleue", "cb sans contact", "carte de credit", "cb emv"),
        "quantity": ("nb articles", "nombre d articles", "nbre articles", "nb d articles"),
        "other": ("prix unitaire", "taux tva"),
        "summary": ("ht tva ttc", "tva ht", "taux ht", "detail tva", "tva ttc ht"),
    },
    documents={
        "invoice": ("facture",),
        "receipt": ("ticket de caisse",),
    },
    document_numbers={
        "invoice": ("facture no", "facture n", "no facture"),
        "bill": ("ticket n", "no ticket", "ticket numero"),
        "other": ("siret", "n siret", "no siret", "no tva", "tva intra", "code ape", "no auto"),
    },
    head={
        "tax": ("siret", "tva intra", "no tva", "n tva", "n siret", "no siret"),
        "document": ("facture", "ticket", "ticket de caisse"),
        "sale": ("caisse", "caissier", "vendeur", "servi par", "heure", "no auto", "autorisation"),
        "goods": ("designation", "libelle", "prix unitaire", "qte"),
        "greeting": ("merci de votre visite", "merci et a bientot", "a bientot"),
    },
    dates={
        "sale": ("date heure", "imprime le", "date de vente"),
        "time": ("heure",),
    },
    months={
        1: ("janvier",),
        2: ("fevrier",),
        3: ("mars",),
        4: ("avril",),
        6: ("juin",),
        # JUI is JUL misread more often than it is French.
        7: ("juillet", "jui"),
        8: ("aout",),
        9: ("septembre",),
        10: ("octobre",),
        11: ("novembre",),
        12: ("decembre",),
    },
)  # fmt: skip
