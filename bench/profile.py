#!/usr/bin/env python3
"""Chart where the time of a receipt goes, in this checkout and in an earlier commit, which take turns on the same receipts.

    python -m bench.profile [--before COMMIT] [--receipts 30] [--write]

--write puts the table into docs/performance.md and the picture into docs/profile.svg.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from bench.child import Child
from bench.labelled import ROOT
from bench.peers import ALLOCATOR, receipts
from bench.report import machine, put, table

# The engine as it first was: single precision throughout, pages of 1280 pixels, one receipt at a time
BEFORE = "dc8fd7f1326f66887377d6f56efe850edcb567b9"
PICTURE = ROOT / "docs/profile.svg"
STAGES = ("decoding", "orientation", "detection", "recognition", "understanding", "the rest")
COLOURS = ("#8da0cb", "#a6d854", "#fc8d62", "#66c2a5", "#e78ac3", "#b3b3b3")
# What the networks need in single precision: detection 9.4 GMAC at 1280 x 640, 55 lines of 0.55 GMAC
WORK_GFLOP = 79
SCALE, BAR, LEFT, TOP = 1000, 34, 110, 30


@dataclass
class Profile:
    """A checkout that reads, and what it spent."""

    name: str
    child: Child
    stages: Counter[str] = field(default_factory=Counter)
    cpu: float = 0.0


@contextmanager
def profile(name: str, checkout: Path) -> Iterator[Profile]:
    """Start a process that reads with the code of a checkout."""
    child = Child(sys.executable, "-m", "bench.stages", str(checkout), environment=ALLOCATOR)
    try:
        yield Profile(name, child)
    finally:
        child.close()


@contextmanager
def checkout_of(commit: str) -> Iterator[Path]:
    """Check the service of a commit out beside this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "service.tar")
        command = ["git", "archive", f"--output={archive}", commit, ":(glob)services/*/src/**"]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603
        shutil.unpack_archive(archive, folder, filter="data")
        yield Path(folder)


def gflops() -> float:
    """Measure what the processor does in products of matrices in single precision, on all its cores.

    ONNX Runtime's product: NumPy's uses half of the width of a processor that it doesn't know.
    """
    side = 1024
    a = np.random.default_rng(1).random((side, side), np.float32)
    product = helper.make_node("MatMul", ["x", "a"], ["y"])
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, (side, side)) for name in "xy"]
    graph = helper.make_graph([product], "product", values[:1], values[1:], [numpy_helper.from_array(a, "a")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return max(2 * side**3 / _seconds(session, a) / 1e9 for _ in range(50))


def _seconds(session: onnxruntime.InferenceSession, a: np.ndarray) -> float:
    begin = time.perf_counter()
    session.run(None, {"x": a})
    return time.perf_counter() - begin


def draw(profiles: list[Profile], count: int, rate: float) -> str:
    """Return the picture: a bar for each checkout, its stages side by side, and as a line the floor at `rate` GFLOP/s."""
    height = TOP + (BAR + 22) * len(profiles) + 60
    floor = WORK_GFLOP / rate
    label = f"floor in single precision: {1000 * floor:.0f} ms at {rate:.0f} GFLOP/s"
    width = LEFT + SCALE * max(floor, *(sum(p.stages.values()) / count for p in profiles)) + 7 * len(label)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for row, each in enumerate(profiles):
        x, y = float(LEFT), TOP + (BAR + 22) * row
        parts.append(f'<text x="8" y="{y + BAR / 2 + 5}">{each.name}</text>')
        for stage, colour in zip(STAGES, COLOURS, strict=True):
            seconds = each.stages[stage] / count
            parts.append(
                f'<rect x="{x:.1f}" y="{y}" width="{SCALE * seconds:.1f}" height="{BAR}" fill="{colour}">'
                f"<title>{stage} {1000 * seconds:.0f} ms</title></rect>"
            )
            if seconds > 0.03:
                parts.append(f'<text x="{x + 4:.1f}" y="{y + BAR / 2 + 5}">{1000 * seconds:.0f}</text>')
            x += SCALE * seconds
        parts.append(
            f'<text x="{x + 6:.1f}" y="{y + BAR / 2 + 5}">{1000 * sum(each.stages.values()) / count:.0f} ms</text>'
        )
    at = LEFT + SCALE * floor
    parts.append(f'<line x1="{at:.1f}" y1="8" x2="{at:.1f}" y2="{height - 52}" stroke="black" stroke-dasharray="4 3"/>')
    parts.append(f'<text x="{at + 4:.1f}" y="18">{label}</text>')
    x = float(LEFT)
    for stage, colour in zip(STAGES, COLOURS, strict=True):
        parts.append(f'<rect x="{x:.0f}" y="{height - 30}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{x + 16:.0f}" y="{height - 19}">{stage}</text>')
        x += 30 + 7.2 * len(stage)
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", default=BEFORE, help="the commit to compare with")
    parser.add_argument("--receipts", type=int, default=30)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    chosen = [picture for picture, _ in receipts(args.receipts)]
    with checkout_of(args.before) as earlier, profile("before", earlier) as before, profile("after", ROOT) as after:
        for each in (before, after):
            each.child.ask(chosen[0])  # the libraries' own first-time work
        for picture in chosen:
            for each in (before, after):
                spent = each.child.ask(picture)
                each.cpu += spent["cpu"]
                each.stages.update(spent["seconds"])
    rate = gflops()
    rows = [
        [
            each.name,
            *(f"{1000 * each.stages[stage] / len(chosen):.0f} ms" for stage in STAGES),
            f"{1000 * sum(each.stages.values()) / len(chosen):.0f} ms",
            f"{1000 * each.cpu / len(chosen):.0f} ms",
        ]
        for each in (before, after)
    ]
    about = f"{machine()}, {rate:.0f} GFLOP/s in products of matrices. Before is commit {args.before[:7]}."
    heads = ["", *STAGES, "all", "processor time"]
    written = f"Means of {len(chosen)} receipts, {about}\n\n{table(heads, rows)}"
    print(written)
    if args.write:
        put("profile", written)
        PICTURE.write_text(draw([before, after], len(chosen), rate), encoding="utf-8")


if __name__ == "__main__":
    main()
