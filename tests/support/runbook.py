"""Documents whose commands are run by a test, and the few commands that can't be, each with its reason."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", ROOT / "docs/operations.md")

NOT_RUN = {
    "make serve": "runs until it is ended, in an environment that takes minutes to make",
    "make ocr FILE=receipt.jpg": "needs the same environment; tests/unit/ocr reads without Docker",
    "make test": "runs this test",
    "make test-odoo ODOO_SRC=/path/to/odoo": "needs a checkout of Odoo, which is in no package index",
    'curl --cookie "session_id=$SESSION_ID" --form file=@receipt.jpg $ODOO/ip/mobile/receipt': (
        "needs an Odoo: tests/integration/test_odoo.py runs it"
    ),
    "make test-unit": "runs before this test, in make test",
    "make test-host": "its tests run beside this one, in make test",
    "make lint": "runs before this test, in make test",
    "make docs": "wants the environment of the tests; tests/unit/docs/test_site.py builds the same",
    "make lock": "changes the lock files as the package index changes",
    "make host": "provisions the machine that it runs on; its own tests do so in containers",
    "journalctl --vacuum-size=200M": "deletes this machine's journal",
    "timedatectl set-ntp true": "sets this machine's clock",
}
