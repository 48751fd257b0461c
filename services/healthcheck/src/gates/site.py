"""The appliance as the gates see it: the facts of the host, and one answer to the sample for all that need it."""

import http.client
import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from gates.connection import Answer, Connection
from gates.containers import Container, read_containers
from gates.facts import Facts
from healthcheck.edge import key_header
from healthcheck.settings import Settings

# As long as the edge waits for the OCR service.
REQUEST_SECONDS = 120


@dataclass(frozen=True)
class Sample:
    """A receipt whose truth is known."""

    picture: bytes
    truth: dict[str, Any]


def load_sample(picture: Path) -> Sample:
    """Read the sample of the image, and what is printed on it."""
    return Sample(picture.read_bytes(), json.loads(picture.with_suffix(".json").read_text()))


class Site:
    """The appliance that is judged."""

    def __init__(self, settings: Settings, names: tuple[str, ...], facts: Facts, sample: Sample) -> None:
        self.settings = settings
        self.names = names
        self.facts = facts
        self.sample = sample

    @cached_property
    def containers(self) -> dict[str, Container]:
        """The project's containers, by service."""
        return read_containers(self.facts["containers"])

    @cached_property
    def smoke(self) -> Answer | str:
        """The sample read once, as a client has it read; or why there was no answer."""
        connection = Connection(replace(self.settings, timeout_seconds=REQUEST_SECONDS))
        try:
            return connection.post("/v1/ocr/receipt", self.sample.picture, key_header(self.settings))
        except (OSError, http.client.HTTPException) as error:
            return f"no answer: {str(error) or type(error).__name__}"
        finally:
            connection.close()
