"""Report of a run: a table, and the verdict."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.support.fuzz.answers import Result

MEGABYTE = 1_000_000
# What is kept for the next page differs by as much, by what was read last
GROWTH_LIMIT_BYTES = 70 * MEGABYTE


@dataclass
class Report:
    """Results by what was sent, what the workers held over time, and troubles that no answer shows."""

    results: dict[str, list[Result]] = field(default_factory=dict)
    held_bytes: list[int] = field(default_factory=list)
    peak_bytes: int = 0
    troubles: list[str] = field(default_factory=list)

    @property
    def faulty(self) -> list[tuple[str, Result]]:
        """Return the results that have a fault."""
        return [(sent, each) for sent, results in self.results.items() for each in results if each.fault]

    @property
    def growth_bytes(self) -> int:
        """Return by how much more the workers hold at most in the second half: in between memory is given back."""
        parts = self.held_bytes[1:]
        half = len(parts) // 2
        return max(parts[half:]) - max(parts[:half]) if half else 0

    @property
    def faults(self) -> list[str]:
        """Return all that is wrong."""
        faults = [f"{sent} {each.number}, {each.name}: {each.fault}" for sent, each in self.faulty]
        if self.growth_bytes > GROWTH_LIMIT_BYTES:
            faults.append(f"memory has grown by {self.growth_bytes / MEGABYTE:.0f} MB: {self.held_bytes}")
        return faults + self.troubles

    def lines(self) -> Iterator[str]:
        """Yield the table and the verdict."""
        for sent, results in self.results.items():
            # of one file there are no requests
            if not results:
                continue
            yield f"\n{sent:44} {'count':>5}  {'slowest':>7}  answers"
            for name in dict.fromkeys(sorted(each.name for each in results)):
                yield row(name, [each for each in results if each.name == name])
            yield row("all", results)
        held = " ".join(f"{each / MEGABYTE:.0f}" for each in self.held_bytes)
        yield f"\nmemory of the worker in MB, over time: {held}; peak of its container: {self.peak_bytes / MEGABYTE:.0f}"
        results = [each for group in self.results.values() for each in group]
        slow = sum("after" in each.fault for each in results)
        server = sum(each.answer.startswith("5") or " 5" in each.answer for each in results)
        yield f"{len(results)} sent: {server} answered 5xx, {slow} after 10 s, {len(self.troubles)} troubles"
        yield from (f"FAULT {fault}" for fault in self.faults)


def row(name: str, results: Sequence[Result]) -> str:
    """Write a row."""
    answers = ", ".join(
        f"{answer}: {count}" for answer, count in sorted(Counter(each.answer for each in results).items())
    )
    return f"{name:44} {len(results):5}  {max(each.seconds for each in results):6.2f}s  {answers}"
