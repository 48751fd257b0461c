"""Tables of docs/performance.md from measured figures."""

import math
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.labelled import ROOT

PAGE = ROOT / "docs/performance.md"


def machine() -> str:
    """Describe this machine in one line: processor, cores, what integer arithmetic it has, load, day."""
    cpu = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", cpu)
    vnni = "VNNI" if "avx512_vnni" in cpu or "avx_vnni" in cpu else "no VNNI"
    cores = len(os.sched_getaffinity(0))
    today = datetime.now(UTC).date().isoformat()
    return f"{model[1] if model else 'unknown CPU'}, {cores} cores, {vnni}, load {os.getloadavg()[1]:.1f}, {today}"


def quantile(values: Sequence[float], share: float) -> float:
    """Return what this share of the values doesn't exceed, infinity where there are none."""
    return sorted(values)[int(share * (len(values) - 1))] if values else math.inf


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def put(name: str, text: str, page: Path = PAGE) -> None:
    """Write a text between the marks of this name in the page; raise ValueError where they are missing."""
    begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
    before, mark, rest = page.read_text(encoding="utf-8").partition(begin)
    _, other, after = rest.partition(end)
    if not mark or not other:
        raise ValueError(f"{page} has no place for {name}: put {begin!r} and {end!r} where the table belongs")
    page.write_text(before + begin + text + end + after, encoding="utf-8")
