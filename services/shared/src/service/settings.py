"""Settings from the environment: each variable is read and checked, and all faults are raised at once."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

ADVICE = "Correct these in .env, then: make up"

Value = TypeVar("Value")
Parse = Callable[[str], Value]


class SettingsInvalid(Exception):
    """Some variables can't be used; the message names each of them, a line each, with what to give instead."""

    def __init__(self, faults: Sequence[str]) -> None:
        """Take a line for each fault."""
        super().__init__("\n".join([*faults, ADVICE]))
        self.faults = tuple(faults)


class Environment:
    """The variables of the environment, and what is wrong with those that were read."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Take the variables; nothing is read yet."""
        self._variables = variables
        self._faults: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Return a variable without blanks around it, the default where nothing is left."""
        # .env may name a variable and give it no value
        return self._variables.get(name, "").strip() or default

    def verbatim(self, name: str) -> str:
        """Return a variable with the blanks around it, which may be part of a password."""
        return self._variables.get(name, "")

    def read(self, name: str, default: Value, parse: Parse[Value], *, secret: bool = False) -> Value:
        """Parse a variable; the default stands for one that is not set, and for one that `parse` refuses by ValueError."""
        text = self.text(name)
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as advice:
            self.refuse(name if secret else f"{name}={text}", str(advice))
            return default

    def refuse(self, what: str, advice: str) -> None:
        """Add a fault: the variable, with its value where that is no secret, and what to give instead."""
        self._faults.append(f"{what}: {advice}")

    def check(self) -> None:
        """Raise SettingsInvalid if anything was refused."""
        if self._faults:
            raise SettingsInvalid(self._faults)


def between(lowest: int, highest: int) -> Parse[int]:
    """Accept a whole number from `lowest` to `highest`."""

    def parse(text: str) -> int:
        # int() also takes signs, blanks and the digits of other scripts, and of thousands of digits it has its own opinion
        if not re.fullmatch("[0-9]{1,18}", text) or not lowest <= int(text) <= highest:
            raise ValueError(f"give a whole number from {lowest} to {highest}")
        return int(text)

    return parse


def one_of(*choices: str) -> Parse[str]:
    """Accept one of some words."""

    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"choose {', '.join(choices[:-1])} or {choices[-1]}")
        return text

    return parse


def words(text: str) -> tuple[str, ...]:
    """Split a list, whose entries commas or blanks separate."""
    return tuple(text.replace(",", " ").split())
