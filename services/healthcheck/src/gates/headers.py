"""Gate 4: the security headers, on a good answer, an error and a preflight alike."""

import re
from collections.abc import Mapping
from pathlib import Path

from gates.connection import Answer, Connection
from gates.site import Site
from gates.verdict import Verdict, failed, not_checked, passed

# The edge's own file, with its reasons; the image has it too.
SNIPPET = Path("/usr/local/share/healthcheck/headers.conf")
# Those with one value for all answers, and the origin, which is a setting.
ADD_HEADER = re.compile(r'^add_header (\S+) (?:"([^"$]+)"|([^"$;\s]+)|\$cors_origin) always;$', re.MULTILINE)
# The answers to look at: what is asked, and the status that it must get.
REQUESTS = (("GET", "/live", 200), ("GET", "/no-such-path", 404), ("OPTIONS", "/v1/ocr/receipt", 204))
NEXT = "is services/nginx as in the repository? docker compose up --detach --build nginx"


def check(site: Site) -> Verdict:
    """Get one answer of each kind, and judge its headers."""
    origin = site.facts["cors_origin"]
    if not origin.ok:
        return failed(f"the allowed origin is not known: {origin.complaint}", NEXT)
    expected = headers(SNIPPET, origin.output)
    edge = Connection(site.settings)
    try:
        # the preflight of a browser on a stranger's page: its origin must not be reflected
        answers = [
            edge.ask(method, path, headers={"Origin": "https://stranger.example"}) for method, path, _ in REQUESTS
        ]
    finally:
        edge.close()
    return judge(answers, expected)


def headers(snippet: Path, origin: str) -> dict[str, str]:
    """Read what every answer must have from nginx's file."""
    found = ADD_HEADER.findall(snippet.read_text(encoding="utf-8"))
    return {name: quoted or plain or origin for name, quoted, plain in found}


def judge(answers: list[Answer], expected: Mapping[str, str]) -> Verdict:
    """Compare every answer with the table; a header that comes twice is wrong too."""
    faults: dict[str, list[str]] = {}
    for answer, (method, path, status) in zip(answers, REQUESTS, strict=True):
        for fault in answer_faults(answer, status, expected):
            faults.setdefault(fault, []).append(f"{method} {path}")
    if faults:
        return failed("; ".join(f"{fault} ({', '.join(where)})" for fault, where in faults.items()), NEXT)
    figure = f"{len(expected)} headers right on each of {', '.join(str(answer.status) for answer in answers)}"
    if any(answer.status >= 500 for answer in answers):
        return not_checked(f"{figure}: no good answer to look at", "fix gate 1 first")
    return passed(figure)


def answer_faults(answer: Answer, status: int, expected: Mapping[str, str]) -> list[str]:
    """Return what is wrong with one answer."""
    # the OCR service is down: the headers must be there all the same
    if answer.status != status and answer.status < 500:
        return [f"status {answer.status}, not {status}"]
    faults = []
    for name, value in expected.items():
        found = [given for key, given in answer.headers if key.lower() == name.lower()]
        if not found:
            faults.append(f"no {name}")
        elif found != [value]:
            faults.append(f"{name} is {' and '.join(found)}")
    if re.search(r"\d", answer.header("Server")):
        faults.append(f"Server reveals a version: {answer.header('Server')}")
    return faults
