"""Time of our reading by stage: reads paths from standard input, writes a line of JSON for each.

    python -m bench.stages CHECKOUT

CHECKOUT is this repository or another of its commits, so that two of them can be compared; the models are this one's.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.readers import service


def main() -> None:
    """Answer until standard input ends."""
    sys.path[:0] = [str(Path(sys.argv[1], "services", name, "src")) for name in ("ocr", "shared")]
    from ocr.engine.detection import Detector  # noqa: PLC0415 - of the checkout that is named
    from ocr.engine.orientation import Orientation  # noqa: PLC0415
    from ocr.engine.recognition import Recognizer  # noqa: PLC0415

    spent: defaultdict[str, float] = defaultdict(float)
    read = service("onnxruntime")

    def watch(stage: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: object, **named: object) -> object:
            begin = time.perf_counter()
            done = do(*given, **named)
            spent[stage] += time.perf_counter() - begin
            return done

        return timed

    watched: list[tuple[type, str, str]] = [
        (Orientation, "rotation", "orientation"),
        (Detector, "find", "detection"),
        (Recognizer, "read", "recognition"),
    ]
    for kind, method, stage in watched:
        setattr(kind, method, watch(stage, getattr(kind, method)))
    for path in sys.stdin:
        spent.clear()
        begin, cpu = time.perf_counter(), time.process_time()
        receipt = read(path.strip())
        whole, cpu = time.perf_counter() - begin, time.process_time() - cpu
        stages = {"decoding": receipt.seconds["decode"], **spent, "understanding": receipt.seconds["understand"]}
        rest = whole - sum(stages.values())
        print(json.dumps({"seconds": stages | {"the rest": rest}, "cpu": cpu}), flush=True)


if __name__ == "__main__":
    main()
