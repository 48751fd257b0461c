"""Terms of the Philippine tax rules: labels of numbers, and phrases that open somebody's part of the paper."""

from typing import Literal

NumberKind = Literal[
    "tin", "vat_tin", "non_vat_tin", "min", "ptu", "accreditation", "atp", "serial", "other",
]  # fmt: skip

NUMBERS: dict[NumberKind, tuple[str, ...]] = {
    "tin": (
        "taxpayer id no", "taxpayer no", "tin reg no", "tax id no", "tax id number", "taxpayer id", "tin", "tin no",
        "tin number", "tax identification no", "tax identification number", "taxpayer identification no", "tin id",
    ),
    "vat_tin": (
        "vat reg no tin", "vat regd tin", "vat registered no", "reg tin vat", "tin vat", "vat taxpayer",
        "vat registered tin number", "vat reg number", "vat id", "vat id no", "vat no", "vat number",
        "tin vat registered", "tin vat reg", "vat reg tin", "vat registered tin", "vat reg tin no", "vat reg no",
        "vat reg", "vat tin", "vat registered", "vat registered tin no", "vat registration tin", "vat registration no",
        "vat reg id", "vat registered taxpayer",
    ),
    "non_vat_tin": (
        "nv reg tin", "nvat reg tin", "nvat tin", "non vat registered tin no", "non vat registered no",
        "non vat reg no", "tin non vat", "non vat registration tin", "non vat taxpayer", "not vat registered",
        "non vat reg tin", "non vat registered tin", "non vat tin", "non vat reg", "non vat", "non vat registered",
        "non vat reg tin no", "non vat registered taxpayer",
    ),
    "min": (
        "machine identification", "machine ident number", "machine id nr", "mach id no", "mach id", "machine number",
        "mc id no", "min nr", "pos min", "identification no", "machine identification nr", "mach ident no", "min",
        "min no", "machine identification no", "machine identification number", "machine id no", "machine id",
        "machine ident no", "min number", "machine no",
    ),
    "ptu": (
        "permit to use nr", "permit to use pos", "bir permit to use number", "bir ptu number", "pos permit no",
        "pos permit", "permit nr", "ptu nr", "crm permit no", "final permit to use no", "bir pos permit no", "ptu",
        "ptu no", "permit to use", "permit to use no", "permit no", "bir permit no", "bir permit to use", "final ptu",
        "final ptu no", "ptu number", "permit to use number", "bir ptu no", "bir ptu", "fp no", "bir permit",
        "permit number", "bir permit to use no", "bir final permit no", "ac no",
    ),
    "accreditation": (
        "accredited no", "bir accreditation number", "accreditation id", "accred number", "accrediting no",
        "bir accredited no", "bir accreditation nr", "pos accred no", "pos supplier accreditation no", "bir accredn no",
        "accreditation no", "accreditation", "accreditation number", "accred no", "accr no", "accred",
        "bir accreditation no", "bir accred no", "bir accr no", "accrdn no", "bir accreditation", "accdt no",
        "accredn no", "acc no", "printers accreditation no", "printer accreditation no", "printers accreditation",
        "pos accreditation no", "bir acc no", "supplier accreditation no", "accreditation nr", "accrd no",
    ),
    "atp": (
        "permit to print", "permit to print no", "bir permit to print", "bir permit to print no", "atp nr",
        "auth to print no", "auth to print", "bir auth to print no", "authority to print nr", "bir atp number",
        "bir ocn", "bir atp ocn", "atp", "atp no", "authority to print", "authority to print no",
        "bir authority to print no", "bir authority to print", "bir atp no", "bir atp", "ocn", "ocn no", "atp ocn no",
        "atp number", "authority to print number", "atp ocn", "ocn number",
    ),
    "serial": ("serial no", "sn", "serial number", "s no", "ser no", "machine serial no", "pos sn"),
    "other": (
        "date issued", "issued", "date of issue", "valid until", "valid until date", "date of atp", "atp date",
        "ptu date", "date", "eis", "gst no", "gst reg no", "gst id", "senior citizen tin", "osca id no",
        "sc id no", "pwd id no", "id no", "sc tin", "osca sc id", "version", "tel no", "effective date",
        "issued on", "terminal", "expiry date",
    ),
}  # fmt: skip

PartyKind = Literal[
    "buyer", "supplier", "printer",
]  # fmt: skip

PARTIES: dict[PartyKind, tuple[str, ...]] = {
    "buyer": (
        "sold to", "customer", "customer name", "bill to", "buyer", "buyers name", "charge to", "cust name",
        "billed to", "received from", "registered name", "client", "delivered to", "cust tin", "customer tin",
        "buyer tin", "buyers tin", "invoice to", "issued to", "name", "sold to name", "senior citizen",
        "customers name", "customer details", "buyer name", "payor", "guest name",
    ),
    "supplier": (
        "accreditation", "accred", "accredited supplier", "pos provider", "pos supplier", "supplier",
        "software", "developed by", "powered by", "system provider", "provided by", "software provider",
        "pos vendor", "vendor", "accr no", "accred no", "accreditation no", "system by", "pos by",
        "solution provider", "accredited pos",
    ),
    "printer": (
        "printed by", "printer", "printers name", "atp", "authority to print", "ocn", "bklts", "booklets",
        "printers accreditation", "printing press", "bir atp", "printers", "name of printer", "printers tin",
        "printing",
    ),
}  # fmt: skip
