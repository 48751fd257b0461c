"""The noun that every check gives."""

from collections.abc import Callable
from dataclasses import dataclass

from healthcheck.settings import Settings


@dataclass(frozen=True)
class Reading:
    """What a check found: whether it is well, and the figure that says so."""

    ok: bool
    figure: str


# A check that raises has failed.
Check = Callable[[Settings], Reading]
