"""Explanation of each check for the operator, with the command to run next and the checks that may be its cause."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """Advice on a check. `follows`: checks whose failure explains it. `event`: told at once, over only after a long quiet."""

    means: str
    command: str
    follows: tuple[str, ...] = ()
    event: bool = False


# A check fails for the reason of another one that could not even reach the service.
UNREACHABLE = ("edge_ready", "ocr_ready")

ADVICE: dict[str, Advice] = {
    "edge_ready": Advice("clients can't reach a ready service through nginx", "make logs SERVICE=nginx", UNREACHABLE),
    "ocr_ready": Advice("the OCR service is not ready", "make logs SERVICE=ocr"),
    "sample": Advice("a known receipt is not read correctly", "make logs SERVICE=ocr", UNREACHABLE),
    "bad_answers": Advice("too many requests end with a server error", "make logs SERVICE=ocr", UNREACHABLE),
    "refusals": Advice("many requests are refused: an attack, or a client that is too fast", "make bans", ("bans",)),
    "bans": Advice("an address was banned", "make bans", ("refusals",), event=True),
    "certificate": Advice("the served certificate expires soon", "make cert-status", UNREACHABLE),
    "served_is_installed": Advice("nginx serves another certificate than certbot's", "make cert-status", UNREACHABLE),
    "renewal": Advice("the certificate is not renewed as it should be", "make cert-status"),
    "memory": Advice("the OCR service takes more memory than it should", "make status", UNREACHABLE),
    "crashes": Advice(
        "the OCR service died; clients that waited for an answer ask again", "make requests STATUS=5", event=True
    ),
    "disk": Advice("the disk is filling up, or can't be written to", "make free-disk"),
    "rotation": Advice("nginx's logs are not rotated", "make logs SERVICE=nginx", ("edge_ready",)),
    "readers": Advice("other machines do not read as they should: one is gone, or not updated", "make cluster-status"),
}
