"""What the documents point to is there: files, folders and headings of this repository."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]
LISTED = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md"]
DOCUMENTS = sorted(
    Path(name)
    for name in subprocess.run(LISTED, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    if name
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", CODE.sub("", document.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere() -> None:
    for document in DOCUMENTS:
        for link in LINK.findall(CODE.sub("", (ROOT / document).read_text())):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = link.partition("#")
            target = (ROOT / document).parent / path if path else ROOT / document
            assert target.exists(), (document, link)
            assert target.resolve().is_relative_to(ROOT), (document, link)
            assert not anchor or anchor in anchors(target), (document, link)
