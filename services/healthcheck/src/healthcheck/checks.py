"""The table of checks: add one by adding it here."""

from healthcheck.certificate import certificate
from healthcheck.droplet import bans, disk
from healthcheck.reading import Check
from healthcheck.ready import edge_ready, ocr_ready
from healthcheck.traffic import bad_answers, refusals

CHECKS: dict[str, Check] = {
    "edge_ready": edge_ready,
    "ocr_ready": ocr_ready,
    "bad_answers": bad_answers,
    "refusals": refusals,
    "bans": bans,
    "certificate": certificate,
    "disk": disk,
}
