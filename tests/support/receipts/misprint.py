"""Totals printed or read otherwise than they are meant: thousands parted, digits lost or changed, points gone."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ocr.model import Page

PARTINGS = (", ", " ", "'", "’", "·", " ,", ". ")


@dataclass(frozen=True)
class Misprint:
    """A page on which the total is printed otherwise, once or wherever it stands; what was done to it."""

    page: Page
    how: str
    everywhere: bool


def misprints(page: Page, total: Decimal, rng: random.Random, count: int) -> Iterator[Misprint]:
    """Yield so many pages with the total misprinted, fewer where it is not printed or has no thousands to part."""
    printed = f"{total:,.2f}"
    whole, cents = printed.split(".")
    places = [number for number, line in enumerate(page.lines) if printed in line.text]
    for _ in range(count if places else 0):
        how = rng.choice(list(WAYS))
        everywhere = rng.random() < 0.5
        chosen = places if everywhere else places[:1]
        texts = [WAYS[how](whole, cents, rng) for _ in chosen]
        if all(text is not None for text in texts):
            new = {number: text or "" for number, text in zip(chosen, texts, strict=True)}
            yield Misprint(_with(page, printed, new), how, everywhere)


def _with(page: Page, printed: str, new: dict[int, str]) -> Page:
    lines = (
        replace(line, text=line.text.replace(printed, new[number], 1)) if number in new else line
        for number, line in enumerate(page.lines)
    )
    return replace(page, lines=tuple(lines))


def _parted(whole: str, cents: str, rng: random.Random) -> str | None:
    return whole.replace(",", rng.choice(PARTINGS)) + "." + cents if "," in whole else None


def _first_digit_lost(whole: str, cents: str, rng: random.Random) -> str | None:
    return f"{whole[1:].lstrip(',')}.{cents}" if len(whole) > 1 else None


def _digit_changed(whole: str, cents: str, rng: random.Random) -> str | None:
    place = rng.choice([n for n, char in enumerate(whole) if char.isdigit()])
    other = rng.choice([digit for digit in "0123456789" if digit != whole[place]])
    return f"{whole[:place]}{other}{whole[place + 1 :]}.{cents}"


WAYS: dict[str, Callable[[str, str, random.Random], str | None]] = {
    "thousands parted": _parted,
    "first digit lost": _first_digit_lost,
    "digit changed": _digit_changed,
    "point lost": lambda whole, cents, rng: whole + cents,
    "cents lost": lambda whole, cents, rng: whole,
    "blank for the point": lambda whole, cents, rng: f"{whole} {cents}",
    "comma for the point": lambda whole, cents, rng: f"{whole},{cents}",
}
