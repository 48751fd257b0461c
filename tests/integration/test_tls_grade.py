"""testssl.sh's grade of the edge, with the test authority trusted: the one that SSL Labs would give."""

import json
from collections.abc import Iterator

import pytest

from tests.support.edge.site import NAME, Site, site_with_authority

# pebble names neither a responder nor a revocation list, one in 256 of its serial numbers is a byte shorter than eight, and
# nobody publishes a CAA record for ocr.test
OF_THE_TEST_AUTHORITY = {"cert_revocation", "cert_serialNumberLen", "DNS_CAArecord"}
# Debian's openssl has no GOST engine to try with, and its client resumes by ticket only where tickets are on
OF_THE_TOOL = {"engine_problem", "sessionresumption_ticket"}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, str]]]:
    with site_with_authority(tmp_path_factory.mktemp("authority"), "grade") as started:
        site = started.begin()
        site.wait_for_certificate()
        yield grade(site)


def grade(site: Site) -> list[dict[str, str]]:
    # stdin carries the root, so that no file of this machine is mounted
    script = (
        "cat >/tmp/root.pem <<'PEM'\n" + site.root() + "PEM\n"
        f"testssl --add-ca /tmp/root.pem --ip $(getent hosts nginx | cut -d' ' -f1) --warnings off --color 0 --quiet "
        f"--jsonfile /tmp/findings.json {NAME}:8443 >/tmp/said 2>&1; cat /tmp/findings.json"
    )
    done = site.stack.compose("exec", "-T", "front", "bash", "-c", script, check=False, timeout=1600)
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def value(findings: list[dict[str, str]], name: str) -> str:
    return next((entry["finding"] for entry in findings if entry["id"] == name), "")


def test_the_grade_is_a_plus_without_a_cap(findings: list[dict[str, str]]) -> None:
    assert value(findings, "overall_grade") == "A+"
    assert int(value(findings, "final_score")) >= 96
    assert [entry for entry in findings if entry["id"].startswith(("grade_cap", "grade_warning"))] == []


def test_there_are_no_findings_of_substance(findings: list[dict[str, str]]) -> None:
    serious = [entry for entry in findings if entry["severity"] in {"LOW", "MEDIUM", "HIGH", "CRITICAL", "WARN"}]
    assert [entry for entry in serious if entry["id"] not in OF_THE_TEST_AUTHORITY | OF_THE_TOOL] == []


def test_it_speaks_tls_1_2_and_1_3_with_forward_secrecy_and_the_hybrid_group(findings: list[dict[str, str]]) -> None:
    offered = {name: value(findings, name) for name in ("SSLv2", "SSLv3", "TLS1", "TLS1_1", "TLS1_2", "TLS1_3")}
    assert [name for name, said in offered.items() if said.startswith("offered")] == ["TLS1_2", "TLS1_3"]
    assert "X25519MLKEM768" in value(findings, "FS_KEMs")
