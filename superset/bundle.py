"""Pack the sources of the dashboard into a bundle that Superset imports: bundle.py FILE."""

import io
import re
import sys
import zipfile
from pathlib import Path

SOURCES = Path(__file__).parent / "dashboard"
DATABASE = "databases/receipts.yaml"
# Superset takes the first folder off every name.
ROOT = "ip_ocr_receipts"
# The oldest that a ZIP can say: a bundle of the same sources is the same bundle.
UNCHANGED = (1980, 1, 1, 0, 0, 0)


def build(*, kind: str = "Dashboard", database: str | None = None) -> bytes:
    """Return the bundle; `database` stands in the place of the address in the sources."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        for path in sorted(SOURCES.rglob("*.yaml")):
            name = path.relative_to(SOURCES).as_posix()
            text = path.read_text(encoding="utf-8")
            if name == "metadata.yaml":
                text = re.sub(r"^type: .*$", f"type: {kind}", text, flags=re.MULTILINE)
            if name == DATABASE and database is not None:
                text = re.sub(
                    r"^sqlalchemy_uri: .*$", lambda _: f"sqlalchemy_uri: '{database}'", text, flags=re.MULTILINE
                )
            entry = zipfile.ZipInfo(f"{ROOT}/{name}", UNCHANGED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, text)
    return packed.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
