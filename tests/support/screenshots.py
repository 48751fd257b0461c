"""Draw the pictures of docs/index.md: python -m tests.support.screenshots DIRECTORY.

The appliance that `make up` has started here is shown, best some minutes later: its page at /docs with a receipt on it, and
what `make status` and `make gates` print.
"""

import html
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.support.chromium import chromium, save_small
from tests.support.receipts import draw

ROOT = Path(__file__).parents[2]
OCR_PORT = os.environ.get("OCR_PORT", "8100")
ANSWER_WITHIN_MS = 120_000
TERMINAL = """<body style="margin: 0; width: max-content">
<pre style="margin: 0; padding: 16px 20px; background: #1c1c1c; color: #e4e4e4; font: 13px/1.45 'DejaVu Sans Mono', monospace"
><span style="color: #87d787">$</span> {command}
{printed}</pre>"""


def main(directory: Path) -> None:
    """Draw them all."""
    with chromium() as browser:
        draw_page(browser, directory / "docs-page.png")
        for target in ("status", "gates"):
            # not by make, which adds a line of its own where a gate could not be judged, as without a public name
            command = [f"host/bin/{target}.sh"]
            done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
            if "not running" in done.stdout:
                sys.exit("The appliance is not running here. Start it: make up")
            draw_terminal(browser, f"make {target}", done.stdout, directory / f"{target}.png")


def draw_page(browser: Browser, target: Path) -> None:
    """Draw the page at /docs after it has read a receipt."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"http://127.0.0.1:{OCR_PORT}/docs")
    receipt = draw("fuel_station", 3).jpeg()
    page.set_input_files("#file", {"name": "receipt.jpg", "mimeType": "image/jpeg", "buffer": receipt})
    expect(page.locator("#result")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    page.screenshot(path=target, animations="disabled")
    save_small(target)


def draw_terminal(browser: Browser, command: str, printed: str, target: Path) -> None:
    """Draw a command and what it printed as a terminal shows them."""
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    page.set_content(TERMINAL.format(command=html.escape(command), printed=html.escape(printed.rstrip())))
    page.locator("pre").screenshot(path=target)
    save_small(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
