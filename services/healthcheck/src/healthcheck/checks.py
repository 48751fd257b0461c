"""The table of checks: add one by adding it here, and to `alerts/advice.py` what to do when it fails."""

from healthcheck.certificate import certificate, renewal, served_is_installed
from healthcheck.crashes import Crashes
from healthcheck.droplet import Bans, disk
from healthcheck.memory import memory
from healthcheck.readers import readers
from healthcheck.ready import edge_ready, ocr_ready
from healthcheck.result import Check
from healthcheck.rotation import rotation
from healthcheck.sample import Sample, sample
from healthcheck.settings import Settings
from healthcheck.traffic import bad_answers, refusals

CHECKS: dict[str, Check] = {
    "edge_ready": edge_ready,
    "ocr_ready": ocr_ready,
    "sample": Sample(sample),
    "bad_answers": bad_answers,
    "refusals": refusals,
    "bans": Bans(),
    "certificate": certificate,
    "served_is_installed": served_is_installed,
    "renewal": renewal,
    "memory": memory,
    "crashes": Crashes(),
    "disk": disk,
    "rotation": rotation,
}
# Where readers run on other machines too.
CLUSTER_CHECKS: dict[str, Check] = {
    "readers": readers,
}


def checks_for(settings: Settings) -> dict[str, Check]:
    """Return the checks that a round makes."""
    return CHECKS | CLUSTER_CHECKS if settings.cluster_readers else CHECKS
