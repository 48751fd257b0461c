"""The settings, .env.example and compose.yaml name the same variables."""

import dataclasses
import re
from pathlib import Path
from typing import Any

import yaml

from ocr.settings import PREFIX, Settings

ROOT = Path(__file__).parents[3]
EXAMPLE = (ROOT / ".env.example").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
COMPOSE_TEXT = "\n".join(
    line for line in (ROOT / "compose.yaml").read_text().splitlines() if not line.lstrip().startswith("#")
)

# What the image decides and no operator has to
OF_THE_IMAGE = {"OCR_BIND", "OCR_MODELS_DIR", "OCR_STATE_DIR"}
# What Compose reads itself
OF_COMPOSE = {"OCR_CPUS", "OCR_MEMORY", "OCR_PORT"}

DOCUMENTED = dict(re.findall(r"^#?([A-Z][A-Z0-9_]+)=(.*)$", EXAMPLE, re.MULTILINE))
VARIABLES = {PREFIX + field.name.upper(): field for field in dataclasses.fields(Settings)}


def test_the_example_documents_every_setting_and_no_other() -> None:
    assert {name for name in DOCUMENTED if name.startswith(PREFIX)} == set(VARIABLES) - OF_THE_IMAGE | OF_COMPOSE


def test_the_example_shows_the_defaults() -> None:
    shown = {name: DOCUMENTED[name] for name in VARIABLES if name in DOCUMENTED}

    assert shown == {name: str(VARIABLES[name].default) for name in shown}


def test_compose_passes_every_setting_to_the_service() -> None:
    assert set(COMPOSE["services"]["ocr"]["environment"]) == set(VARIABLES) - OF_THE_IMAGE


def test_the_example_documents_every_variable_that_compose_interpolates_or_passes() -> None:
    interpolated = set(re.findall(r"\$\{([A-Z0-9_]+)", COMPOSE_TEXT))
    passed = {name for service in COMPOSE["services"].values() for name in service.get("environment", {})}
    decided_by_compose = {
        name
        for service in COMPOSE["services"].values()
        for name, value in service.get("environment", {}).items()
        if value is not None
    }
    # the first is a fact of the building machine, found by `make up`; the second is Compose's own
    known = {"CA_BUNDLE", "COMPOSE_PROJECT_NAME"}

    assert (interpolated | passed) - decided_by_compose - known <= set(DOCUMENTED)


def test_the_example_documents_no_variable_that_nobody_reads() -> None:
    passed = {name for service in COMPOSE["services"].values() for name in service.get("environment", {})}

    assert set(DOCUMENTED) <= passed | set(re.findall(r"\$\{([A-Z0-9_]+)", COMPOSE_TEXT))


def test_the_example_explains_each_variable_on_the_line_above() -> None:
    lines = EXAMPLE.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"#?[A-Z][A-Z0-9_]+=", line):
            # a comment may stand above several
            assert re.match(r"# \S|#?[A-Z][A-Z0-9_]+=", lines[number - 1]), line
