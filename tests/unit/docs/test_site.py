"""The documents build as a site without a warning, and nothing on its pages comes from elsewhere."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ELSEWHERE = re.compile(r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=\"https?://[^\"]+\"")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    build = [str(Path(sys.executable).parent / "zensical"), "build", "--strict"]
    done = subprocess.run(build, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_has_a_page_for_every_document(site: Path) -> None:
    documents = (ROOT / "docs").rglob("*.md")
    names = [each.relative_to(ROOT / "docs").with_suffix(".html") for each in documents]
    pages = [name.with_name("index.html") if name.stem == "README" else name for name in names]

    assert [page for page in pages if not (site / page).exists()] == []


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))

    assert pages
    assert [(page, found) for page in pages for found in ELSEWHERE.findall(page.read_text())] == []
