"""The verdict of a gate."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """State of a gate; one that could not be checked has not passed."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Verdict:
    """Verdict of a gate: its state, the figure that says so, and what to do next if it does not pass."""

    state: State
    figure: str
    next_step: str = ""


def passed(figure: str) -> Verdict:
    """Return the verdict of a gate that passes."""
    return Verdict(State.PASS, figure)


def failed(figure: str, next_step: str) -> Verdict:
    """Return the verdict of a gate that fails."""
    return Verdict(State.FAIL, figure, next_step)


def not_checked(figure: str, next_step: str) -> Verdict:
    """Return the verdict of a gate that can't be judged from here."""
    return Verdict(State.NOT_CHECKED, figure, next_step)
